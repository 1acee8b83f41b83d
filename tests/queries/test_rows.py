"""The flat row says what stood on the day, in the texts of the day, in the reader's language."""

from dataclasses import fields
from datetime import UTC, date, datetime

import pytest
from django.db.models import F

from initiatives.choices import RecordOrigin, ResponsibilityRole, Status
from initiatives.clocks import Moment
from initiatives.models import Action, Deadline, Stamp
from initiatives.periods import Period
from initiatives.positions import Judgement
from initiatives.queries.rows import deadline_rows
from initiatives.services.deadline_changes import move_deadline
from initiatives.services.status_updates import EvidenceItem, Report, record
from tests.factories import (
    ActionFactory,
    DeadlineFactory,
    ObjectiveFactory,
    OrganisationFactory,
    PlanFactory,
    ResponsibilityFactory,
)
from tests.factories.plans import KNOWN_FROM

pytestmark = pytest.mark.django_db

LIVE = Moment.today(datetime(2018, 12, 20, 9, 30, tzinfo=UTC))
LATER = datetime(2020, 1, 1, tzinfo=UTC)
AUTUMN = Moment.resolve(now=LATER, as_of=date(2018, 10, 1))
both_clocks = pytest.mark.parametrize("moment", [LIVE, AUTUMN], ids=["today", "past"])


def row_of(deadline, moment, language="da"):
    (row,) = deadline_rows(Deadline.objects.at(moment).filter(pk=deadline.pk), moment, language)
    return row


@pytest.fixture
def deadline(db):
    plan = PlanFactory(slug="plan")
    objective = ObjectiveFactory(plan=plan, number="III")
    action = ActionFactory(objective=objective, number="III-4")
    return DeadlineFactory(action=action, key="guidance", wording="Tredje kvartal 2018", period=Period.quarter(2018, 3))


def test_a_row_without_a_report_says_so(deadline):
    row = row_of(deadline, LIVE)
    assert (row.ref, row.plan, row.objective_number, row.action_number) == (
        "plan/III-4/guidance",
        "plan",
        "III",
        "III-4",
    )
    assert (row.deadline_id, row.action_id) == (deadline.public_id, deadline.action.public_id)
    assert (row.status, row.position, row.days_overdue, row.light) == ("none", "overdue", 81, "amber")
    assert (row.original, row.current) == (Period.quarter(2018, 3), Period.quarter(2018, 3))
    assert (row.last_update_on, row.last_update_by, row.effective_on) == (None, "", None)
    assert (row.forecast, row.completed, row.evidence, row.leads) == (Period.none(), Period.none(), (), [])
    assert (row.as_of, row.known) == (date(2018, 12, 20), LIVE.known)


@both_clocks
def test_a_row_says_what_was_reported_last(deadline, moment, author_at):
    evidence = (EvidenceItem("Udkast", case_number="2018-17"), EvidenceItem("Vejledning", link="https://example.org/1"))
    report = Report(status=Status.COMPLETED, completed=Period.day(date(2018, 9, 3)), note="Sendt ud", evidence=evidence)
    update = record(by=author_at(2018, 9, 4), deadline=deadline, report=report)
    row = row_of(deadline, moment)
    assert (row.status, row.position, row.light, row.freshness) == ("completed", "met_on_time", "green", "fresh")
    assert (row.completed.edtf, row.effective_on, row.note) == ("2018-09-03", date(2018, 9, 3), "Sendt ud")
    assert row.evidence == (("Udkast", "2018-17"), ("Vejledning", "https://example.org/1"))
    assert (row.last_update_id, row.last_update_on) == (update.public_id, date(2018, 9, 4))
    assert row.last_update_by == "Karen Koordinator"


def test_a_row_of_a_past_day_knows_nothing_of_what_came_later(deadline, author_at):
    move_deadline(
        by=author_at(2018, 11, 1),
        deadline=deadline,
        period=Period.quarter(2019, 1),
        reason="capacity",
        explanation="Two have left.",
    )
    before, after = row_of(deadline, AUTUMN), row_of(deadline, LIVE)
    assert (before.current.edtf, before.moves, before.moved_late, before.position) == ("2018-35", 0, False, "overdue")
    assert (after.current.edtf, after.moves, after.moved_late, after.position) == ("2019-33", 1, True, "upcoming")
    assert before.original == after.original == Period.quarter(2018, 3)


def test_texts_of_a_past_day_are_those_of_the_day_in_the_readers_language(deadline):
    def rename(thing, field, danish, english):
        setattr(thing, field, danish)
        thing.translations = {"en": {field: {"text": english, "official": False}}}
        thing.save_stamped(Stamp(known_at=datetime(2018, 11, 1, tzinfo=UTC)))

    rename(deadline.action, "title", "Ny titel", "New title")
    rename(deadline.action.plan, "title", "Ny plan", "New plan")
    rename(deadline.action.objective, "title", "Nyt formål", "New objective")
    rename(deadline, "label", "Ny frist", "New deadline")
    old, new = row_of(deadline, AUTUMN, "en"), row_of(deadline, LIVE, "en")
    assert (old.plan_title, old.objective, old.action, old.label) == (
        "Action plan for better signs",
        "Fremme læsbare skilte",
        "Guidance on signs",
        "The guidance is ready",
    )
    assert (old.objective.language, old.action.language) == ("da", "en")
    assert (new.plan_title, new.objective, new.action, new.label) == (
        "New plan",
        "New objective",
        "New title",
        "New deadline",
    )
    assert not new.action.official
    assert row_of(deadline, LIVE, "da").action == "Ny titel"


