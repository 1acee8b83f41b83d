"""The writers of the deadline-change log: move, settle a reading, give a first date, remove the date."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from initiatives import policies
from initiatives.choices import ChangeKind
from initiatives.exceptions import NotAllowed
from initiatives.models import Deadline, DeadlineChange
from initiatives.periods import Period
from initiatives.queries.bodies import responsible_organisations
from initiatives.services import log
from initiatives.services.authorship import Author
from initiatives.services.reach import require_recorded_within_reach
from initiatives.services.statements import Problems


@transaction.atomic
def move_deadline(
    *,
    by: Author,
    deadline: Deadline,
    period: Period,
    reason: str,
    explanation: str,
    decision_reference: str = "",
    effective_on: date | None = None,
    past_confirmed: bool = False,
    expected_version: int | None = None,
) -> DeadlineChange:
    """Move a deadline to another period; the original stays, and a move after it had passed shows for ever.

    ``reason`` is a ReasonCode, ``effective_on`` the day of the decision (today at the latest, by default today).
    Raises NotAllowed, PlanClosed, Stale, or ValidationError: no reason, no latest day, the same period, a day that
    has passed and is not ``past_confirmed``, or a deadline that is met or closed.
    """
    locked = log.lock(deadline, expected_version)
    problems = Problems()
    problems.unless(period.latest, "period", _("A deadline is moved to a period with a last day."))
    problems.unless(period != locked.current, "period", _("This is the deadline in force already."))
    problems.unless(locked.is_open, "deadline", _("The deadline is met or closed: reopen it before you move it."))
    problems.unless(
        locked.original or locked.baseline, "deadline", _("This deadline never had a date: give it a first date.")
    )
    _check_past(period, by, problems, past_confirmed=past_confirmed)
    change = _change(locked, ChangeKind.MOVE, by, reason, explanation, decision_reference, effective_on, problems)
    change.new = period
    change.after_passing = locked.current.latest is not None and locked.current.latest < by.today
    locked.moves += 1
    return _insert(by, locked, change)


@transaction.atomic
def settle_reading(
    *,
    by: Author,
    deadline: Deadline,
    period: Period,
    reason: str,
    explanation: str,
    decision_reference: str = "",
    effective_on: date | None = None,
    past_confirmed: bool = False,
    expected_version: int | None = None,
) -> DeadlineChange:
    """Settle how the plan's words are understood: it corrects the original and is no move.

    The period in force follows, unless the deadline has been moved since. Raises as :func:`move_deadline` does; a
    reading may be settled when the deadline is met, and may confirm the period that stands.
    """
    locked = log.lock(deadline, expected_version)
    problems = Problems()
    problems.unless(period, "period", _("Say which period the words mean."))
    _check_past(period, by, problems, past_confirmed=past_confirmed or period == locked.current)
    change = _change(locked, ChangeKind.READING, by, reason, explanation, decision_reference, effective_on, problems)
    follows = locked.current == locked.original
    change.new_original = period
    change.new = period if follows else locked.current
    change.new_baseline = period.latest
    locked.is_confirmed = True
    return _insert(by, locked, change)


@transaction.atomic
def set_first_date(
    *,
    by: Author,
    deadline: Deadline,
    period: Period,
    reason: str,
    explanation: str,
    decision_reference: str = "",
    effective_on: date | None = None,
    past_confirmed: bool = False,
    expected_version: int | None = None,
) -> DeadlineChange:
    """Give a deadline without a date its first one: the original stays empty, and delay is judged on this date.

    Raises as :func:`move_deadline` does, and when the deadline has had a date before.
    """
    locked = log.lock(deadline, expected_version)
    problems = Problems()
    problems.unless(period.latest, "period", _("A first date is a period with a last day."))
    problems.unless(
        not locked.original and not locked.current and locked.baseline is None,
        "deadline",
        _("This deadline has had a date: move it instead."),
    )
    problems.unless(locked.is_open, "deadline", _("The deadline is met or closed: reopen it before you date it."))
    _check_past(period, by, problems, past_confirmed=past_confirmed)
    change = _change(locked, ChangeKind.FIRST_DATE, by, reason, explanation, decision_reference, effective_on, problems)
    change.new = period
    change.new_baseline = period.latest
    return _insert(by, locked, change)


@transaction.atomic
def remove_date(
    *,
    by: Author,
    deadline: Deadline,
    reason: str,
    explanation: str,
    decision_reference: str = "",
    effective_on: date | None = None,
    expected_version: int | None = None,
) -> DeadlineChange:
    """Take the date of a deadline away; the original and what delay is judged on stay.

    Raises NotAllowed, PlanClosed, Stale, or ValidationError: no reason, no date to remove, or met or closed.
    """
    locked = log.lock(deadline, expected_version)
    problems = Problems()
    problems.unless(locked.current, "deadline", _("This deadline has no date."))
    problems.unless(locked.is_open, "deadline", _("The deadline is met or closed: reopen it before you change it."))
    change = _change(locked, ChangeKind.REMOVAL, by, reason, explanation, decision_reference, effective_on, problems)
    change.new = Period.none()
    change.after_passing = locked.current.latest is not None and locked.current.latest < by.today
    return _insert(by, locked, change)


def refusal_of_past(period: Period, today: date) -> str:
    """Return why a period is not accepted unless the person confirms that it is meant; nothing where it is not past."""
    passed = period.latest is not None and period.latest < today
    return _("This period has passed already. Confirm that it is meant so.") if passed else ""


def _check_past(period: Period, by: Author, problems: Problems, *, past_confirmed: bool) -> None:
    refusal = refusal_of_past(period, by.today)
    problems.unless(past_confirmed or not refusal, "period", refusal)


def _change(
    locked: Deadline,
    kind: ChangeKind,
    by: Author,
    reason: str,
    explanation: str,
    decision_reference: str,
    effective_on: date | None,
    problems: Problems,
) -> DeadlineChange:
    """Return the unsaved change, with everything as before; raise NotAllowed, or ValidationError for all problems."""
    bodies = responsible_organisations(locked.pk, by.today)
    if not policies.may_change_deadline(by.actor, locked.action.plan_id, bodies):
        raise NotAllowed(_("Only a coordinator changes a deadline."))
    problems.unless(reason, "reason", _("Choose the reason for the change."))
    problems.unless(explanation.strip(), "explanation", _("Explain the change in words."))
    problems.unless(effective_on is None or effective_on <= by.today, "effective_on", _("This day lies in the future."))
    problems.raise_any()
    change = DeadlineChange(
        kind=kind,
        old_baseline=locked.baseline,
        new_baseline=locked.baseline,
        reason=reason,
        explanation=explanation,
        decision_reference=decision_reference,
        effective_on=effective_on or by.today,
    )
    change.old = change.new = locked.current
    change.old_original = change.new_original = locked.original
    return change


def _insert(by: Author, locked: Deadline, change: DeadlineChange) -> DeadlineChange:
    log.seal(change, locked, by)
    log.insert(change, locked)
    require_recorded_within_reach(change, by)
    locked.current = change.new
    locked.original = change.new_original
    locked.baseline = change.new_baseline
    locked.save_stamped(by.stamp(change.explanation))
    log.write_pointers(locked)
    return change
