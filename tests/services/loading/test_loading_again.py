"""Loading again adds what is new, follows the file where nobody has been since, and leaves people's work alone."""

from datetime import UTC, date, datetime

import pytest

from initiatives.choices import PlanState, RecordOrigin
from initiatives.clocks import start_of_day
from initiatives.models import (
    Action,
    Deadline,
    Funding,
    Objective,
    Organisation,
    Plan,
    Responsibility,
    StatusUpdate,
    known,
)
from initiatives.periods import Period
from initiatives.plan_files import PlanFileError
from initiatives.services import deadline_changes, status_updates
from initiatives.services.actions import create_action, update_action
from initiatives.services.deadlines import NewDeadline, update_deadline
from initiatives.services.organisations import create_organisation, update_organisation
from initiatives.services.plans import archive_plan, update_plan
from initiatives.services.responsibilities import end_responsibility, update_responsibility
from tests.plan_files.example import ORGANISATIONS, PLAN

TITLE = "title: {da: Vejledning om skilte, en: Guidance on signs, ours: [da, en]}"
DRAFT = PLAN.replace("  published_on: 2018-01-15\n", "")


def test_loading_the_same_files_again_changes_nothing(load, versions):
    load()
    before = versions(), StatusUpdate.objects.count()
    for year in (2020, 2021):
        outcome = load(year=year)
        assert not (outcome.added or outcome.changed or outcome.left_alone or outcome.fixed or outcome.gone)
    assert (versions(), StatusUpdate.objects.count()) == before


def test_a_changed_field_that_nobody_touched_follows_the_file_as_an_edit_of_load_plans(load):
    load()
    outcome = load(PLAN.replace("Guidance on signs", "Guide to signs"), year=2020)
    assert dict(outcome.changed) == {"actions": 1}
    action = Action.objects.get()
    assert (action.text("title", "en"), action.text("title", "da")) == ("Guide to signs", "Vejledning om skilte")
    version = action.history.latest("history_id")
    assert (version.history_origin, version.history_author, version.history_date) == (
        RecordOrigin.LOAD_PLANS,
        "load_plans",
        datetime(2020, 1, 1, 12, tzinfo=UTC),
    )
    before = known(Action, datetime(2019, 6, 1, tzinfo=UTC), id=action.pk).get()
    assert before.translations["en"]["title"]["text"] == "Guidance on signs"


def test_a_field_that_a_person_has_edited_is_left_alone_and_listed(load, author_at):
    load()
    action = Action.objects.get()
    update_action(by=author_at(2019, 2, 1), action=action, title="Karens titel")
    outcome = load(PLAN.replace("da: Vejledning om skilte", "da: Filens titel"), year=2020)
    assert outcome.left_alone == ["I-1: title"]
    assert not outcome.changed
    assert Action.objects.get().title == "Karens titel"


def test_the_other_fields_of_what_a_person_has_edited_follow_the_file(load, author_at):
    load()
    update_action(by=author_at(2019, 2, 1), action=Action.objects.get(), title="Karens titel")
    changed = PLAN.replace("Guidance on signs", "Guide to signs").replace("og\n", "samt\n")
    outcome = load(changed, year=2020)
    assert outcome.left_alone == ["I-1: title"]
    action = Action.objects.get()
    assert (action.title, action.text("title", "en"), action.version) == ("Karens titel", "Guide to signs", 3)
    assert action.wording == "Udarbejde en vejledning, samt holde et møde om den."


def test_a_persons_text_is_not_taken_for_the_last_loads_after_a_load_has_written_beside_it(load, author_at):
    load()
    update_action(by=author_at(2019, 2, 1), action=Action.objects.get(), title="Karens titel")
    load(PLAN.replace("Guidance on signs", "Guide to signs"), year=2020)
    outcome = load(PLAN.replace("Guidance on signs", "Guide to signs"), year=2021)
    assert outcome.left_alone == ["I-1: title"]
    assert Action.objects.get().title == "Karens titel"


def test_a_text_that_a_person_put_back_follows_the_file_again(load, author_at):
    load()
    for title in ("Karens titel", "Vejledning om skilte"):
        update_action(by=author_at(2019, 2, 1), action=Action.objects.get(), title=title)
    outcome = load(PLAN.replace("da: Vejledning om skilte", "da: Filens titel"), year=2020)
    assert (outcome.left_alone, Action.objects.get().title) == ([], "Filens titel")


