"""The form that changes what a deadline is: move, settle the reading, first date, remove the date."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from initiatives.choices import ChangeKind, ReasonCode
from initiatives.models import Deadline
from initiatives.periods import Period
from initiatives.presentation.fields import DayField, PeriodField
from initiatives.presentation.logged_form import TEXT, LoggedForm
from initiatives.services import deadline_changes
from initiatives.services.authorship import Author
from initiatives.services.deadline_changes import refusal_of_past

EXPLAINED: dict[str, tuple[str | Promise, str | Promise]] = {
    ChangeKind.MOVE: (
        _("Move the deadline"),
        _("The deadline gets a new period. The original stays in the record and on every page."),
    ),
    ChangeKind.READING: (
        _("Settle the reading"),
        _("Says which period the plan's own words mean. It corrects the original and counts as no move."),
    ),
    ChangeKind.FIRST_DATE: (
        _("Give a first date"),
        _("The plan gave no date; delay is judged on this one from now on. The original stays empty."),
    ),
    ChangeKind.REMOVAL: (
        _("Remove the date"),
        _("The deadline has no date any more. The original, and what delay is judged on, stay."),
    ),
}
WRITERS: dict[str, Any] = {
    ChangeKind.MOVE: deadline_changes.move_deadline,
    ChangeKind.READING: deadline_changes.settle_reading,
    ChangeKind.FIRST_DATE: deadline_changes.set_first_date,
    ChangeKind.REMOVAL: deadline_changes.remove_date,
}


class ChangeForm(LoggedForm):
    """A change of what a deadline is, with its reason."""

    period = PeriodField(label=_("New period"), required=True, error_messages={"required": _("Give the new period.")})
    past_confirmed = forms.BooleanField(
        label=_("I mean a period that has passed already"),
        required=False,
        help_text=_("Needed only where the new period lies in the past."),
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", _("choose")), *ReasonCode.choices],
        error_messages={"required": _("Choose the reason for the change.")},
    )
    explanation = forms.CharField(
        label=_("Explanation"),
        widget=TEXT,
        help_text=_("Goes into reports."),
        error_messages={"required": _("Explain the change in words.")},
    )
    decision_reference = forms.CharField(
        label=_("Decision"), max_length=200, required=False, help_text=_("The number of the case or of the minutes.")
    )
    effective_on = DayField(
        label=_("Day of the decision"), required=False, help_text=_("Today unless another day is given.")
    )

    def __init__(self, *arguments: Any, kind: ChangeKind, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if kind == ChangeKind.REMOVAL:
            del self.fields["period"], self.fields["past_confirmed"]

    def ask_whether_past(self, today: date) -> None:
        """Say that the new period has passed, where that was not confirmed, beside all else that is wrong."""
        period = self.cleaned_data.get("period")
        if period and not self.cleaned_data.get("past_confirmed") and (refusal := refusal_of_past(period, today)):
            self.add_error("period", refusal)

    @property
    def period_given(self) -> Period:
        """The new period; none where the date is removed."""
        period: Period = self.cleaned_data.get("period", Period.none())
        return period

    def write(self, kind: ChangeKind, by: Author, deadline: Deadline) -> Any:
        """Write the change through its service."""
        content = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return WRITERS[kind](by=by, deadline=deadline, expected_version=self.cleaned_data["version"], **content)


class OpenChangeForm(ChangeForm):
    """The same with the reasons laid open, so that one click chooses one."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=ReasonCode.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason for the change.")},
    )
