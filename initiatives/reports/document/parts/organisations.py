"""Status by organisation: counts and punctuality in alphabetical order, without any ranking."""

from __future__ import annotations

from django.utils.translation import gettext as _

from initiatives.queries.punctuality import Punctuality
from initiatives.reports.document.groups import GROUP_LABELS
from initiatives.reports.document.model import Block, Cell, Group, Head, Line, Paragraph, Subheading, Table, Tone
from initiatives.reports.document.tables import number_head, plain_table
from initiatives.reports.document.wording import NOTHING, number, share_text
from initiatives.reports.progress.facts import GROUPS, OrganisationFacts, ProgressReport

SHARES = 16  # hundredths of the width of the text


def organisations(report: ProgressReport) -> tuple[Block, ...]:
    """Return the counts of each lead body, and the deadlines that each leads."""
    blocks: list[Block] = [
        Paragraph(
            _(
                "The same deadlines by lead body; one with two leads counts for both. Punctuality is given in per cent "
                "from five passed deadlines. The bodies are in alphabetical order and not ranked."
            ),
            Tone.MUTED,
            is_intro=True,
        ),
        _table(report),
    ]
    for place, body in enumerate(report.organisations, start=1):
        blocks.append(Subheading(f"organisation-{place}", _name(body)))
        blocks.append(plain_table(body.rows, caption=_name(body), empty=_("None"), with_plan=len(report.plans) > 1))
    return tuple(blocks)


def _name(body: OrganisationFacts) -> str:
    return body.name or _("No lead body named")


def _table(report: ProgressReport) -> Table:
    groups = [group for group in GROUPS if group != "closed" or report.counts.of(*GROUPS["closed"])]
    numbers = tuple(number_head(label) for label in (_("Deadlines"), *(str(GROUP_LABELS[group]) for group in groups)))
    shares = Head(_("On time (current / original)"), SHARES, is_number=True)
    heads = (Head(_("Organisation"), 100 - SHARES - sum(head.width for head in numbers)), *numbers, shares)
    rows = tuple(((Line(_name(body), Tone.STRONG),), *_numbers(body, groups)) for body in report.organisations)
    return Table(_("Deadlines by lead body"), heads, (Group(rows),), _("No body leads any of the deadlines."))


def _numbers(body: OrganisationFacts, groups: list[str]) -> tuple[Cell, ...]:
    return (
        (Line(str(body.counts.deadlines)),),
        *((number(body.counts.of(*GROUPS[group])),) for group in groups),
        _shares(body.punctuality),
    )


def _shares(punctuality: Punctuality) -> Cell:
    if not punctuality.current.denominator and not punctuality.original.denominator:
        return (Line(NOTHING, Tone.MUTED),)
    return (Line(f"{share_text(punctuality.current)} /"), Line(share_text(punctuality.original)))
