"""What needs attention: overdue, worst first, and expected late."""

from __future__ import annotations

from django.utils.translation import gettext as _

from initiatives.reports.document.model import Block, Paragraph, Subheading, Tone
from initiatives.reports.document.tables import attention_table
from initiatives.reports.progress.facts import ProgressReport


def attention(report: ProgressReport) -> tuple[Block, ...]:
    """Return the blocks of what needs attention."""
    with_plan = len(report.plans) > 1
    return (
        Subheading("overdue", _("Overdue")),
        Paragraph(
            _("Not completed although the current deadline has passed; the most days over it first."),
            Tone.MUTED,
            is_intro=True,
        ),
        *attention_table(
            report.overdue,
            caption=_("Overdue"),
            empty=_("No deadline is overdue on the day of the report."),
            with_plan=with_plan,
            late=False,
        ),
        Subheading("expected-late", _("Expected late")),
        Paragraph(_("Not passed yet, but expected after the current deadline."), Tone.MUTED, is_intro=True),
        *attention_table(
            report.expected_late,
            caption=_("Expected late"),
            empty=_("No open deadline has a forecast after it."),
            with_plan=with_plan,
            late=True,
        ),
    )
