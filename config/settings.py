"""Settings of the whole house. What an office changes comes from the environment or `.env`; .env.example explains each name.

Two ways to run: the demo office (DEMO=1, as `make run` sets it: known accounts, a fixed day, plain http on this machine) and an office of
its own (DEMO unset: no known account is accepted, https is taken for granted).
"""

import sys
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import logs
from config.environment import Env
from config.secret_key import secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()
if (BASE_DIR / ".env").exists():
    env.read_env(BASE_DIR / ".env")

TESTING = "pytest" in sys.modules
DEMO = env.bool("DEMO", default=False)
DEBUG = False
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "data")))
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)  # the database, uploads and the key lie there
SECRET_KEY = secret_key(given=env.str("SECRET_KEY", default=""), file=env.str("SECRET_KEY_FILE", default=""), folder=DATA_DIR)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
# The names of this machine too, by which a monitor on it asks /healthz.
ALLOWED_HOSTS = list(dict.fromkeys([*env.list("ALLOWED_HOSTS", default=[]), "127.0.0.1", "localhost", "[::1]"]))
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "config.backoffice.BackOfficeConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_filters",
    "import_export",
    "simple_history",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "csp",
    "django_htmx",
    "django_structlog",
    "zone",
    "zone.ledgers",
    "zone.supervision",
    "zone.merger",
    "zone.indicators",
    "enterprises",
    "projects",
    "config",
]

MIDDLEWARE = [
    "django_structlog.middlewares.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "zone.middleware.body_limit.BodyLimitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "zone.middleware.no_store.NoStoreMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "zone.middleware.session_age.SessionAgeMiddleware",
    "zone.middleware.sign_in.SignInMiddleware",
    "zone.middleware.second_step.SecondStepMiddleware",
    "zone.middleware.password_age.PasswordAgeMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
    "zone.middleware.wrong_method.WrongMethodMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.menu.frame",
            ],
        },
    },
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'zone.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    durability = "OFF" if TESTING else "FULL"  # what a test writes need not outlive a power cut
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={durability}; PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;",
    }
    # A file for tests too: threads and child processes see the same one.
    DATABASES["default"]["TEST"] = {"NAME": f"{DATABASES['default']['NAME']}.test"}
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] = {"connect_timeout": 5}
    if TESTING:  # as above
        DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"
    # Pooled connections outlive a test's database, so tests do without.
    if env.bool("DATABASE_POOL", default=not TESTING):
        DATABASES["default"]["OPTIONS"]["pool"] = {
            "min_size": 1,
            "max_size": env.int("DATABASE_POOL_SIZE", default=8, least=1),
            "timeout": 10,
        }

# Who signs in, and how
AUTH_USER_MODEL = "zone.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "config.demo_refusal.RefuseDemoPassword",
    "django.contrib.auth.backends.ModelBackend",
]
ROLES = "config.roles.BY_CODE"
OTP_TOTP_ISSUER = "营口高新区"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher" if TESTING else "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
PASSWORD_MAX_AGE_DAYS = env.int("PASSWORD_MAX_AGE_DAYS", default=0)  # 0: passwords do not age
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "zone.passwords.SeveralKinds", "OPTIONS": {"at_least": 3}},
    {"NAME": "config.demo_refusal.NotTheDemoPassword"},
    *([{"NAME": "zone.passwords.NotOneOfTheLast", "OPTIONS": {"count": 5}}] if PASSWORD_MAX_AGE_DAYS else []),
]
SECOND_FACTOR = env.bool("SECOND_FACTOR", default=False)
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=30, least=1)
SESSION_HOURS = env.int("SESSION_HOURS", default=12, least=1)
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = env.float("LOCKOUT_HOURS", default=0.5)
AXES_LOCKOUT_PARAMETERS = [["username"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the lock ends when the page says so, however often one tries meanwhile
AXES_DISABLE_ACCESS_LOG = True  # zone.audit records sign-ins
HELP_CONTACT = env.str("HELP_CONTACT", default="")  # whom a locked-out person may ask: a name, a room, a telephone
CSRF_FAILURE_VIEW = "zone.views.errors.csrf_failure"
AXES_LOCKOUT_CALLABLE = "zone.views.sign_in.locked"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # an account is locked wherever the guesses come from; nobody else is

# The browser
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
if not DEMO and not TESTING:
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    if BEHIND_PROXY:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Language, time
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

# Files
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = TESTING
WHITENOISE_AUTOREFRESH = DEBUG or TESTING  # else each client of a test goes through all files once
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20000
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", default=50 * 1024 * 1024, least=1)
ATTACHMENT_MAX_BYTES = min(env.int("ATTACHMENT_MAX_BYTES", default=10 * 1024 * 1024, least=1024 * 1024), UPLOAD_MAX_BYTES)
UPLOAD_KEPT_DAYS = env.int("UPLOAD_KEPT_DAYS", default=30)

# Ledgers: each kind of spreadsheet is named here, so that zone.ledgers looks up to nobody.
LEDGER_KINDS = [
    "enterprises.resources.EnterpriseLedger",
    "enterprises.ledger_support.SupportLedger",
    "projects.resources.TechUpgradeLedger",
    "zone.merger.resources.MergerLedger",
    "zone.indicators.resources.IndicatorLedger",
    "projects.ledger_investment.InvestmentLedger",
    "projects.ledger_monthly.ProgressLedger",
]
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "import"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "export"
SIMPLE_HISTORY_DATE_INDEX = "composite"
SIMPLE_HISTORY_REVERT_DISABLED = True

DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = True
DJANGO_STRUCTLOG_TRUST_UPSTREAM_REQUEST_ID = BEHIND_PROXY
LOGGING = logs.LOGGING
