"""The application that an ASGI server serves."""

from __future__ import annotations

from django.core.asgi import get_asgi_application

from tracker.startup import start

application = start(get_asgi_application)
