"""What is wrong in the forms of a page, gathered to stand above them with a link to each place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.forms.boundfield import BoundField


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend before a form can be saved. ``target``: the id of the control, or of the part, it is about."""

    target: str
    label: str
    message: str


def problems_of(form: forms.BaseForm, places: dict[str, str] | None = None) -> list[Problem]:
    """Return all that is wrong in a form: what belongs to no field, then the fields in order, then other parts.

    ``places`` are the ids of those parts of the page that problems with these codes are about.
    """
    of_fields = [
        Problem(first_control_id(field), str(field.label), str(message)) for field in form for message in field.errors
    ]
    others = [
        Problem((places or {}).get(error.code or "", ""), "", str(message))
        for error in form.non_field_errors().as_data()
        for message in error.messages
    ]
    unplaced = [problem for problem in others if not problem.target]
    return [*unplaced, *of_fields, *(problem for problem in others if problem.target)]


def problems_of_pieces(pieces: Any, name_of_piece: str) -> list[Problem]:
    """Return all that is wrong in a set of forms; ``name_of_piece`` is a sentence part with ``%(number)d``."""
    found: list[Problem] = [Problem("", "", str(message)) for message in pieces.non_form_errors()]
    for number, form in enumerate(pieces, start=1):
        named = name_of_piece % {"number": number}
        found += [replace(problem, label=f"{named}: {problem.label}") for problem in problems_of(form)]
    return found


def without_problems(several: Iterable[forms.BaseForm]) -> None:
    """Show forms with what was typed into them and nothing else: whoever has not sent them yet made no mistake."""
    for form in several:
        form.errors.clear()


def first_control_id(field: BoundField) -> str:
    """Return the id of the control to which a link to the field leads: of many choices, the first."""
    return f"{field.auto_id}_0" if isinstance(field.field.widget, forms.RadioSelect) else str(field.auto_id)
