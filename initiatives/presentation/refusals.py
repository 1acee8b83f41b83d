"""What a service refused, said where the person who asked for it reads it."""

from __future__ import annotations

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from initiatives.exceptions import InitiativesError

REFUSED = (ValidationError, InitiativesError)


def say(form: forms.BaseForm, refusal: Exception) -> None:
    """Add to a form what a service refused, at the fields it concerns.

    What has no field here stands above all; its code is the name that the service gave, or that of the error.
    """
    if not isinstance(refusal, ValidationError):
        form.add_error(None, ValidationError(str(refusal), code=type(refusal).__name__))
        return
    found = refusal.message_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.messages}
    for name, problems in found.items():
        for problem in problems:
            if name in form.fields:
                form.add_error(name, problem)
            else:
                form.add_error(None, ValidationError(problem, code=name))


def words_of(refusal: Exception) -> str:
    """Return what a service refused as one text, for a message."""
    return " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
