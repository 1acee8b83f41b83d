"""Without deadline and not reported: what the record cannot say. Silence would look like an omission."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from initiatives.queries.deadline_row import DeadlineRow
from initiatives.reports.document.model import Block, Paragraph, Subheading, Tone
from initiatives.reports.document.tables import plain_table
from initiatives.reports.progress.facts import ProgressReport


def gaps(report: ProgressReport) -> tuple[Block, ...]:
    """Return the four lists; each says so when it is empty."""
    with_plan = len(report.plans) > 1

    def listed(id: str, title: str, intro: str, empty: str, rows: Sequence[DeadlineRow]) -> tuple[Block, ...]:
        return (
            Subheading(id, title),
            Paragraph(intro, Tone.MUTED, is_intro=True),
            plain_table(rows, caption=title, empty=empty, with_plan=with_plan),
        )

    return (
        *listed(
            "undated",
            _("Without deadline"),
            _("They cannot become overdue and count in no punctuality; they are listed so as not to be forgotten."),
            _("Every deadline has a date."),
            report.gaps.undated,
        ),
        *listed(
            "never-reported",
            _("Never reported"),
            _("A missing report is no status: it is shown neither as not started nor as on course."),
            _("There is a report on every open deadline."),
            report.gaps.never_reported,
        ),
        *listed(
            "stale",
            _("Stale"),
            _("Open deadlines whose last report is older than the plan allows."),
            _("No report is older than the plan allows."),
            report.gaps.stale,
        ),
        *listed(
            "unconfirmed",
            _("Reading not settled"),
            _("The plan's words can be read as more than one date. The later one is used until that is settled."),
            _("The reading of every deadline is settled."),
            report.gaps.unconfirmed,
        ),
    )
