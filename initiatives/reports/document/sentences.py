"""The sentences of the summary, computed from the numbers."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatives.choices import ChangeKind
from initiatives.reports.document.groups import GROUP_LABELS
from initiatives.reports.document.wording import day_name, days_name, share_text
from initiatives.reports.progress.facts import ProgressReport

MOST_STATEMENTS = 4


def opening(report: ProgressReport) -> str:
    """Return the sentence that carries the report: how many are completed, and where the others stand."""
    total = report.counts.deadlines
    if not total:
        return _("No deadlines were known on that day.")
    values = {number.group: number.value for number in report.numbers}
    if total == 1:
        (group,) = [group for group, value in values.items() if value]
        return _("There is one deadline, and it stands as “%(group)s”.") % {"group": GROUP_LABELS[group]}
    completed = _completed(values["completed"], total)
    clauses = [
        (values["overdue"], ngettext("%d is overdue", "%d are overdue", values["overdue"])),
        (values["expected_late"], ngettext("%d is expected late", "%d are expected late", values["expected_late"])),
        (
            values["on_course"],
            ngettext("%d is within its deadline", "%d are within their deadlines", values["on_course"]),
        ),
        (values["no_deadline"], ngettext("%d has no deadline", "%d have no deadline", values["no_deadline"])),
        (values["closed"], ngettext("%d has been closed", "%d have been closed", values["closed"])),
    ]
    said = [clause % value for value, clause in clauses if value]
    if not said:
        return completed
    if len(said) == 1:
        rest = said[0]
    else:
        rest = _("%(first)s, and %(last)s") % {"first": ", ".join(said[:-1]), "last": said[-1]}
    return f"{completed} {rest}."


def _completed(done: int, total: int) -> str:
    if not done:
        return _("None of the %(total)d deadlines has been completed.") % {"total": total}
    return ngettext(
        "%(done)d of %(total)d deadlines has been completed.",
        "%(done)d of %(total)d deadlines have been completed.",
        done,
    ) % {"done": done, "total": total}


def statements(report: ProgressReport) -> tuple[str, ...]:
    """Return at most four statements: the coordinator's own first, then what the numbers say."""
    computed = (_since(report), _longest_overdue(report), _moves(report), _punctuality(report), _unreported(report))
    said = [*report.definition.texts.statements, *(sentence for sentence in computed if sentence)]
    return tuple(said[: max(MOST_STATEMENTS, len(report.definition.texts.statements))])


def _since(report: ProgressReport) -> str:
    if report.since is None or report.definition.since is None:
        return ""
    done = len(report.since.completed)
    if done:
        sentence = ngettext(
            "Since %(day)s %(number)d deadline has been completed.",
            "Since %(day)s %(number)d deadlines have been completed.",
            done,
        )
    else:
        sentence = _("Since %(day)s no deadline has been completed.")
    words = sentence % {"day": day_name(report.definition.since), "number": done}
    if not report.since.promises:
        return words
    return f"{words} {_kept(len(report.since.promises), report.since.delivered)}"


def _kept(promised: int, delivered: int) -> str:
    if promised == 1:
        return (
            _("The one that was to come by now was delivered.")
            if delivered
            else _("The one that was to come by now was not delivered.")
        )
    if not delivered:
        return _("Of the %(promised)d that were to come by now, none was delivered.") % {"promised": promised}
    return ngettext(
        "Of the %(promised)d that were to come by now, %(delivered)d was delivered.",
        "Of the %(promised)d that were to come by now, %(delivered)d were delivered.",
        delivered,
    ) % {"promised": promised, "delivered": delivered}


def _longest_overdue(report: ProgressReport) -> str:
    if not report.overdue:
        return ""
    worst = report.overdue[0]
    return _("Longest overdue is %(number)s, “%(title)s”: %(days)s.") % {
        "number": worst.action_number,
        "title": worst.label or worst.action,
        "days": days_name(worst.days_overdue or 0),
    }


def _moves(report: ProgressReport) -> str:
    moves = [change for change in report.changes if change.kind == ChangeKind.MOVE]
    if not moves:
        return ""
    moved = len({change.row.pk for change in moves})
    words = ngettext("%(moved)d deadline has been moved", "%(moved)d deadlines have been moved", moved) % {
        "moved": moved
    }
    late = len({change.row.pk for change in moves if change.after_passing})
    if late:
        words += ngettext(
            ", %(late)d of them after it had passed", ", %(late)d of them after they had passed", late
        ) % {"late": late}
    return f"{words}."


def _punctuality(report: ProgressReport) -> str:
    if not report.punctuality.current.denominator:
        return ""
    return _("On time: %(current)s of the deadlines in force, %(original)s of the original ones.") % {
        "current": share_text(report.punctuality.current),
        "original": share_text(report.punctuality.original),
    }


def _unreported(report: ProgressReport) -> str:
    number = len(report.gaps.never_reported)
    if not number:
        return ""
    return ngettext(
        "On %(number)d open deadline no report was ever received.",
        "On %(number)d open deadlines no report was ever received.",
        number,
    ) % {"number": number}
