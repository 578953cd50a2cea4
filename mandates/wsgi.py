"""For gunicorn and other WSGI servers: `gunicorn mandates.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mandates.settings")
application = get_wsgi_application()