def test_a_bulk_loaded_title_in_another_language_is_shown_as_it_stood_before_an_edit():
    objective = ObjectiveFactory()
    action = ActionFactory.build(
        objective=objective, plan=objective.plan, translations={"en": {"title": {"text": "Old title"}}}
    )
    stamp = Stamp(origin=RecordOrigin.LOAD_PLANS, known_at=KNOWN_FROM)
    Action.objects.stamped(stamp).bulk_create([action])
    deadline = DeadlineFactory(action=action)
    action.translations = {"en": {"title": {"text": "New title"}}}
    Action.objects.stamped(Stamp(known_at=datetime(2018, 11, 1, tzinfo=UTC))).bulk_update([action], ["translations"])
    assert row_of(deadline, AUTUMN, "en").action == "Old title"
    assert row_of(deadline, LIVE, "en").action == "New title"


def test_two_versions_of_one_instant_give_one_row_with_the_last_text(deadline):
    for label in ("Første", "Anden"):
        deadline.label = label
        deadline.save_stamped(Stamp(known_at=KNOWN_FROM))
    assert row_of(deadline, AUTUMN).label == "Anden"


def test_a_kind_that_was_changed_later_does_not_change_the_judgement_of_a_past_day(deadline, author_at):
    started = Report(
        status=Status.IN_PROGRESS,
        started_on=date(2018, 9, 3),
        delay_reason="capacity",
        forecast=Period.quarter(2019, 1),
    )
    record(by=author_at(2018, 9, 4), deadline=deadline, report=started)
    deadline.refresh_from_db()
    deadline.kind = "start_by"
    deadline.save_stamped(Stamp(known_at=datetime(2018, 11, 1, tzinfo=UTC)))
    assert (row_of(deadline, AUTUMN).kind, row_of(deadline, AUTUMN).position) == ("complete_by", "overdue")
    assert (row_of(deadline, LIVE).kind, row_of(deadline, LIVE).position) == ("start_by", "met_on_time")


@both_clocks
def test_leads_are_named_by_abbreviation_name_or_the_documents_words(deadline, moment):
    ResponsibilityFactory(deadline=deadline, organisation__abbreviation="SIRI", contact="siri@example.org")
    nameless = OrganisationFactory(abbreviation="", name="Nationalt Center")
    ResponsibilityFactory(deadline=deadline, organisation=nameless, role=ResponsibilityRole.HOST)
    ResponsibilityFactory(deadline=deadline, organisation=None, named_as="relevante ministerier")
    ResponsibilityFactory(deadline=deadline, organisation__abbreviation="KL", role=ResponsibilityRole.PARTNER)
    row = row_of(deadline, moment)
    assert row.leads == ["SIRI", "relevante ministerier", "Nationalt Center"]
    assert (row.partners, row.contacts) == (["KL"], ["siri@example.org"])


@both_clocks
def test_the_judgement_of_a_row_equals_the_databases(moment, author_at):
    for number, period in enumerate(
        (Period.none(), Period.quarter(2018, 3), Period.month(2018, 12), Period.year(2020))
    ):
        for status in (None, Status.IN_PROGRESS, Status.COMPLETED):
            deadline = DeadlineFactory(period=period, kind=["complete_by", "start_by"][number % 2])
            if status:
                completed = Period.month(2018, 9) if status == Status.COMPLETED else Period.none()
                report = Report(status=status, completed=completed, note="Set down")
                record(by=author_at(2018, 9, 30), deadline=deadline, report=report)
    names = [field.name for field in fields(Judgement)]
    in_database = Deadline.objects.at(moment).annotate(**{name: F(name) for name in names}).order_by("pk")
    rows = list(deadline_rows(Deadline.objects.at(moment).order_by("pk"), moment))
    assert [tuple(getattr(row, name) for name in names) for row in rows] == list(in_database.values_list(*names))
    assert len({row.position for row in rows}) > 4


@both_clocks
def test_the_number_of_queries_does_not_grow_with_the_rows(moment, author_at, query_count):
    def add(count):
        for _ in range(count):
            deadline = ResponsibilityFactory(deadline=DeadlineFactory()).deadline
            done = Report(
                status=Status.COMPLETED,
                completed=Period.day(date(2018, 9, 3)),
                evidence=(EvidenceItem("Vejledning", case_number="1"),),
            )
            record(by=author_at(2018, 9, 4), deadline=deadline, report=done)

    add(2)
    with query_count() as few:
        assert len(list(deadline_rows(Deadline.objects.at(moment), moment))) == 2
    add(18)
    with query_count() as many:
        assert len(list(deadline_rows(Deadline.objects.at(moment), moment))) == 20
    assert len(many) == len(few)


def test_rows_come_in_the_order_of_the_deadlines_across_chunks():
    deadlines = DeadlineFactory.create_batch(5)
    for order in ("pk", "-pk"):
        rows = deadline_rows(Deadline.objects.at(LIVE).order_by(order), LIVE, chunk_size=2)
        expected = [deadline.pk for deadline in deadlines]
        assert [row.pk for row in rows] == (expected if order == "pk" else expected[::-1])
