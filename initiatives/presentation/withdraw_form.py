"""Why a report is taken back: in words, or by one of the reasons at hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.presentation.logged_form import SHORT_TEXT, TEXT, LoggedForm


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
