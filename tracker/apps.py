"""The installation as a Django application, which registers its checks."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class TrackerConfig(AppConfig):
    """Settings, server and database of one installation."""

    name = "tracker"

    def ready(self) -> None:
        """Register the checks of the database."""
        import_module("tracker.checks")
