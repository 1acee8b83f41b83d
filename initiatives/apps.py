"""The application's registration: the triggers are put in place after every migrate."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class InitiativesConfig(AppConfig):
    """Tiltag's one application."""

    name = "initiatives"
    verbose_name = _("Action plans")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect what keeps the triggers in place and what follows a sign-in; nothing is read or written here."""
        from initiatives.models import triggers
        from initiatives.web import person_log
        from initiatives.web.second_step import elsewhere

        post_migrate.connect(triggers.install, sender=self, dispatch_uid="initiatives.triggers")
        person_log.connect()
        elsewhere.connect()
