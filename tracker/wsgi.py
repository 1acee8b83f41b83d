"""The application that a WSGI server such as gunicorn serves."""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application

from tracker.startup import start

application = start(get_wsgi_application)