def test_one_language_of_a_text_is_left_alone_while_another_follows_the_file(load, author_at):
    load()
    action = Action.objects.get()
    translations = action.translations | {"en": {"title": {"text": "Karen's title", "official": False}}}
    update_action(by=author_at(2019, 2, 1), action=action, translations=translations)
    changed = PLAN.replace(TITLE, "title: {da: Filens titel, en: File's title, ours: [da, en]}")
    outcome = load(changed, year=2020)
    action = Action.objects.get()
    assert outcome.left_alone == ["I-1: title (en)"]
    assert (action.title, action.text("title", "en")) == ("Filens titel", "Karen's title")


def test_a_language_that_only_a_person_wrote_is_kept_without_a_word(load, author_at):
    load()
    action = Action.objects.get()
    translations = action.translations | {"sv": {"title": {"text": "Vägledning", "official": False}}}
    update_action(by=author_at(2019, 2, 1), action=action, translations=translations)
    assert load(year=2020).left_alone == []
    assert Action.objects.get().text("title", "sv") == "Vägledning"


def test_a_language_that_the_file_gives_up_is_given_up(load):
    load()
    load(PLAN.replace(TITLE, "title: {da: Vejledning om skilte, ours: [da]}"), year=2020)
    action = Action.objects.get()
    assert action.text("title", "en") == "Vejledning om skilte"
    assert "en" not in action.translations


def test_the_period_of_a_published_plan_stays_and_the_difference_is_told(load, versions):
    load()
    before = versions()
    outcome = load(PLAN.replace('"2018-34"', '"2018-35"'), year=2020)
    assert outcome.fixed == ["I-1/guidance: 2018-35 ≠ 2018-34"]
    assert Deadline.objects.get(key="guidance").original == Period.quarter(2018, 2)
    assert versions() == before


def test_the_day_of_publication_stays_and_the_difference_is_told(load):
    load()
    outcome = load(PLAN.replace("published_on: 2018-01-15", "published_on: 2018-02-15"), year=2020)
    assert outcome.fixed == ["published_on: 2018-02-15 ≠ 2018-01-15"]
    assert Plan.objects.get().published_on == date(2018, 1, 15)


def test_a_reading_that_a_person_settled_stays(load, author_at):
    load()
    deadline_changes.settle_reading(
        by=author_at(2019, 2, 1),
        deadline=Deadline.objects.get(key="meeting"),
        period=Period.month(2018, 1),
        reason="other",
        explanation="Referatet er fra januar.",
        past_confirmed=True,
    )
    outcome = load(year=2020)
    assert outcome.fixed == ["I-1/meeting: 2017-12 ≠ 2018-01"]
    assert outcome.left_alone == ["I-1/meeting: is_confirmed"]
    meeting = Deadline.objects.get(key="meeting")
    assert (meeting.original, meeting.is_confirmed) == (Period.month(2018, 1), True)


def test_a_reading_that_the_file_confirms_is_confirmed(load):
    load()
    load(PLAN.replace("is_confirmed: false", "is_confirmed: true"), year=2020)
    assert Deadline.objects.get(key="meeting").is_confirmed


def test_the_period_of_a_draft_follows_the_file(load):
    load(DRAFT)
    load(DRAFT.replace('"2018-34"', '"2018-35"'), year=2020)
    deadline = Deadline.objects.get(key="guidance")
    assert deadline.original == deadline.current == Period.quarter(2018, 3)
    assert deadline.baseline == date(2018, 9, 30)


def test_the_period_of_a_draft_that_a_person_moved_stays(load, author_at):
    load(DRAFT)
    deadline = Deadline.objects.get(key="guidance")
    update_deadline(by=author_at(2019, 2, 1), deadline=deadline, period=Period.year(2019))
    outcome = load(DRAFT.replace('"2018-34"', '"2018-35"'), year=2020)
    assert outcome.left_alone == ["I-1/guidance: original"]
    deadline_changes.move_deadline(
        by=author_at(2020, 2, 1),
        deadline=deadline,
        period=Period.year(2020),
        reason="scope",
        explanation="Mere arbejde.",
    )
    assert load(DRAFT, year=2021).fixed == ["I-1/guidance: 2018-34 ≠ 2019"]


