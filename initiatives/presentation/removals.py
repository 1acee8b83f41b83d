"""Texts of the log that somebody wants removed: which there are in a row, and what a request says, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.clocks import local_day
from initiatives.models import Deadline, Evidence, RedactionRequest, StatusUpdate
from initiatives.models.log_row import REDACTED_PREFIX
from initiatives.presentation import display
from initiatives.presentation.addresses import address_of
from initiatives.services.redaction import Row, texts_that_would_go

LONGEST_REASON = RedactionRequest._meta.get_field("reason").max_length


@dataclass(frozen=True, slots=True)
class RemovableText:
    """One text of a row. ``code`` names it in a form; ``is_internal``: an internal note."""

    code: str
    label: str
    text: str
    row: Row
    field: str

    @property
    def is_internal(self) -> bool:
        """Whether few may read it."""
        return self.field == "internal_note"


def removable_texts(row: Row) -> list[RemovableText]:
    """Return the texts of a row of the log, its evidence included, that are there and can be removed."""
    rows: list[tuple[str, Any]] = [("", row)]
    if isinstance(row, StatusUpdate):
        rows += [(f"evidence-{place}.", each) for place, each in enumerate(row.evidence.order_by("pk"), start=1)]
    return [
        RemovableText(f"{prefix}{field}", _label(each, field), getattr(each, field), each, field)
        for prefix, each in rows
        for field in each.REDACTABLE
        if getattr(each, field) and not getattr(each, field).startswith(REDACTED_PREFIX)
    ]


class RemovalForm(forms.Form):
    """Which texts must go, and why."""

    texts = forms.MultipleChoiceField(
        label=gettext_lazy("texts that must go"), widget=forms.CheckboxSelectMultiple, required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("reason"),
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("It stands where the text stood, for ever: name nobody in it, such as “Personal data”."),
    )

    def __init__(self, *arguments: Any, texts: Sequence[RemovableText], **names: Any) -> None:
        super().__init__(*arguments, **names)
        self.offered = texts
        self.fields["texts"].choices = [(each.code, each.label) for each in texts]  # type: ignore[attr-defined]

    def wanted(self) -> list[tuple[Row, list[str]]]:
        """Return the chosen texts by row."""
        chosen = set(self.cleaned_data["texts"])
        found: dict[int, tuple[Row, list[str]]] = {}
        for each in self.offered:
            if each.code in chosen:
                found.setdefault(id(each.row), (each.row, []))[1].append(each.field)
        return list(found.values())


@dataclass(frozen=True, slots=True)
class RemovalShown:
    """A request in words. ``decided``: by whom and how, empty while it waits."""

    address: str
    deadline: Deadline
    action_page: str
    about: str
    texts: str
    reason: str
    asked: str
    decided: str


def removal_shown(request: RedactionRequest) -> RemovalShown:
    """Return a request in words; one read with its rows asks the database nothing."""
    row = request.row
    log_row: Any = row.status_update if isinstance(row, Evidence) else row
    deadline = log_row.deadline
    action = deadline.action
    decision = getattr(request, "decision", None)
    return RemovalShown(
        address=address_of("removal", request.public_id),
        deadline=deadline,
        action_page=f"{address_of('action', action.plan.slug, action.number)}#{deadline.key}",
        about=_("%(kind)s no. %(seq)d") % {"kind": log_row.get_kind_display(), "seq": log_row.seq},
        texts=", ".join(_label(row, field) for field in request.fields),
        reason=request.reason,
        asked=_said(request.asked_by_name, request.asked_at),
        decided=""
        if decision is None
        else "{}: {}".format(
            _("approved") if decision.is_approved else _("declined"),
            _said(decision.decided_by_name, decision.decided_at),
        ),
    )


def texts_shown(request: RedactionRequest) -> list[RemovableText]:
    """Return the texts that would go, those included that repeat them in other rows of the deadline."""
    found: Iterable[tuple[Row, list[str]]] = texts_that_would_go(request)
    return [
        RemovableText("", _label(row, field), getattr(row, field), row, field)
        for row, fields in found
        for field in fields
    ]


def _label(row: Model, field: str) -> str:
    label = capfirst(str(row._meta.get_field(field).verbose_name))  # type: ignore[union-attr]
    return f"{capfirst(str(row._meta.verbose_name))}: {label}" if isinstance(row, Evidence) else label


def _said(who: str, when: Any) -> str:
    return f"{who}, {display.day(local_day(when))}"
