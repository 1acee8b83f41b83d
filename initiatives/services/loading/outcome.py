"""What came of loading one file, and where in the file a service refused something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from initiatives.plan_files.entries import Entry
from initiatives.plan_files.problems import PlanFileError, Problem

# What the record calls otherwise than the files do.
FIELDS_OF_FILES = {"original": "period", "current": "period", "baseline": "period", "case_number": "reference"}


@dataclass
class Outcome:
    """What was done for one file. ``name`` is the plan's slug, or the name of a file of organisations.

    ``added`` and ``changed`` count things by their model's name in the plural. The others name fields or things:
    ``left_alone`` those that a person has edited, ``fixed`` those that a published plan keeps, ``gone`` things that
    the file no longer holds, ``closed`` is whether the plan is archived, so that nothing was done.
    """

    name: str
    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    left_alone: list[str] = field(default_factory=list)
    fixed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    closed: bool = False

    def add(self, row: models.Model, count: int = 1) -> None:
        """Count things that were added."""
        self.added[str(row._meta.verbose_name_plural)] += count

    def change(self, row: models.Model) -> None:
        """Count a thing that was changed."""
        self.changed[str(row._meta.verbose_name_plural)] += 1


@contextmanager
def placed(file: str, entry: Entry) -> Iterator[None]:
    """Turn what a service refuses, while an entry is written, into PlanFileError with the line of the field."""
    try:
        yield
    except ValidationError as error:
        by_field = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        mend = _("Mend this in the file, or in the record, and load again.")
        raise PlanFileError(
            Problem(file, entry.line_of(FIELDS_OF_FILES.get(name, name)), message, mend)
            for name, messages in by_field.items()
            for message in messages
        ) from None