def test_a_draft_is_published_when_the_file_gives_the_day(load):
    load(DRAFT)
    load(year=2020)
    plan = Plan.objects.get()
    assert (plan.state, plan.published_on) == (PlanState.PUBLISHED, date(2018, 1, 15))


def test_what_is_new_in_the_file_is_added_and_known_from_the_day_of_the_document(load, versions):
    load()
    before = versions()
    new = """\
                - key: review
                  label: Eftersyn
                  kind: complete_by
                  firmness: committed
                  is_confirmed: true
            - number: I-2
              title: Skilte på havet
              origin: existing_effort
              deadlines:
                - {key: signs, label: Skilte, kind: recurring, firmness: committed, is_confirmed: true}
"""
    outcome = load(PLAN + new, year=2020)
    assert dict(outcome.added) == {"deadlines": 2, "actions": 1}
    after = versions()
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {
        "Action": 1,
        "Deadline": 2,
    }
    review = Deadline.objects.get(key="review")
    assert review.action.number == "I-1"
    assert review.history.get().history_date == start_of_day(date(2018, 1, 15))


def test_what_is_gone_from_the_file_stays_and_is_told(load):
    load()
    shorter = PLAN[: PLAN.index("                - key: meeting")]
    shorter = shorter.replace(
        '                - {amount: "250000.00", currency: DKK, qualifier: up_to, words: op til 250.000 kr.}\n', ""
    ).replace("              funding:\n", "")
    outcome = load(shorter, year=2020)
    assert outcome.gone[0] == "I-1/meeting"
    assert len(outcome.gone) == 3
    assert (Deadline.objects.count(), Funding.objects.count(), Responsibility.objects.count()) == (2, 1, 3)


def test_what_a_person_added_is_neither_told_nor_touched(load, author_at):
    load()
    by = author_at(2019, 2, 1)
    create_action(
        by=by,
        plan=Plan.objects.get(),
        objective=Objective.objects.get(number="I-1"),
        number="I-7",
        title="Karens tiltag",
        deadlines=[NewDeadline(key="own", label="Egen frist")],
    )
    outcome = load(year=2020)
    assert (outcome.gone, outcome.left_alone, outcome.changed) == ([], [], {})


def test_an_action_that_a_person_wrote_is_left_alone_when_the_file_has_one_of_its_number(load, author_at):
    load()
    create_action(
        by=author_at(2019, 2, 1),
        plan=Plan.objects.get(),
        objective=Objective.objects.get(number="I-1"),
        number="I-2",
        title="Karens tiltag",
        deadlines=[NewDeadline(key="signs", label="Skilte")],
    )
    new = """\
            - number: I-2
              title: Filens tiltag
              origin: new_initiative
              deadlines:
                - {key: signs, label: Skilte, kind: complete_by, firmness: committed, is_confirmed: true}
"""
    outcome = load(PLAN + new, year=2020)
    assert outcome.left_alone == ["I-2: title"]
    assert Action.objects.get(number="I-2").title == "Karens tiltag"


def test_an_action_moves_to_the_objective_that_the_file_gives(load):
    load()
    old, new = (f"        - number: {number}\n          title: Fremme" for number in ("I-1", "I-0"))
    outcome = load(PLAN.replace(old, new), year=2020)
    assert Action.objects.get().objective.number == "I-0"
    assert outcome.gone == ["I-1"]


def test_the_order_of_the_file_means_nothing(load, versions):
    load()
    before = versions()
    first, second = PLAN.index("                - key: guidance"), PLAN.index("                - key: meeting")
    load(PLAN[:first] + PLAN[second:] + PLAN[first:second], year=2020)
    assert versions() == before


def test_a_responsibility_is_found_again_by_its_body_and_role(load, author_at):
    load()
    changed = PLAN.replace("words: med relevante ministerier", "words: i samarbejde med relevante ministerier")
    outcome = load(changed, year=2020)
    assert dict(outcome.changed) == {"responsibilities": 1}
    row = Responsibility.objects.get(action__number="I-1")
    update_responsibility(by=author_at(2020, 2, 1), responsibility=row, words="Karens ord")
    assert load(year=2021).left_alone == ["I-1, partner relevante ministerier: words"]


