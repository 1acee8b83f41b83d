"""The rule in Python and the rule in the database give the same answer for thousands of generated deadlines.

The state and the period in force are worked out here a second time, in plain Python from the logs, so that the
test binds the two clocks as well as the rule: nulls, open bounds, corrections, withdrawals, moves, archived plans.
"""

import itertools
import random
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db.models import F

from initiatives import positions
from initiatives.choices import ChangeKind, DeadlineKind, PlanState, Position, RecordOrigin, Status, UpdateKind
from initiatives.clocks import Moment, end_of_day, local_day
from initiatives.models import Deadline, DeadlineChange, Plan, Stamp, StatusUpdate
from initiatives.periods import Period
from initiatives.positions import Facts, Limits
from tests.factories import ActionFactory, DeadlineFactory, ObjectiveFactory, PlanFactory
from tests.factories.plans import KNOWN_FROM

pytestmark = pytest.mark.django_db

# So many meet every row of the rule's table; the slow tests take more.
COUNT, MANY = 600, 1500
FIRST_DAY = date(2018, 1, 1)
NOW = datetime(2019, 6, 1, 10, tzinfo=UTC)
ANSWERS = ("position", "days_overdue", "days_late", "days_left", "days_slipped", "light", "freshness")
STATED = [status for status in Status if status != Status.NONE]


def any_day(chance):
    return FIRST_DAY + timedelta(days=chance.randrange(0, 500))


