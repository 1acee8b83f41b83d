"""Form fields of the record: days, periods, and deadlines named by their reference."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from initiatives.models import Deadline
from initiatives.periods import Period, PeriodError
from initiatives.presentation.finding import find
from initiatives.presentation.written_periods import read_period, with_quarters

PERIOD_HELP = _(
    "A day, month, quarter or year, such as 20.12.2018, December 2018, 4th quarter 2018 or 2018. "
    "A range: 2nd–3rd quarter 2018."
)


UNREADABLE = _(
    "“%(text)s” cannot be read: %(problem)s. Write it as 20.12.2018, December 2018, 4th quarter 2018 or 2018."
)


class PeriodField(forms.CharField):
    """A Period as a person writes it; left empty it is none."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", PERIOD_HELP)
        super().__init__(max_length=64, **options)

    def clean(self, value: Any) -> Any:
        """Return the Period, or raise ValidationError with the mend."""
        text = super().clean(value)
        try:
            return read_period(text)
        except PeriodError as error:
            raise ValidationError(UNREADABLE, params={"text": text, "problem": error.problem}) from error

    def prepare_value(self, value: Any) -> str:
        """Show a Period as its text, with quarters as people write them."""
        return with_quarters(str(value or ""))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare periods, not the ways of writing them."""
        try:
            before = initial if isinstance(initial, Period) else read_period(initial or "")
            return read_period(data or "") != before
        except PeriodError:
            return True

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Keep the field as wide as a range."""
        return {**super().widget_attrs(widget), "size": 24, "autocomplete": "off", "spellcheck": "false"}


class DayField(forms.DateField):
    """A day, picked or typed; only years that a period can have."""

    input_formats = ("%Y-%m-%d", "%d.%m.%Y")
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "min": "1900-01-01", "max": "2200-12-31"})

    def clean(self, value: Any) -> date | None:
        """Return the day, or raise ValidationError."""
        day: date | None = super().clean(value)
        if day is not None:
            try:
                Period.day(day)
            except PeriodError as error:
                raise ValidationError(str(error)) from error
        return day


class DeadlineField(forms.CharField):
    """Another deadline, named by its reference such as "com-2017-612/III-2/start" or by its public id.

    Only those of ``deadlines``, a selection that the form sets for its reader, are found.
    """

    deadlines: QuerySet[Deadline] = Deadline._base_manager.none()

    def clean(self, value: Any) -> Any:
        """Return the deadline or None; raise ValidationError when there is none of that name."""
        text = super().clean(value).strip()
        if not text:
            return None
        found = self._by_reference(text) or find(self.deadlines, text)
        if found is None:
            raise ValidationError(
                _("There is no deadline “%(reference)s”. Write its reference: plan/number of the action/key."),
                params={"reference": text},
            )
        return found

    def prepare_value(self, value: Any) -> str:
        """Show a deadline as its reference."""
        return value.ref if isinstance(value, Deadline) else str(value or "")

    def _by_reference(self, text: str) -> Deadline | None:
        plan, _first, rest = text.partition("/")
        number, _last, key = rest.rpartition("/")
        return self.deadlines.filter(action__plan__slug=plan, action__number=number, key=key).first()