def test_a_responsibility_that_a_person_ended_is_not_begun_again(load, author_at, versions):
    load()
    row = Responsibility.objects.get(objective__number="I")
    end_responsibility(by=author_at(2019, 2, 1), responsibility=row, on=date(2019, 1, 31))
    before = versions()
    outcome = load(year=2020)
    assert versions() == before
    assert not outcome.added


@pytest.mark.parametrize(
    ("old", "new"), [('amount: "250000.00"', 'amount: "260000.00"'), ("words: op til 250.000 kr.", "words: højst")]
)
def test_money_is_found_again_by_its_words_or_its_amount(load, old, new):
    load()
    outcome = load(PLAN.replace(old, new), year=2020)
    assert (dict(outcome.added), dict(outcome.changed)) == ({}, {"funding": 1})
    assert Funding.objects.count() == 1


def test_a_report_that_a_person_withdrew_is_not_recorded_again(load, author_at):
    load()
    status_updates.withdraw(by=author_at(2019, 2, 1), target=StatusUpdate.objects.get(), reason="Mødet blev aflyst.")
    outcome = load(year=2020)
    assert not outcome.added
    assert Deadline.objects.get(key="meeting").latest_update is None


def test_a_report_that_the_file_states_later_is_only_told_where_the_log_has_gone_on(load, author_at):
    load()
    by = author_at(2019, 2, 1)
    report = status_updates.Report(status="in_progress", delay_reason="scope", forecast=Period.year(2030))
    status_updates.record(by=by, deadline=Deadline.objects.get(key="guidance"), report=report)
    stated = """\
                  reports:
                    - {status: completed, completed: "2018-01", note: Udkommet., evidence: [{title: P, reference: P}]}
                - key: meeting
"""
    outcome = load(PLAN.replace("                - key: meeting\n", stated), year=2020)
    assert outcome.fixed == ["I-1/guidance: completed 2018-01"]
    assert Deadline.objects.get(key="guidance").latest_update.status == "in_progress"


def test_nothing_is_loaded_into_an_archived_plan(load, author_at, versions):
    load()
    archive_plan(by=author_at(2019, 2, 1), plan=Plan.objects.get(), on=date(2019, 2, 1))
    before = versions()
    outcome = load(PLAN.replace("Guidance on signs", "Guide to signs"), year=2020)
    assert outcome.closed
    assert versions() == before


def test_another_source_language_is_refused(load):
    load()
    english = PLAN.replace("  language: da", "  language: en")
    with pytest.raises(PlanFileError, match="line 6: The record has the source language da for this plan"):
        load(english, year=2020)
    with pytest.raises(PlanFileError, match="line 4: The record has the source language da for this organisation"):
        load(organisations=ORGANISATIONS.replace("language: da", "language: en", 1), year=2020)


def test_an_organisation_follows_the_file_until_a_person_edits_it(load, author_at):
    load()
    load(organisations=ORGANISATIONS.replace("name: Skiltestyrelsen", "name: Styrelsen for Skilte"), year=2020)
    agency = Organisation.objects.get(slug="skiltestyrelsen")
    assert (agency.name, agency.version) == ("Styrelsen for Skilte", 2)
    update_organisation(by=author_at(2020, 2, 1), organisation=agency, name="Karens styrelse")
    load(year=2021)
    assert Organisation.objects.get(slug="skiltestyrelsen").name == "Karens styrelse"


def test_an_organisation_that_a_person_made_keeps_what_the_person_wrote(load, author_at):
    create_organisation(by=author_at(2018, 2, 1), slug="skiltestyrelsen", name="Karens styrelse", kind="agency")
    load()
    agency = Organisation.objects.get(slug="skiltestyrelsen")
    assert (agency.name, agency.version, agency.parent) == ("Karens styrelse", 1, None)


def test_a_plan_that_a_person_edited_keeps_what_the_person_wrote(load, author_at):
    load()
    update_plan(by=author_at(2019, 2, 1), plan=Plan.objects.get(), reference="SKM(2019) 2")
    assert load(year=2020).left_alone == ["skilte-2018: reference"]


def test_a_failed_load_leaves_no_trace_of_the_files_before_it(load, versions):
    load()
    before = versions()
    changed = ORGANISATIONS.replace("name: Skiltestyrelsen", "name: Styrelsen for Skilte")
    with pytest.raises(PlanFileError):
        load(PLAN.replace("known_from: 2018-01-15", "known_from: 2100-01-15"), organisations=changed, year=2020)
    assert versions() == before