def any_period(chance):
    day = any_day(chance)
    month = Period.month(day.year, day.month)
    return chance.choice(
        [
            Period.none(),
            Period.day(day),
            month,
            Period.quarter(day.year, (day.month + 2) // 3),
            Period.year(day.year),
            Period.by_end_of(month),
            Period.from_start_of(month),
            Period.range(month, Period.month(2019, 12)),
        ]
    )


def add_updates(chance, deadline, days):
    rows = []
    for seq, day in enumerate(days, start=1):
        struck = {row.target_id for row in rows}
        targets = [row for row in rows if row.kind != UpdateKind.WITHDRAWAL and row.pk not in struck]
        kind = chance.choice([UpdateKind.REPORT, UpdateKind.UNCHANGED, UpdateKind.CORRECTION, UpdateKind.WITHDRAWAL])
        target = chance.choice(targets) if targets and kind in (UpdateKind.CORRECTION, UpdateKind.WITHDRAWAL) else None
        if target is None:
            kind = UpdateKind.REPORT
        status = Status.NONE if kind == UpdateKind.WITHDRAWAL else chance.choice(STATED)
        row = StatusUpdate(
            deadline=deadline,
            seq=seq,
            log_place=target.log_place if kind == UpdateKind.CORRECTION else seq,
            kind=kind,
            status=status,
            effective_on=day - timedelta(days=chance.choice([0, 0, 5, 90])),
            started_on=chance.choice([None, day - timedelta(days=10)]),
            completed=any_period(chance) if status == Status.COMPLETED else Period.none(),
            forecast=any_period(chance),
            superseded_by=deadline if status == Status.SUPERSEDED else None,
            target=target,
            **stamps(day),
        )
        row.save()
        rows.append(row)
    return rows


def stamps(day):
    instant = datetime.combine(day, time(12), tzinfo=UTC)
    return {
        "who_name": "x",
        "origin": RecordOrigin.LOAD_PLANS,
        "recorded_at": NOW,
        "known_at": instant,
        "known_on": local_day(instant),
        "previous_hash": "0",
        "row_hash": "0",
    }


def add_changes(chance, deadline, days):
    changes, current, original = [], deadline.current, deadline.original
    baseline = deadline.baseline
    for seq, day in enumerate(days, start=101):
        kind = chance.choice([ChangeKind.MOVE, ChangeKind.READING, ChangeKind.REMOVAL])
        new = Period.none() if kind == ChangeKind.REMOVAL else any_period(chance)
        new_original = new if kind == ChangeKind.READING else original
        new_baseline = new.latest if kind == ChangeKind.READING else baseline
        change = DeadlineChange(
            deadline=deadline,
            seq=seq,
            kind=kind,
            old=current,
            new=new,
            old_original=original,
            new_original=new_original,
            old_baseline=baseline,
            new_baseline=new_baseline,
            effective_on=day - timedelta(days=chance.choice([0, 40])),
            after_passing=kind == ChangeKind.MOVE and chance.random() < 0.3,
            **stamps(day),
        )
        change.save()
        changes.append(change)
        current, original, baseline = new, new_original, new_baseline
    return changes


def generate(seed, count=COUNT):
    chance = random.Random(seed)  # noqa: S311 (test data)
    plans = [
        PlanFactory(),
        PlanFactory(due_soon_days=90, ageing_after_days=10, stale_after_days=20),
        PlanFactory(state=PlanState.ARCHIVED, archived_on=date(2018, 9, 15)),
    ]
    actions = [ActionFactory(objective=ObjectiveFactory(plan=plan)) for plan in plans]
    deadlines = []
    for number in range(count):
        period = any_period(chance)
        deadlines.append(
            DeadlineFactory.build(
                action=chance.choice(actions),
                key=f"d{number}",
                kind=chance.choice(list(DeadlineKind)),
                original=period,
                current=period,
                baseline=period.latest,
            )
        )
    stamp = Stamp(name="factory", origin=RecordOrigin.LOAD_PLANS, known_at=KNOWN_FROM)
    Deadline.objects.stamped(stamp).bulk_create(deadlines)
    logs = {}
    for deadline in deadlines:
        days = sorted(any_day(chance) for _ in range(chance.choice([0, 0, 1, 2, 3])))
        moved = sorted(any_day(chance) for _ in range(chance.choice([0, 0, 0, 1, 2])))
        before = Facts(kind=deadline.kind, current=deadline.current, baseline=deadline.baseline)
        updates, changes = add_updates(chance, deadline, days), add_changes(chance, deadline, moved)
        logs[deadline.pk] = (deadline, before, updates, changes)
        write_pointers(deadline, updates, changes)
    return logs


def write_pointers(deadline, updates, changes):
    last = in_force(updates, date.max, NOW)
    status, started_on = (last.status, last.started_on) if last else (Status.NONE, None)
    values = {
        "latest_update": last,
        "is_open": positions.is_open(deadline.kind, status, started_on),
        "moves": sum(change.kind == ChangeKind.MOVE for change in changes),
    }
    Deadline.objects.filter(pk=deadline.pk).update_pointers(**values)
    if changes:
        deadline.current, deadline.baseline = changes[-1].new, changes[-1].new_baseline
        deadline.original = changes[-1].new_original
        deadline.is_open, deadline.latest_update, deadline.moves = values["is_open"], last, values["moves"]
        deadline.save()


def in_force(updates, as_of, known):
    visible = [row for row in updates if row.known_at <= known]
    struck = {row.target_id for row in visible}
    standing = [
        row
        for row in visible
        if row.kind != UpdateKind.WITHDRAWAL and row.pk not in struck and row.effective_on <= as_of
    ]
    return max(standing, key=lambda row: (row.log_place, row.seq), default=None)


def facts_at(log, moment):
    deadline, before, updates, changes = log
    row = in_force(updates, moment.as_of, moment.known)
    by_then = [update for update in updates if update.known_on <= moment.as_of]
    struck = {update.target_id for update in updates if update.known_at <= moment.known}
    reported = in_force([update for update in by_then if update.pk not in struck], moment.as_of, moment.known)
    effective = [c for c in changes if c.known_at <= moment.known and c.effective_on <= moment.as_of]
    current = effective[-1].new if effective else before.current
    return Facts(
        kind=deadline.kind,
        status=row.status if row else Status.NONE,
        started_on=row.started_on if row else None,
        completed=row.completed if row else Period.none(),
        forecast=row.forecast if row else Period.none(),
        current=current,
        baseline=effective[-1].new_baseline if effective else before.baseline,
        reported_on=reported.known_on if reported else None,
    )


def limits_of(plan):
    return Limits(plan.due_soon_days, plan.ageing_after_days, plan.stale_after_days, plan.archived_on)


@pytest.mark.parametrize(("seed", "count"), [(1, COUNT), pytest.param(2, MANY, marks=pytest.mark.slow)])
def test_both_forms_agree_on_generated_deadlines_and_both_clocks(seed, count):
    logs = generate(seed, count)
    days = [date(2018, 1, 31), date(2018, 6, 30), date(2018, 12, 31), date(2019, 3, 31), date(2019, 6, 1)]
    seen = set()
    for as_of, known in itertools.product(days, ["then", "now", date(2018, 8, 1)]):
        moment = Moment.resolve(now=NOW, as_of=as_of, known=known)
        rows = Deadline.objects.at(moment).annotate(**{f"sql_{answer}": F(answer) for answer in ANSWERS})
        found = rows.values("pk", *(f"sql_{answer}" for answer in ANSWERS))
        assert len(found) == count
        for row in found:
            log = logs[row["pk"]]
            judged = positions.judge(facts_at(log, moment), moment.as_of, limits_of(log[0].action.plan))
            expected = {answer: getattr(judged, answer) for answer in ANSWERS}
            assert {answer: row[f"sql_{answer}"] for answer in ANSWERS} == expected, (moment, facts_at(log, moment))
            seen.add(judged.position)
    assert seen == set(Position), "every row of the rule's table must have been met"


def test_today_from_the_pointers_equals_today_from_the_logs():
    generate(3)
    live = Moment.today(NOW)
    from_logs = Moment(as_of=live.as_of, known=live.known, is_live=False)
    facts = ("due_edtf", "first_edtf", "baseline_day", "moves_made", "moved_late", "state_id", "reported_on")
    for names in (ANSWERS, facts):
        columns = {f"a_{name}": F(name) for name in names}
        both = [
            list(Deadline.objects.at(moment).annotate(**columns).order_by("pk").values_list("pk", *columns))
            for moment in (live, from_logs)
        ]
        assert both[0] == both[1]
    overdue = [
        set(Deadline.objects.at(moment).overdue(moment).values_list("pk", flat=True)) for moment in (live, from_logs)
    ]
    assert overdue[0] == overdue[1] != set()


@pytest.mark.parametrize("clocks_run", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_narrowing_by_position_leaves_out_nothing_that_the_rule_puts_there(clocks_run):
    generate(4)
    if clocks_run:
        Plan.objects.filter(state=PlanState.ARCHIVED).update(state=PlanState.PUBLISHED, archived_on=None)
    live = Moment.today(NOW)
    rows = Deadline.objects.at(live)
    position_of = dict(rows.annotate(found=F("position")).values_list("pk", "found"))
    sizes = (1, 2, 13) if clocks_run else (1, 13)
    for wanted in itertools.chain.from_iterable(itertools.combinations(Position, size) for size in sizes):
        narrowed = set(rows.in_positions(wanted, live).values_list("pk", flat=True))
        assert narrowed == {pk for pk, position in position_of.items() if position in wanted}, wanted


def test_a_deadline_is_unknown_before_the_day_of_its_document():
    deadline = DeadlineFactory(known_at=datetime(2017, 10, 18, tzinfo=UTC))
    before = Moment(as_of=date(2017, 10, 17), known=end_of_day(date(2017, 10, 17)))
    after = Moment(as_of=date(2017, 10, 18), known=end_of_day(date(2017, 10, 18)))
    assert deadline not in Deadline.objects.at(before)
    assert deadline in Deadline.objects.at(after)
