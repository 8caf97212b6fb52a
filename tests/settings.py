"""The product's settings with a data folder of the tests' own and cheap passwords."""

import os

from samverkan.web.configuration import CHECKOUT

os.environ["SAMVERKAN_HOME"] = os.environ.get("SAMVERKAN_TEST_HOME") or str(CHECKOUT / "var" / "test")
os.environ.pop("DATABASE_URL", None)  # tests never touch a school's server
os.environ.pop("SAMVERKAN_KEY_FILE", None)
os.environ.pop("SAMVERKAN_SIGN_IN_FILE", None)
os.environ.pop("SAMVERKAN_SMS_FILE", None)

from samverkan.web.settings import *  # noqa: F403

ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["tests.hashing.QuickHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 - whitenoise warns of a folder that is not there
