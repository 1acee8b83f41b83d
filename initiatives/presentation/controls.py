"""The controls of a form as the pages show them: with the design system's classes, and described by what is beside."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "form-checkbox"),
    (forms.RadioSelect, "form-radio"),
    (forms.Select, "form-select"),
)


def control(field: BoundField, **attributes: Any) -> SafeString:
    """Return the control of a field.

    It is described by the hint (``…_helptext``) and by what is wrong (``…_error``), where there are any; Django names
    both. Where the form asks for it, a hidden one before it remembers with which content the field was shown.
    """
    shown = field.as_widget(attrs={"class": _class_of(field.field.widget), **attributes})
    return shown_before(field) + shown


def shown_before(field: BoundField) -> SafeString:
    """Return the hidden control that remembers the first content of a field, where the form asks for it."""
    return field.as_hidden(only_initial=True) if field.field.show_hidden_initial else SafeString("")


def _class_of(widget: forms.Widget) -> str:
    return next((name for kind, name in CLASSES if isinstance(widget, kind)), "form-input")
