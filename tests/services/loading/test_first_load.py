"""What a first load brings into the record, and from when it is known."""

from datetime import UTC, date, datetime, timedelta

import pytest

from initiatives.choices import PlanState, RecordOrigin
from initiatives.clocks import start_of_day
from initiatives.models import Action, Deadline, Objective, Organisation, Plan, Responsibility, StatusUpdate, known
from initiatives.periods import Period
from initiatives.plan_files import PlanFileError
from tests.factories import PlanFactory
from tests.plan_files.example import PLAN
from tests.services.loading.conftest import VERSIONED


def test_everything_in_the_file_is_in_the_record(load):
    outcome = load()
    assert dict(outcome.added) == {
        "plans": 1,
        "objectives": 2,
        "actions": 1,
        "deadlines": 2,
        "responsibilities": 3,
        "funding": 1,
        "status updates": 1,
    }
    plan = Plan.objects.get()
    assert (plan.state, plan.published_on, plan.issuer.slug) == (
        PlanState.PUBLISHED,
        date(2018, 1, 15),
        "skilteministeriet",
    )
    assert Objective.objects.get(number="I-1").parent.number == "I"
    guidance = Deadline.objects.get(key="guidance")
    assert guidance.ref == "skilte-2018/I-1/guidance"
    assert guidance.original == guidance.current == Period.quarter(2018, 2)


def test_texts_keep_their_language_and_whether_they_are_official(load):
    load()
    plan, action = Plan.objects.get(), Action.objects.get()
    assert (plan.text("title", "da").official, plan.text("title", "en").official) == (True, False)
    assert plan.text("title", "en") == "Action plan for better signs"
    assert (action.text("title", "da").official, action.text("title", "en").official) == (False, False)


def test_the_plan_is_known_on_the_day_of_its_document_and_not_before(load):
    load()
    day = start_of_day(date(2018, 1, 15))
    for model in VERSIONED:
        assert not known(model, day - timedelta(microseconds=1)).exists(), model
        assert known(model, day).count() == model.objects.count(), model
    versions = Plan.history.all()
    assert {version.history_origin for version in versions} == {RecordOrigin.LOAD_PLANS}
    assert all(version.recorded_at > version.history_date for version in versions)


def test_what_the_document_says_has_happened_is_known_from_its_day(load):
    load()
    row = StatusUpdate.objects.get()
    assert (row.deadline.key, row.status, row.completed) == ("meeting", "completed", Period.month(2017, 12))
    assert (row.known_on, row.effective_on, row.origin) == (
        date(2018, 1, 15),
        date(2017, 12, 31),
        RecordOrigin.LOAD_PLANS,
    )
    assert (row.recorded_at, row.who_name) == (datetime(2019, 1, 1, 12, tzinfo=UTC), "load_plans")
    assert row.evidence.get().case_number == "SKM(2018) 1"
    assert not row.deadline.is_open


def test_a_responsibility_says_on_what_it_rests(load):
    load()
    inferred = Responsibility.objects.get(objective__number="I")
    assert (inferred.organisation.slug, inferred.basis, inferred.words, inferred.place) == (
        "skiltestyrelsen",
        "inferred",
        "",
        "Forside",
    )
    named = Responsibility.objects.get(action__number="I-1")
    assert (named.named_as, named.organisation, named.words) == (
        "relevante ministerier",
        None,
        "med relevante ministerier",
    )


def test_parents_come_before_what_belongs_to_them(load):
    last_first = """\
organisations:
  - {slug: skiltestyrelsen, language: da, name: Skiltestyrelsen, kind: agency, parent: skilteministeriet}
  - {slug: skilteministeriet, language: da, name: Skilteministeriet, kind: ministry}
"""
    load(organisations=last_first)
    assert Organisation.objects.get(slug="skiltestyrelsen").parent.slug == "skilteministeriet"


def test_a_plan_without_a_day_of_publication_stays_a_draft(load):
    load(PLAN.replace("  published_on: 2018-01-15\n", ""))
    assert Plan.objects.get().state == PlanState.DRAFT


def test_a_plan_of_tomorrow_is_refused(load):
    with pytest.raises(PlanFileError, match="line 13: This day lies in the future"):
        load(PLAN.replace("known_from: 2018-01-15", "known_from: 2019-01-02"))


def test_what_a_service_refuses_is_told_with_the_line_and_nothing_is_stored(load):
    early = PLAN.replace("                      note: Planen oplyser, at mødet blev holdt i december 2017.\n", "")
    with pytest.raises(PlanFileError) as caught:
        load(early)
    (problem,) = caught.value.problems
    assert (problem.file, problem.what) == (
        "plan.yaml",
        "This completion lies before the plan was adopted: explain it in a note.",
    )
    assert early.splitlines()[problem.line - 1].strip() == "- status: completed"
    assert not Plan.objects.exists()
    assert not Organisation.objects.exists()
    assert not Plan.history.exists()


def test_the_demonstration_plan_is_never_loaded_over(load):
    PlanFactory(slug="skilte-2018", is_demonstration=True)
    with pytest.raises(PlanFileError, match="is the demonstration"):
        load()
