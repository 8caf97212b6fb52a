"""The product's settings, and django-guardian as a rival when it is installed."""

from importlib.util import find_spec

from samverkan.web.settings import *  # noqa: F403
from samverkan.web.settings import INSTALLED_APPS

if find_spec("guardian"):
    INSTALLED_APPS = [*INSTALLED_APPS, "guardian"]
    ANONYMOUS_USER_NAME = None
    GUARDIAN_MONKEY_PATCH_USER = False
ROOT_URLCONF = "benchmarks.urls"
