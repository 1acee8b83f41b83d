"""The installation as a Django application, which registers its checks."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class TrackerConfig(AppConfig):
    """Settings, server and database of one installation."""

    name = "tracker"

    def ready(self) -> None:
        """Register the checks of the database, and the beginning of a session."""
        import_module("tracker.checks")
        user_logged_in.connect(import_module("tracker.session_limits").begin)
