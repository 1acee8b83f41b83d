"""Method and definitions: how the report was made, what its words mean, and how it can be made and checked again."""

from __future__ import annotations

from django.utils.translation import gettext as _

from initiatives.choices import Position
from initiatives.reports.document.model import Block, Group, Head, Line, Pairs, Paragraph, Subheading, Table, Tone
from initiatives.reports.document.wording import instant_name, position_word
from initiatives.reports.progress.definition import Audience, Definition
from initiatives.reports.progress.facts import ProgressReport


def method(report: ProgressReport, digest: str) -> tuple[Block, ...]:
    """Return the blocks of the method. ``digest``: the SHA-256 of the report's JSON form, which can be made again."""
    return (
        Paragraph(
            _(
                "The report is made of what the responsible bodies have reported. It shows the plan as it was known at "
                "the instant below, judged on the day of the report. What was recorded later changes nothing in it."
            )
        ),
        Paragraph(
            _(
                "A deadline stated as a period falls due on its last day, inclusive: “fourth quarter 2018” is overdue "
                "from 1 January 2019. Deadlines do not move for weekends or holidays."
            )
        ),
        Subheading("definitions", _("What the positions mean")),
        _definitions(),
        Subheading("rules", _("Rules")),
        Pairs(
            (
                (
                    _("Original and current deadline"),
                    _("Overdue is judged on the current deadline, delay on the original. Both are always shown."),
                ),
                (
                    _("Moved deadlines"),
                    _("Every move has a reason and stays visible, with whether the deadline had passed."),
                ),
                (
                    _("Punctuality"),
                    _(
                        "The share completed on time of the deadlines that have passed, on current and on original "
                        "dates; closed and undated ones are left out. Below five, counts only."
                    ),
                ),
                (
                    _("Who assessed"),
                    _("The responsible bodies report their own status. Positions and days are computed from dates."),
                ),
                (
                    _("Known limits"),
                    _("What nobody has reported is not known. Numbers from before a change of plan compare poorly."),
                ),
            )
        ),
        Subheading("verification", _("Made again and checked")),
        Paragraph(
            _("The same report can be made again from these values, and its JSON form must give the same checksum."),
            Tone.MUTED,
            is_intro=True,
        ),
        Pairs(_verification(report, digest)),
    )


def _definitions() -> Table:
    meanings = (
        (Position.MET_ON_TIME, _("Completed on the last day of the current deadline at the latest.")),
        (Position.MET_LATE, _("Completed after the current deadline.")),
        (Position.MET_UNDECIDED, _("Completed in a period that lies on both sides of the deadline.")),
        (Position.MET_UNDATED, _("Completed, but the day was not stated.")),
        (Position.MET_NO_DEADLINE, _("Completed, where the plan gave no date.")),
        (Position.OVERDUE, _("Not completed, and the current deadline has passed. A pause does not stop the clock.")),
        (Position.EXPECTED_LATE, _("Not passed yet, but the forecast lies after the current deadline.")),
        (Position.DUE_SOON, _("Falls due within the days that the plan sets, usually 30.")),
        (Position.IN_PERIOD, _("The period of the deadline has begun.")),
        (Position.UPCOMING, _("The period of the deadline has not begun.")),
        (Position.NO_DEADLINE, _("No date by which it can be judged.")),
        (Position.CLOSED_PARTIAL, _("Ended before all of it was done; counts as not completed.")),
        (Position.CLOSED, _("Will not be done, or another deadline has taken its place.")),
    )
    rows = tuple(
        ((Line(position_word(position), Tone.STRONG, icon=position.value),), (Line(meaning),))
        for position, meaning in meanings
    )
    heads = (Head(_("Position"), 34), Head(_("Meaning"), 66))
    return Table(_("What the positions mean"), heads, (Group(rows),))


def _verification(report: ProgressReport, digest: str) -> tuple[tuple[str, str], ...]:
    definition = report.definition
    rows = [
        (_("Plan"), ", ".join(definition.plans)),
        (_("As of"), definition.as_of.isoformat()),
        (_("Known"), definition.known.isoformat()),
        (_("Known, local time"), instant_name(definition.known)),
        (_("Compared with"), definition.since.isoformat() if definition.since else _("nothing")),
        (_("Audience"), str(Audience(definition.audience).label)),
        (_("Version of the definition"), str(definition.version)),
        (_("Deadlines"), str(len(report.rows))),
        (_("Changes of deadlines"), str(len(report.changes))),
        (_("Checksum (SHA-256)"), digest),
        (_("Rows of the log"), str(report.record.rows)),
        (_("Digest of the log (SHA-256)"), report.record.sha256),
        (_("The log is checked by"), _command(definition)),
    ]
    return tuple(rows)


def _command(definition: Definition) -> str:
    """Return the command that compares the log of any later day with the digest that stands above it."""
    plans = " ".join(f"--plan {plan}" for plan in definition.plans)
    return f"manage.py verify_log {plans} --at {definition.known.isoformat()} --digest …"
