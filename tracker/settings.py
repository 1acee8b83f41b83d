"""The settings of one installation: every difference between installations is an environment variable."""

from __future__ import annotations

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from tracker.env import SQLITE, Environment
from tracker.secret_key import kept_secret_key
from tracker.single_sign_on import providers, read_single_sign_on
from tracker.sqlite.journal import connection_options

ROOT = Path(__file__).resolve().parent.parent
environment = Environment(os.environ)

# The installation. Mode "local" answers on this machine alone; "production" asks for what a public server needs.
# What one mode does not read is refused there by the last line of this file: no DEBUG in production.
PRODUCTION = environment.choice("TRACKER_MODE", options=("local", "production"), default="local") == "production"
DATA_DIR = environment.folder("TRACKER_DATA_DIR", default=ROOT / "var")

if PRODUCTION:
    DEBUG = False
    SECRET_KEY = environment.secret(
        "TRACKER_SECRET_KEY",
        minimum_length=50,
        mend="Set it to random characters, the same on every start, made by: "
        "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'",
    )
    ALLOWED_HOSTS = environment.hosts(
        "TRACKER_ALLOWED_HOSTS", mend="Set it to the host names that users type, separated by commas."
    )
else:
    DEBUG = environment.boolean("TRACKER_DEBUG", default=False)
    SECRET_KEY = kept_secret_key(DATA_DIR / "secret-key")
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

INSTALLED_APPS = [
    "initiatives.apps.InitiativesConfig",
    "tracker.apps.TrackerConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "allauth.usersessions",
    "csp",
    "django_filters",
    "simple_history",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_tasks",
    "django_tasks_db",
]

# Long work is done by a worker of its own, `manage.py db_worker`; what is to be done stands in the database.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

MIDDLEWARE = [
    # First, so that a file and a refusal of Django's own have these headers too.
    "tracker.headers.headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tracker.session_limits.session_limits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "initiatives.web.person_log.PersonLog",
    "initiatives.web.limits.AccountLimits",
    "initiatives.web.gate.gate",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"
ASGI_APPLICATION = "tracker.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# The database: a file under the data folder, or what DATABASE_URL names. A request is no transaction: reads would
# then take the write lock on SQLite, and every transaction is opened by the service that needs it.
DATABASES = {
    "default": {
        "CONN_HEALTH_CHECKS": True,
        **environment.database("DATABASE_URL", default=DATA_DIR / "tiltag.sqlite3"),
        "ATOMIC_REQUESTS": False,
    }
}
if DATABASES["default"]["ENGINE"] == SQLITE:
    DATABASES["default"]["OPTIONS"] = connection_options()
    # Named, since tests in several processes would otherwise derive a file name of their own from NAME.
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = environment.integer(
        "TRACKER_CONNECTION_SECONDS", default=60, minimum=0, maximum=86_400
    )
    # Compiling the position rule takes PostgreSQL seconds and wins milliseconds. Whoever asks is told within five
    # seconds that the record is out of reach: the server does not answer, or somebody else holds a table or a row.
    DATABASES["default"]["OPTIONS"] = {
        "options": "-c jit=off -c lock_timeout=4s",
        "connect_timeout": 4,
        **DATABASES["default"].get("OPTIONS", {}),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Accounts.
AUTH_USER_MODEL = "initiatives.User"
# Versions are found by thing and instant; VersionRecords brings that index.
SIMPLE_HISTORY_DATE_INDEX = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "initiatives.presentation.passwords.GuessablePasswordValidator"},
]
LOGIN_URL = "initiatives:sign-in"
LOGIN_REDIRECT_URL = "initiatives:home"

# Signing in, by django-allauth under our own pages. Accounts are made by administrators or come by single sign-on;
# nobody signs up. Wrong passwords and codes are counted by services/sign_in_attempts.py, in the database: allauth's own
# limits would be counted by each process for itself.
ACCOUNT_ADAPTER = "initiatives.web.accounts.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {"reauthenticate": "initiatives.presentation.second_step.PasswordAgain"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_RATE_LIMITS = False
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_DISPLAY = str
MFA_ADAPTER = "initiatives.web.accounts.SecondStepAdapter"
# Without sign-up nobody can claim another person's address.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "initiatives.presentation.second_step.CodeAtSignIn",
    "reauthenticate": "initiatives.presentation.second_step.CodeAgain",
    "activate_totp": "initiatives.presentation.second_step.FirstCode",
    "add_webauthn": "initiatives.presentation.second_step.NewPasskey",
    "authenticate_webauthn": "initiatives.presentation.second_step.PasskeyAtSignIn",
    "login_webauthn": "initiatives.presentation.second_step.PasskeyAlone",
    "reauthenticate_webauthn": "initiatives.presentation.second_step.PasskeyAgain",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Tiltag"
