"""Django's settings, from environment variables; the README lists them."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.csp import CSP

from paht.installation.addresses import database_url, django_database
from paht.installation.environment import whole_number
from paht.installation.home import Home
from paht.installation.keys import signing_secret
from paht.installation.processes import PROCESS
from paht.installation.vault_folder import public_file, push_key_file, socket_file
from paht.law.telling import Quiet
from paht.walls.telling import TellingCursor

HOME = Home.from_environment()
ORIGIN = os.environ.get("PAHT_ORIGIN", "")
IS_HTTPS = ORIGIN.startswith("https://")
JURISDICTION = os.environ.get("PAHT_JURISDICTION", "")
MAP_STYLE = os.environ.get("PAHT_MAP_STYLE", "")
MAP_ORIGINS = [
    f"{address.scheme}://{address.netloc}"
    for address in map(urlsplit, [MAP_STYLE, *os.environ.get("PAHT_MAP_ORIGINS", "").split()])
    if address.netloc
]
"""Where the operator's map style, its tiles, glyphs and PMTiles archives may be fetched from."""
API_ORIGINS = frozenset(os.environ.get("PAHT_API_ORIGINS", "").split())
"""Web origins whose scripts may call the API (CORS); none unless named. The app itself needs none."""
APP_RETURN = os.environ.get("PAHT_APP_RETURN", "")
"""Where a provider of identities sends the app back to, registered there as a redirect URI."""
CHECKPOINTS = Path(os.environ.get("PAHT_CHECKPOINTS") or HOME.path / "checkpoints")
"""The folder of the record; the database must not reach it."""
PACKAGE = Path(__file__).parent

SECRET_KEY = signing_secret(HOME)
DEBUG = False
ALLOWED_HOSTS = [
    "*"
]  # which province a host name means is decided by paht.agencies.jurisdictions, unknown ones refused
ROOT_URLCONF = "paht.urls"
WSGI_APPLICATION = "paht.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "paht.agencies",
    "paht.people",
    "paht.evidence",
    "paht.messages",
    "paht.incidents",
    "paht.consents",
    "paht.cases",
    "paht.subjects",
    "paht.figures",
    "paht.learning",
    "paht.candidates",
    "paht.importing",
    "paht.mail",
    "paht.transfer",
    "paht.exchange",
    "paht.calls",
    "paht.conversations",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "paht.doors.pages.methods.MethodsMiddleware",
    "paht.doors.pages.entering.ProvinceMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


def database_settings(role: Any) -> dict[str, Any]:
    database = django_database(database_url(role))
    # Connections are kept: preparing a statement pays only on a connection that sees it again.
    database["CONN_MAX_AGE"] = None
    database["OPTIONS"] = {
        **database.get("OPTIONS", {}),
        "prepare_threshold": 1,
        "server_side_binding": True,
        "cursor_factory": TellingCursor,
    }
    return database


DATABASES = {
    "default": database_settings(os.environ.get("PAHT_ROLE", "app")),
}
"""The vault's role is not among them: its process alone has that."""
if os.environ.get(PROCESS) not in ("web", "worker"):
    # Operators' commands change the tables; what meets strangers does not know how.
    DATABASES["owner"] = database_settings("owner")

VAULT_SOCKET = socket_file(HOME)
VAULT_PUBLIC_KEY = public_file(HOME)
PUSH_KEY = push_key_file(HOME)

AUTH_USER_MODEL = "people.Staff"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login", "name")},
    },
]
LOGIN_URL = "/dang-nhap/"

SESSION_IDLE = min(timedelta(minutes=30), timedelta(minutes=whole_number("PAHT_SESSION_IDLE_MINUTES", 30)))
SESSION_LONGEST = min(timedelta(hours=8), timedelta(hours=whole_number("PAHT_SESSION_HOURS", 8)))
"""A session of staff ends after so long without work, and after so long in all; an operator may set less."""
SESSION_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
CSRF_TRUSTED_ORIGINS = [ORIGIN] if ORIGIN else []
CSRF_FAILURE_VIEW = "paht.doors.pages.errors.expired_form"

KEPT_YEARS = whole_number("PAHT_KEPT_YEARS", None)
"""For how many years reports are kept, as the competent body decided; ``None``: for ever."""
OPEN_DATA_LICENCE = os.environ.get("PAHT_OPEN_DATA_LICENCE", "https://creativecommons.org/licenses/by/4.0/")
"""Under what open data may be used, as the province decided."""
LIMIT_FACTOR = whole_number("PAHT_LIMIT_FACTOR", 1)
"""By how much the limits of sending are widened: on a day of storms, in a load test."""
QUIET_HOURS = Quiet.read(os.environ.get("PAHT_QUIET_HOURS") or "21:00-06:30")
"""When no notice goes out but of something urgent, and what answers the person at once; ``None``: there are none."""
CODES_AN_HOUR = whole_number("PAHT_SMS_PER_HOUR", 600)
"""One-time codes that a province sends in an hour and that do not come back."""

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "img-src": ["'self'", "data:", "blob:", *MAP_ORIGINS],
    "style-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "media-src": [CSP.SELF, "blob:"],
    "manifest-src": [CSP.SELF],
    # No address of ours is a script by itself: only what this very answer has marked runs.
    "script-src": [CSP.NONCE],
    "worker-src": ["'self'", "blob:"],
    "connect-src": ["'self'", *MAP_ORIGINS],
    "object-src": [CSP.NONE],
    "frame-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
# The files are served as they lie in the package: there is no collecting step. Pages name them with their hash.
STATIC_ROOT = PACKAGE / "doors" / "static"
WHITENOISE_MAX_AGE = 30 * 24 * 3600

SILENCED_SYSTEM_CHECKS = ["security.W027"]
"""``doors.pages.rendering`` gives every page the nonce, not a context processor."""

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [
            PACKAGE / "doors" / "pages" / "templates",
            *sorted((PACKAGE / "doors").glob("*/templates")),
            PACKAGE / "doors",
        ],
        "OPTIONS": {"environment": "paht.doors.pages.environment.environment"},
    },
]

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
# A small file stays in memory; a larger one is written under a key of the moment, for the disk would remember it.
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "paht.doors.pages.spool.SpoolingUploadHandler",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "paht.doors.pages.logs.Line",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    # Django's own handler would mail whole forms to administrators.
    "loggers": {"django": {"handlers": [], "level": "WARNING"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
