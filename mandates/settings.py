"""Settings, all from the environment, each with a safe default.

SECRET_KEY    generated once into the untracked file `.secret_key` where it is not given
DATABASE_URL  sqlite:///db.sqlite3 unless given; postgresql://user:password@host/name
EMAIL_URL     smtp://user:password@host:25, smtp+tls://…; without it nothing can be sent, and `remind` says so
BOUNCE_ADDRESS  where mails come back to that cannot be delivered; `read_bounces` reads its mailbox
DESK_URL      where people reach the desk; mails link to it
ALLOWED_HOSTS, CSRF_TRUSTED_ORIGINS   comma-separated; ALLOWED_HOSTS is the host of DESK_URL unless given
HTTPS         on; off only behind nothing at all (`demo`, tests)
"""

import os
import secrets
from contextlib import suppress
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEMO = env.bool("DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
HTTPS = env.bool("HTTPS", default=not DEMO)


def kept_secret(path: Path) -> str:
    """The secret in `path`, made on first use and readable by its owner only."""
    if not path.exists():
        made = path.with_name(f"{path.name}.{os.getpid()}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(50))
        with suppress(FileExistsError):  # of two that start at once the first wins, and both read the same
            os.link(made, path)
        made.unlink()
    return path.read_text().strip()


def known_day(text: str) -> date | None:
    """The day that `text` names, or None where it names none; the commands say what is wrong with it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret(BASE_DIR / ".secret_key")
DESK_URL = env.str("DESK_URL", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[urlsplit(DESK_URL).hostname or "127.0.0.1", "localhost", "127.0.0.1"]
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[DESK_URL])

# The day that the desk shows instead of today (`demo --on`); time stamps stay real.
SHOWN_DAY: date | None = known_day(env.str("SHOWN_DAY", default=""))

INSTALLED_APPS = [
    "mandates.apps.MandatesConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # for its words in other languages
    "django_htmx",
    "django_filters",
    "template_partials",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "mandates.pages.languages.of_the_reader",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "mandates.urls"
WSGI_APPLICATION = "mandates.wsgi.application"
ASGI_APPLICATION = "mandates.asgi.application"
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
                "csp.context_processors.nonce",
                "django.template.context_processors.i18n",
                "mandates.pages.context.on_every_page",
            ],
        },
    },
]

# A demonstration of another day keeps to itself, so that nothing in the daily one gets a false date.
DATABASE_NAME = f"demo-{SHOWN_DAY}.sqlite3" if DEMO and SHOWN_DAY else "demo.sqlite3" if DEMO else "db.sqlite3"
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{BASE_DIR / DATABASE_NAME}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        # A writer waits for its turn at the start of its transaction, not in the middle, where SQLite refuses at once.
        transaction_mode="IMMEDIATE",
        timeout=20,
        init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;",
    )
else:
    # As many connections as a worker has threads, kept open: a new one for each request costs 15 to 20 ms.
    POOL = env.int("DATABASE_POOL", default=8)
    pool = {"min_size": 1, "max_size": POOL} if POOL else False
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = pool
    # The texts are written in every script: the tests' database takes them, whatever the server was set up with.
    DATABASES["default"]["TEST"] = {"CHARSET": "UTF8", "TEMPLATE": "template0"}
# The import page takes 5 MiB of pasted text, and says so itself where it is more; and a session's texts at once.
DATA_UPLOAD_MAX_MEMORY_SIZE = 24 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 400
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "mandates.User"
AUTHENTICATION_BACKENDS = ["mandates.pages.signing_in.ReaderBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "login"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]  # those that mandates/locale holds
LOCALE_PATHS = [BASE_DIR / "mandates" / "locale"]
FORMAT_MODULE_PATH = "mandates.locale"
TIME_ZONE = "Europe/Zurich"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles"
STATIC_MANIFEST = env.bool("STATIC_MANIFEST", default=not DEMO)
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not STATIC_MANIFEST
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_MANIFEST
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

EMAIL_IS_SET = bool(env.str("EMAIL_URL", default="")) or DEMO
MAIL_FOLDER = BASE_DIR / "mail"
if env.str("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = MAIL_FOLDER
# The envelope's sender where it is given, as "bounces+NAME@…": its mailbox is what `read_bounces` reads.
BOUNCE_ADDRESS = env.str("BOUNCE_ADDRESS", default="")
DEFAULT_FROM_EMAIL = env.str("FROM_EMAIL", default="Mandate Desk <mandate-desk@localhost>")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = bool(SECURE_HSTS_SECONDS)
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