# The clocks of phones are half a minute wrong. That a code counts once is seen to by services/sign_in_attempts.py.
MFA_TOTP_TOLERANCE = 1
# Browsers allow passkeys without TLS on the machine itself alone.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
SINGLE_SIGN_ON = read_single_sign_on(environment, production=PRODUCTION)
SOCIALACCOUNT_ADAPTER = "initiatives.web.single_sign_on.SingleSignOnAdapter"
SOCIALACCOUNT_PROVIDERS = providers(SINGLE_SIGN_ON)
REQUIRE_MFA = environment.choice("TRACKER_REQUIRE_MFA", options=("none", "administrator", "all"), default="none")

# Whom the accessibility statement names: a mailbox or an office.
ACCESSIBILITY_CONTACT = environment.text("TRACKER_ACCESSIBILITY_CONTACT", default="", longest=200)

# Languages and time. Texts may be kept in more languages than the interface speaks.
LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Danish")), ("en", _("English"))]
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = PRODUCTION
CONTENT_LANGUAGES = ("da", "en", "sv", "bg")
USE_TZ = True
TIME_ZONE = environment.time_zone("TRACKER_TIME_ZONE", default="Europe/Copenhagen")

# Static files: read where they lie in local mode; collected, hashed and compressed in production.
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static" if PRODUCTION else None
WHITENOISE_USE_FINDERS = not PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Reports that were made; no address leads there but the page that asks who may have them.
    "reports": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": environment.folder("TRACKER_REPORTS_DIR", default=DATA_DIR / "reports"),
            "file_permissions_mode": 0o600,
        },
    },
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if PRODUCTION
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        ),
    },
}

# The closed vocabularies, by the names that they have in the description of the REST interface.
ENUMERATIONS = (
    "ActionOrigin",
    "AmountQualifier",
    "ChangeKind",
    "Confidence",
    "DeadlineKind",
    "Firmness",
    "Freshness",
    "Light",
    "OrganisationKind",
    "PlanKind",
    "PlanState",
    "Position",
    "ReasonCode",
    "RecordOrigin",
    "Status",
    "UpdateKind",
)

# How many requests one account may make, on the pages and over REST together.
ACCOUNT_RATES = {
    "read": f"{environment.integer('TRACKER_API_READS', default=600, minimum=1, maximum=1_000_000)}/min",
    "write": f"{environment.integer('TRACKER_API_WRITES', default=120, minimum=1, maximum=1_000_000)}/min",
    "export": f"{environment.integer('TRACKER_API_EXPORTS', default=20, minimum=1, maximum=1_000_000)}/min",
}

# The REST interface. Nothing is open unless a view says so; what a client meets is JSON, errors too.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "initiatives.api.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["initiatives.api.permissions.HasRole"],
    "DEFAULT_THROTTLE_CLASSES": ["initiatives.api.throttling.ScopeThrottle"],
    "DEFAULT_THROTTLE_RATES": ACCOUNT_RATES,
    "DEFAULT_RENDERER_CLASSES": ["initiatives.api.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["initiatives.api.parsers.StrictJSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "initiatives.api.negotiation.Negotiation",
    "DEFAULT_SCHEMA_CLASS": "initiatives.api.schema.DocumentedSchema",
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_PAGINATION_CLASS": None,
    "EXCEPTION_HANDLER": "initiatives.api.explaining.handle",
    "URL_FORMAT_OVERRIDE": None,
    "DATETIME_FORMAT": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "TEST_REQUEST_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Tiltag",
    "DESCRIPTION": "Official action plans, down to every deadline: what was promised, reported, moved and met.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "LICENSE": {"name": "EUPL-1.2"},
    "SCHEMA_PATH_PREFIX": "/api/v[0-9]+",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["initiatives.api.permissions.HasRole"],
    "SORT_OPERATION_PARAMETERS": False,
    "ENUM_NAME_OVERRIDES": {
        **{name: f"initiatives.choices.{name}.choices" for name in ENUMERATIONS},
        "Precision": "initiatives.periods.Precision.choices",
        "ReportableStatus": "initiatives.api.serializers.status_update_write.REPORTABLE",
        "NextPlanState": "initiatives.api.serializers.plan.NEXT_STATES",
        "ContentLanguage": "initiatives.api.serializers.base.LANGUAGES",
    },
}
KNOX_TOKEN_MODEL = "initiatives.ApiToken"  # noqa: S105 (the name of a model)
REST_KNOX = {"TOKEN_PREFIX": "tiltag_"}
# The library's own table of tokens is not made: ours stands in for it.
MIGRATION_MODULES = {"knox": None}

