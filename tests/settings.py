"""The desk's own settings, as a test run needs them: no HTTPS, no collected files, mail kept in memory."""

import os

os.environ.update(HTTPS="off", STATIC_MANIFEST="off", SECRET_KEY="only for tests", DESK_URL="http://testserver")
os.environ["DATABASE_POOL"] = "0"  # a pool would hold a connection when the test database is dropped
os.environ.pop("DEMO", None)
os.environ.pop("SHOWN_DAY", None)
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's own event loop runs beside the database

from mandates.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # forty accounts a run, none of them real
EMAIL_IS_SET = True
