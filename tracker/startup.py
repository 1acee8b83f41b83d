"""Start only on a sound installation: otherwise say what is wrong and what mends it, and stop."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TypeVar

from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.checks import Tags
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, SystemCheckError
from django.db import DatabaseError, connections

Application = TypeVar("Application")


def start(make_application: Callable[[], Application]) -> Application:
    """Return the application that ``make_application`` makes, or print why not and exit with status 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    try:
        refuse_uncollected_static_files()
        application = make_application()
        refuse_unsound_installation()
    except (ImproperlyConfigured, SystemCheckError) as problem:
        sys.exit(f"Tiltag does not start. {problem}")
    except DatabaseError as problem:
        sys.exit(
            "Tiltag does not start. The database does not answer. Start it, or mend DATABASE_URL or TRACKER_DATA_DIR. "
            f"It said: {problem}"
        )
    return application


def refuse_unsound_installation() -> None:
    """Run every check, and those that only a start asks for.

    Raises SystemCheckError with the problems and their mends, and DatabaseError when the database does not answer.
    """
    try:
        command = BaseCommand()
        command.check()
        command.check(tags=[Tags.database], databases=["default"], include_deployment_checks=True)
    finally:
        # The server forks its workers after this: none of them may inherit an open connection.
        connections.close_all()


def refuse_uncollected_static_files() -> None:
    """Raise ImproperlyConfigured when pages are to name static files that were never collected."""
    if isinstance(staticfiles_storage, ManifestFilesMixin) and not staticfiles_storage.hashed_files:
        raise ImproperlyConfigured("The static files are missing. Run: python manage.py collectstatic --no-input")