# Scripts, styles, pictures and fonts come from this site alone; nothing in a page is script or style by itself.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        # Browsers apply it to where a form leads on to as well: to the provider of single sign-on.
        "form-action": ["'self'", *([SINGLE_SIGN_ON["origin"]] if SINGLE_SIGN_ON else [])],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

# Checkpoints of the log: signed files outside the database, by which it can be checked on any later day.
CHECKPOINT_DIR = environment.folder("TRACKER_CHECKPOINT_DIR", default=DATA_DIR / "checkpoints")
CHECKPOINT_KEY = environment.kept_file("TRACKER_CHECKPOINT_KEY", default=DATA_DIR / "checkpoint-key")

# After how many days what is logged about accounts is archived by `manage.py archive_person_log`; 0 keeps it for ever.
LOG_RETENTION_DAYS = environment.integer("TRACKER_LOG_RETENTION_DAYS", default=0, minimum=0, maximum=36_500)

# Mail, which checkpoints are sent by.
MAIL_SERVER = environment.mail_server("TRACKER_MAIL_URL")
EMAIL_HOST, EMAIL_PORT = MAIL_SERVER.host, MAIL_SERVER.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL_SERVER.user, MAIL_SERVER.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL_SERVER.starts_tls, MAIL_SERVER.is_tls
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text("TRACKER_MAIL_FROM", default="tiltag@localhost", longest=320)

# A ministry's own Word template for reports; None stands for the one that comes with Tiltag.
REPORT_TEMPLATE = environment.file("TRACKER_REPORT_TEMPLATE")

# Whom to tell of a weakness, as /.well-known/security.txt says it; there is no such page without it.
SECURITY_CONTACT = environment.contact("TRACKER_SECURITY_CONTACT")

# Security. Django's own defaults stand beside these: no framing, no sniffing, referrers within the site only.
# Browsers take a cookie of such a name over TLS alone, from this very host, and for the whole site.
COOKIE_PREFIX = "__Host-" if PRODUCTION else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}django_language"
MESSAGES_COOKIE_NAME = f"{COOKIE_PREFIX}messages"
SAML_COOKIE_NAME = f"{COOKIE_PREFIX}saml"
KNOWN_BROWSER_COOKIE_NAME = f"{COOKIE_PREFIX}known_browser"
MESSAGE_STORAGE = "tracker.messages.MessageStorage"
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
# A session ends so long after the last request, and so long after signing in (tracker/session_limits.py).
SESSION_IDLE_SECONDS = 60 * environment.integer("TRACKER_SESSION_IDLE_MINUTES", default=240, minimum=5, maximum=1440)
SESSION_COOKIE_AGE = 60 * 60 * environment.integer("TRACKER_SESSION_HOURS", default=12, minimum=1, maximum=168)
CSRF_FAILURE_VIEW = "initiatives.web.views.errors.csrf_failure"
SECURE_SSL_REDIRECT = PRODUCTION
# A supervisor asks for its answer from inside, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
# Whether browsers ship with the rule built in is decided for a whole domain, by the one who owns it.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
# Only where a proxy sets the header, and removes it from what comes in: anyone could claim to use TLS otherwise.
if environment.boolean("TRACKER_BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {
        "handlers": ["stderr"],
        "level": environment.choice("TRACKER_LOG_LEVEL", options=("DEBUG", "INFO", "WARNING", "ERROR"), default="INFO"),
    },
    # Django's own handlers print nothing and send mail unless DEBUG is on; the root's handler takes their place.
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        # Programs that search the net for weak servers ask by made-up names all day; they are refused in silence.
        # It tells at each import that it is there.
        "pikepdf": {"level": "WARNING"},
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
    },
}

environment.refuse_unknown("TRACKER_")
