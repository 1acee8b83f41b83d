"""What a report says, item by item: to stand beside a form, or beside what somebody else wrote meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from initiatives.choices import ReasonCode
from initiatives.presentation import display
from initiatives.services.statements import EvidenceItem, Report


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a report says. ``is_typed``: a person wrote it, in words of their own."""

    label: str
    value: str
    is_typed: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing in two reports; a dash stands where one of them says nothing of it."""

    label: str
    first: str
    second: str
    is_typed: bool

    @property
    def differs(self) -> bool:
        """Whether the two do not say the same."""
        return self.first != self.second


def all_of(report: Report) -> list[Said]:
    """Return everything that a report can say, in the order of the form; what it leaves out is an empty text."""
    return [
        Said(_("Status"), display.status_words(report.status) if report.status else ""),
        Said(_("Completed"), _completed(report)),
        Said(_("Started"), _known(display.day(report.started_on))),
        Said(_("Forecast"), _known(display.period(report.forecast))),
        Said(_("Reason for the delay"), _reason(report.delay_reason)),
        Said(_("Delivery"), display.confidence_words(report.confidence, named=False)),
        Said(_("What is in the way?"), report.confidence_reason, is_typed=True),
        Said(_("Note"), report.note, is_typed=True),
        Said(_("Internal note"), report.internal_note, is_typed=True),
        Said(_("Evidence"), "\n".join(_evidence(item) for item in report.evidence), is_typed=True),
        Said(_("Superseded by"), report.superseded_by.ref if report.superseded_by else ""),
    ]


def compared(first: Report | None, second: Report) -> list[Compared]:
    """Return two reports side by side, without what neither of them says. None is no report at all."""
    pairs = zip(all_of(first or Report(status="")), all_of(second), strict=True)
    return [
        Compared(one.label, one.value or display.NOTHING, other.value or display.NOTHING, one.is_typed)
        for one, other in pairs
        if one.value or other.value
    ]


def _completed(report: Report) -> str:
    if report.completion_unknown and not report.completed:
        return _("date unknown")
    return _known(display.period(report.completed))


def _known(words: str) -> str:
    return "" if words == display.NOTHING else words


def _reason(code: str) -> str:
    return capfirst(str(ReasonCode(code).label)) if code else ""


def _evidence(item: EvidenceItem) -> str:
    return " · ".join(part for part in (item.title, item.link, item.case_number) if part)
