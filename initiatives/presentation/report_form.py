"""The form of a whole statement about a deadline."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from initiatives.choices import FINAL_STATUSES, Confidence, ReasonCode, Status, UpdateKind
from initiatives.models import Deadline
from initiatives.periods import Period
from initiatives.presentation.fields import DayField, DeadlineField, PeriodField
from initiatives.presentation.logged_form import SHORT_TEXT, TEXT, LoggedForm
from initiatives.presentation.refusals import say
from initiatives.services.statements import CLOSING_STATUSES, EvidenceItem, Report, check

EXPLAINED = {
    Status.NOT_STARTED: _("nothing has begun"),
    Status.IN_PROGRESS: _("the work has begun"),
    Status.ON_HOLD: _("the work rests; the deadline still counts"),
    Status.COMPLETED: _("done: give the day or period, and evidence"),
    Status.CLOSED_PARTIAL: _("ended before all was done; needs a note"),
    Status.CANCELLED: _("will not be done; needs a note"),
    Status.SUPERSEDED: _("another deadline takes its place; needs a note"),
}
# What a status does not ask for; the form may hold it still, from the last report.
MEANT_FOR_OTHERS = {
    **dict.fromkeys(
        (Status.NOT_STARTED, Status.IN_PROGRESS, Status.ON_HOLD),
        ("completed", "completion_unknown", "superseded_by"),
    ),
    Status.COMPLETED: ("forecast", "confidence", "confidence_reason", "superseded_by"),
    **dict.fromkeys(
        (Status.CLOSED_PARTIAL, Status.CANCELLED),
        ("completed", "completion_unknown", "forecast", "confidence", "confidence_reason", "superseded_by"),
    ),
    Status.SUPERSEDED: ("completed", "completion_unknown", "forecast", "confidence", "confidence_reason"),
}
EMPTY: dict[str, Any] = {
    "completed": Period.none(),
    "forecast": Period.none(),
    "completion_unknown": False,
    "superseded_by": None,
}


class ReportForm(LoggedForm):
    """One whole statement: what is left out is empty. What is required when is said by the service."""

    status = forms.ChoiceField(
        label=_("How far is it?"), widget=forms.RadioSelect, error_messages={"required": _("Choose how far it is.")}
    )
    completed = PeriodField(label=_("Completed"), required=False)
    completion_unknown = forms.BooleanField(
        label=_("The date of completion is not known"), required=False, help_text=_("Say in the note why.")
    )
    started_on = DayField(label=_("Started on"), required=False)
    delay_reason = forms.ChoiceField(label=_("Reason for the delay"), required=False)
    forecast = PeriodField(label=_("Forecast"), required=False)
    confidence = forms.ChoiceField(label=_("Will it be made?"), required=False)
    confidence_reason = forms.CharField(
        label=_("What is in the way?"), required=False, widget=SHORT_TEXT, help_text=_("Required for amber and red.")
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        widget=TEXT,
        help_text=_("Goes into reports. Required where something is closed, reopened or has no evidence."),
    )
    internal_note = forms.CharField(
        label=_("Internal note"),
        required=False,
        widget=SHORT_TEXT,
        help_text=_("Seen by those concerned; never in a public report."),
    )
    superseded_by = DeadlineField(
        label=_("Superseded by"), required=False, help_text=_("The reference of the deadline that takes its place.")
    )
    effective_on = DayField(
        label=_("Holds from"),
        required=False,
        help_text=_("Leave it empty: the day of completion or start counts, else today. Never a day in the future."),
    )

    def __init__(
        self, *arguments: Any, kind: UpdateKind, closes: bool, others: QuerySet[Deadline], **options: Any
    ) -> None:
        """Build the form. ``closes``: the person may close deadlines, so the closing statuses are offered.

        ``others``: the deadlines that may be named as the one that takes its place.
        """
        super().__init__(*arguments, **options)
        self.kind = kind
        statuses = [Status(code) for code, _label in Status.reportable()]
        if not closes:
            statuses = [status for status in statuses if status not in CLOSING_STATUSES]
            del self.fields["superseded_by"]
        if kind == UpdateKind.REOPENING:
            statuses = [status for status in statuses if status not in FINAL_STATUSES]
        self._choices(
            "status", [(status.value, f"{capfirst(str(status.label))}: {EXPLAINED[status]}") for status in statuses]
        )
        self._choices("confidence", [("", _("not said")), *Confidence.choices])
        self._choices("delay_reason", [("", _("none")), *ReasonCode.choices])
        self.fields["forecast"].help_text = _(
            "When it is expected now. It does not move the deadline. Required, with the reason, once that has passed."
        )
        for name in {name for names in MEANT_FOR_OTHERS.values() for name in names} & set(self.fields):
            self.fields[name].show_hidden_initial = True
        if "superseded_by" in self.fields:
            self.fields["superseded_by"].deadlines = others  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Leave out what the chosen status does not ask for, unless somebody wrote it: that is for the service to say.

        The form begins with the last report, and a page need not show what does not belong to the choice.
        """
        content = super().clean() or self.cleaned_data
        for name in MEANT_FOR_OTHERS.get(content.get("status", ""), ()):
            if name in content and name not in self.changed_data:
                content[name] = EMPTY.get(name, "")
        return content

    def report(self, evidence: tuple[EvidenceItem, ...]) -> Report:
        """Return the statement as the service takes it."""
        content = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return Report(evidence=evidence, **content)

    def say_what_is_missing(self, deadline: Deadline, today: date, evidence: tuple[EvidenceItem, ...] | None) -> None:
        """Say, beside what could not be read, what the service would refuse: everything is said at once.

        ``evidence`` is None where the evidence itself could not be read.
        """
        content = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        if not content.get("status"):
            return
        read_already = set(self.errors) | ({"evidence"} if evidence is None else set())
        try:
            check(Report(evidence=evidence or (), **content), deadline, today, self.kind)
        except ValidationError as refusal:
            found = {name: problems for name, problems in refusal.message_dict.items() if name not in read_already}
            say(self, ValidationError(found))

    def _choices(self, name: str, choices: Any) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


def initial_of(report: Report) -> dict[str, Any]:
    """Return a statement as the first content of the form; its evidence has a form of its own."""
    return {name: getattr(report, name) for name in ReportForm.base_fields if name != "version"}
