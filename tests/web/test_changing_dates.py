"""Changing what a deadline is, on its pages: moved, read anew, dated, undated; always with a reason, for ever."""

from datetime import date

import pytest

from initiatives.models import DeadlineChange
from initiatives.periods import Period
from initiatives.services.deadline_changes import move_deadline
from initiatives.services.status_updates import Report, record
from tests.factories import DeadlineFactory
from tests.people import text_of
from tests.web.forms import form_of

WHY = {"reason": "scope", "explanation": "Udvalget har besluttet det"}


def page(deadline, kind=""):
    return f"/deadlines/{deadline.public_id}/date/{f'{kind}/' if kind else ''}"


def change(client, deadline, kind, **values):
    form = client.get(page(deadline, kind), {"next": "/deadlines/overdue/"})
    return client.post(page(deadline, kind), {**form_of(form, "form"), **values})


def test_a_move_says_beforehand_and_afterwards_what_it_does_and_keeps_the_original(client, editor, deadline):
    before = text_of(client.get(page(deadline, "move")))
    assert "4th quarter 2018" in before
    assert "The original stays; the deadline counts as moved once." in before
    assert "moved after it had passed" in before

    answer = change(client, deadline, "move", period="2. kvartal 2190", **WHY)

    deadline.refresh_from_db()
    assert (deadline.original, deadline.current, deadline.moves) == (
        Period.quarter(2018, 4),
        Period.quarter(2190, 2),
        1,
    )
    assert answer.url == "/deadlines/overdue/"
    message = text_of(client.get("/help/"))
    assert "Moved III-3, The guidance is ready: from 4th quarter 2018 to 2nd quarter 2190." in message


def test_all_that_is_missing_is_said_at_once(client, editor, deadline):
    answer = change(client, deadline, "move")

    found = {problem.target: problem.message for problem in answer.context["problems"]}
    assert set(found) == {"id_period", "id_reason_0", "id_explanation"}
    assert all(f'id="{target}"' in text_of(answer) for target in found)

    answer = change(client, deadline, "move", period="2019")
    assert {problem.target for problem in answer.context["problems"]} == {"id_period", "id_reason_0", "id_explanation"}
    assert not DeadlineChange.objects.exists()


def test_a_period_that_has_passed_must_be_confirmed_and_is_asked_about_only_then(client, editor, deadline):
    assert "past_confirmed" not in text_of(client.get(page(deadline, "move")))

    refused = change(client, deadline, "move", period="2019-Q1", **WHY)
    assert "Confirm that it is meant so" in text_of(refused)
    client.post(page(deadline, "move"), {**form_of(refused, "form"), "past_confirmed": "on"})

    assert DeadlineChange.objects.get().new == Period.quarter(2019, 1)


def test_the_kinds_that_are_possible_are_explained_and_a_single_one_is_chosen_already(
    client, editor, deadline, plan, author_at
):
    undated = DeadlineFactory(action__objective__plan=plan, period=Period.none())
    done = Report("completed", completed=Period.day(date(2018, 12, 1)), note="Udgivet")

    def offered(of):
        return [kind["code"] for kind in client.get(page(of)).context["kinds"]]

    assert offered(deadline) == ["move", "reading", "removal"]
    assert offered(undated) == ["first_date", "reading"]
    record(by=author_at(2018, 12, 2), deadline=deadline, report=done)
    assert client.get(page(deadline)).url == page(deadline, "reading")


def test_a_reading_a_first_date_and_a_removal_are_written_and_said(client, editor, plan):
    unsettled = DeadlineFactory(action__objective__plan=plan, period=Period.parse("../2018-10"), is_confirmed=False)
    undated = DeadlineFactory(action__objective__plan=plan, period=Period.none())
    dated = DeadlineFactory(action__objective__plan=plan)
    assert form_of(client.get(page(unsettled, "reading")), "form")["period"] == "../2018-10"

    change(client, unsettled, "reading", period="30.9.2018", past_confirmed="on", **WHY)
    assert "the plan means 30 September 2018" in text_of(client.get("/help/"))
    change(client, undated, "first_date", period="2190", **WHY)
    assert "First date given" in text_of(client.get("/help/"))
    change(client, dated, "removal", **WHY)
    assert "it was 4th quarter 2018" in text_of(client.get("/help/"))

    for row in (unsettled, undated, dated):
        row.refresh_from_db()
    assert (unsettled.original, unsettled.moves) == (Period.day(date(2018, 9, 30)), 0)
    assert undated.current == Period.year(2190)
    assert not dated.current


def test_a_double_click_moves_once(client, editor, deadline):
    sent = {**form_of(client.get(page(deadline, "move")), "form"), "period": "2190", **WHY}

    answers = [client.post(page(deadline, "move"), sent) for _click in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert DeadlineChange.objects.count() == 1


def test_when_somebody_was_quicker_their_change_is_shown_and_nothing_typed_is_lost(client, editor, deadline, author_at):
    sent = {**form_of(client.get(page(deadline, "move")), "form"), "period": "2191", "reason": "funding"}
    move_deadline(
        by=author_at(2018, 12, 1),
        deadline=deadline,
        period=Period.year(2190),
        reason="scope",
        explanation="Deres tekst",
    )

    answer = client.post(page(deadline, "move"), {**sent, "explanation": "Min tekst"})

    assert DeadlineChange.objects.count() == 1
    assert "Somebody else was quicker" in text_of(answer)
    assert "Deres tekst" in text_of(answer)
    again = form_of(answer, "form")
    assert (again["explanation"], again["reason"], again["period"]) == ("Min tekst", "funding", "2191")

    client.post(page(deadline, "move"), again)
    assert DeadlineChange.objects.count() == 2


def test_a_contributor_is_told_that_only_coordinators_change_deadlines(client, contributor, deadline):
    for kind in ("", "move"):
        answer = client.get(page(deadline, kind))
        assert answer.status_code == 403
        assert "Only a coordinator changes a deadline." in text_of(answer)
    assert client.post(page(deadline, "move"), {"version": "1", "period": "2190", **WHY}).status_code == 403


@pytest.mark.parametrize("kind", ["invented", "MOVE"])
def test_there_is_no_page_for_an_unknown_kind_of_change(client, editor, deadline, kind):
    assert client.get(page(deadline, kind)).status_code == 404


def test_on_another_day_no_deadline_is_changed(client, editor, deadline):
    answer = client.get(page(deadline, "move"), {"as_of": "2018-12-20"})

    assert 'name="period"' not in text_of(answer)
    assert answer.context["today"] == page(deadline, "move")


def test_the_pages_speak_danish(client, editor, deadline):
    client.cookies["django_language"] = "da"

    text = text_of(client.get(page(deadline, "move")))

    assert "Flyt fristen" in text
    assert "Den oprindelige frist bliver stående" in text
