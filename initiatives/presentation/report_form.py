"""The forms of the log of status: a whole statement, its evidence, and the withdrawal of one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from initiatives.choices import FINAL_STATUSES, Confidence, ReasonCode, Status, UpdateKind
from initiatives.models import Deadline
from initiatives.periods import Period
from initiatives.presentation.fields import DayField, DeadlineField, PeriodField
from initiatives.presentation.refusals import say
from initiatives.services.statements import CLOSING_STATUSES, EvidenceItem, Report, check

TEXT = forms.Textarea(attrs={"rows": 4, "cols": 60})
SHORT_TEXT = forms.Textarea(attrs={"rows": 2, "cols": 60})
BLANK_EVIDENCE_ROWS = 2
MOST_EVIDENCE = 20
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


class LoggedForm(forms.Form):
    """A form that writes to the log. ``version`` is the deadline's as the person saw it."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def see_again(self, version: int) -> None:
        """Take the next save as made in knowledge of what stands now; what was typed stays."""
        self.data = {**self.data.dict(), "version": str(version)}  # type: ignore[attr-defined]


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


class EvidenceForm(forms.Form):
    """One piece of evidence; a row left empty is none."""

    title = forms.CharField(label=_("Title"), max_length=300, required=False)
    link = forms.CharField(
        label=_("Link"),
        max_length=1000,
        required=False,
        validators=[URLValidator(schemes=["http", "https"])],
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"}),
    )
    case_number = forms.CharField(label=_("or case number"), max_length=100, required=False)

    def clean(self) -> dict[str, Any]:
        """Require a title, and a link or the number of a case, once anything is given."""
        content = {name: self.cleaned_data.get(name, "") for name in ("title", "link", "case_number")}
        if any(content.values()) and not self.errors:
            if not content["title"]:
                raise ValidationError({"title": _("Give each piece of evidence a title.")})
            if not content["link"] and not content["case_number"]:
                raise ValidationError({"link": _("Evidence needs a link or a case number.")})
        return content


EvidenceForms = forms.formset_factory(
    EvidenceForm, extra=BLANK_EVIDENCE_ROWS, max_num=MOST_EVIDENCE, absolute_max=MOST_EVIDENCE, validate_max=True
)


def evidence_forms(sent: Any, starting: Report) -> Any:
    """Return the forms of the evidence: as ``sent``, or with the evidence of a statement as their first content.

    What was sent is read for itself: compared with a first content, a piece that says the same would count as untouched
    and be dropped.
    """
    if sent is not None:
        return EvidenceForms(sent, prefix="evidence")
    first = [{"title": item.title, "link": item.link, "case_number": item.case_number} for item in starting.evidence]
    return EvidenceForms(initial=first, prefix="evidence")


def evidence_items(forms_of_evidence: Any) -> tuple[EvidenceItem, ...]:
    """Return the pieces of evidence that were given."""
    given = (form.cleaned_data for form in forms_of_evidence)
    return tuple(EvidenceItem(**content) for content in given if any(content.values()))


class WithdrawForm(LoggedForm):
    """Why a report is taken back."""

    note = forms.CharField(label=_("Why is it withdrawn?"), widget=TEXT)


class TakeBackForm(LoggedForm):
    """The same with reasons at hand, the most frequent one chosen already."""

    OTHER = "other"
    REASONS = {
        "mistake": _("Recorded by mistake."),
        "wrong_deadline": _("Meant for another deadline."),
        "wrong_content": _("What it says is not right."),
    }

    reason = forms.ChoiceField(
        label=_("Why is it taken back?"),
        widget=forms.RadioSelect,
        choices=[*REASONS.items(), (OTHER, _("Another reason, in words:"))],
        initial="mistake",
    )
    note = forms.CharField(label=_("In words"), required=False, widget=SHORT_TEXT)

    def clean(self) -> dict[str, Any]:
        """Require words for a reason that is not at hand."""
        content = super().clean() or self.cleaned_data
        if content.get("reason") == self.OTHER and not content.get("note", "").strip():
            self.add_error("note", _("Say why the report is withdrawn."))
        return content

    @property
    def words(self) -> str:
        """The reason as it goes into the log."""
        reason, note = self.cleaned_data["reason"], self.cleaned_data["note"].strip()
        return " ".join(part for part in (str(self.REASONS.get(reason, "")), note) if part)


class ConfirmForm(LoggedForm):
    """A button: the last report still holds."""
