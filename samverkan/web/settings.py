"""Django's settings. What the surroundings decide comes from configuration.py; the rest is the same everywhere."""

from csp.constants import NONCE, NONE, SELF

from samverkan.web.configuration import CHECKOUT, database, read, secret
from samverkan.web.sign_in_file import read_file
from samverkan.web.sms_file import read_gateway

CONFIGURATION = read()
HOME = CONFIGURATION.home
DEMO = CONFIGURATION.demo
VAULT_KEY_FILE = str(CONFIGURATION.key_file)

DEBUG = False
SECRET_KEY = secret(HOME / "secret-key")
ALLOWED_HOSTS = list(CONFIGURATION.allowed_hosts)
ROOT_URLCONF = "samverkan.web.urls"
WSGI_APPLICATION = "samverkan.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "samverkan.guard",
    "samverkan.vault",
    "samverkan.journal",
    "samverkan.people",
    "samverkan.consent",
    "samverkan.plans",
    "samverkan.trygghetsperson",
    "samverkan.wellbeing",
    "samverkan.handovers",
    "samverkan.meetings",
    "samverkan.guests",
    "samverkan.own_page",
    "samverkan.overview",
    "samverkan.post",
    "samverkan.exchange",
    "samverkan.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",  # allauth's list of passkeys loads it
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "csp",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    # Outermost what every answer shall carry: a file's and the way to https too.
    "csp.middleware.CSPMiddleware",
    "samverkan.web.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "samverkan.own_page.doors.WallMiddleware",
    "samverkan.web.sittings.SittingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "samverkan.access.middleware.ReaderMiddleware",
    "samverkan.web.thresholds.ThresholdMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [CHECKOUT / "samverkan" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "samverkan.web.frames.context",
            ],
        },
    }
]

# One alias only: migrations run as the owner in a process of their own, started with the owner's address.
DATABASES = {"default": database(CONFIGURATION.database_url)}

# Work by the clock stands in one module, so that nothing else is looked for.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = ["samverkan.web.working"]

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska")]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [CHECKOUT / "samverkan" / "web" / "static"]
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = not CONFIGURATION.collected
# A collected file's name holds its content's fingerprint, so browsers may keep it for ever.
_PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
_COLLECTED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # no file is kept outside the database
    "staticfiles": {"BACKEND": _COLLECTED if CONFIGURATION.collected else _PLAIN},
}

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "samverkan.people.passwords.UnlikeNames"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "samverkan.web.signing_in.NoSignUp"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
# Wrong passwords lock the password of that account for a while, never its passkey: a lock must not be a weapon.
# Each of the two web workers counts for itself, so an account sees at most ten guesses an hour.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,5/h/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "samverkan.web.passkeys.AddPasskeyForm",
    "edit_webauthn": "samverkan.web.passkeys.EditPasskeyForm",
}
MFA_TOTP_ISSUER = "Samverkan"
MFA_ADAPTER = "samverkan.web.signing_in.SealedFactors"

# Sign-in at work: our own rows say whose account a key opens. The library keeps nothing, tokens least of all.
SIGN_IN = read_file(CONFIGURATION.sign_in_file)
WORK_PROVIDERS, RAISED_LEVELS = SIGN_IN.providers, SIGN_IN.raised
STEP_UP_URL = "step_up"
SOCIALACCOUNT_ADAPTER = "samverkan.web.at_work.adapter.KnownPeople"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_PROVIDERS: dict[str, object] = {}

# Fifteen idle minutes and eight hours in all; the middleware keeps the second.
SESSION_COOKIE_AGE = 8 * 3600
SESSION_IDLE_SECONDS = 15 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "samverkan.web.errors.csrf_failure"
if CONFIGURATION.https:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sitting", "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

SECURE_CONTENT_TYPE_NOSNIFF = True
# "no-referrer" makes browsers post with "Origin: null", which the protection of forms must refuse.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# No list is larger than this; the reader of lists stops by itself before a larger file is read whole.
FILE_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024
# A list of pupils never touches the disk: it is counted, then held in memory until it has been read.
FILE_UPLOAD_HANDLERS = [
    "samverkan.exchange.uploads.SizeLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
]

DEFAULT_FROM_EMAIL = CONFIGURATION.sender
EMAIL_TIMEOUT = 20
if CONFIGURATION.mail:
    EMAIL_HOST, EMAIL_PORT = CONFIGURATION.mail.host, CONFIGURATION.mail.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = CONFIGURATION.mail.user, CONFIGURATION.mail.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = CONFIGURATION.mail.tls == "starttls", CONFIGURATION.mail.tls == "tls"
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

# Where calendars answer; empty when the installation takes in no mail.
REPLY_ADDRESS = CONFIGURATION.reply_address

# Codes to guests without an account go by text message where there is a gateway; else they are read out or printed.
TEXT_GATEWAY = read_gateway(CONFIGURATION.sms_file)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # What stands in the rows is no matter for a log: tracebacks.py leaves it out.
    "formatters": {
        "plain": {
            "()": "samverkan.web.tracebacks.Scrubbed",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Addresses may hold ids; a 404 is told by the journal, not by the log.
    "loggers": {"django.request": {"level": "ERROR"}},
}

MESSAGE_STORAGE = "samverkan.web.sealed_messages.SealedMessages"
