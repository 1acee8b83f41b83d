"""Changing what a deadline is: moved, read anew, dated, undated; always with a reason, for ever."""

from datetime import date

import pytest

from initiatives.choices import ChangeKind
from initiatives.models import DeadlineChange
from initiatives.periods import Period
from tests.admin.conftest import filled, page, text_of
from tests.factories import DeadlineFactory

WHY = {"reason": "scope", "explanation": "Udvalget har besluttet det"}


def change(client, deadline, kind, **values):
    form = client.get(page(deadline, "date", kind))
    return client.post(page(deadline, "date", kind), filled(form, **values), follow=True)


def test_a_move_keeps_the_original_and_shows_for_ever_that_it_came_after_the_day(client, editor, deadline):
    answer = change(client, deadline, "move", period="2190-Q2", **WHY)

    text = text_of(answer)
    assert "changed after the deadline had passed" in text
    assert "2nd quarter 2190" in text
    assert "4th quarter 2018" in text
    deadline.refresh_from_db()
    assert (deadline.original, deadline.current, deadline.moves) == (
        Period.quarter(2018, 4),
        Period.quarter(2190, 2),
        1,
    )


def test_a_change_needs_a_reason_and_an_explanation(client, editor, deadline):
    answer = change(client, deadline, "move", period="2190")

    assert set(answer.context["form"].errors) == {"reason", "explanation"}
    assert not DeadlineChange.objects.exists()


def test_a_period_that_has_passed_must_be_confirmed(client, editor, deadline):
    refused = change(client, deadline, "move", period="2019-Q1", **WHY)
    assert "Confirm that it is meant so" in refused.context["form"].errors["period"][0]

    change(client, deadline, "move", period="2019-Q1", past_confirmed="on", **WHY)

    assert DeadlineChange.objects.get().new == Period.quarter(2019, 1)


def test_settling_the_reading_starts_from_the_plans_own_period_and_confirms_it(client, editor, plan):
    unsettled = DeadlineFactory(action__objective__plan=plan, period=Period.parse("../2018-10"), is_confirmed=False)
    form = client.get(page(unsettled, "date", "reading"))
    assert form.context["form"]["period"].value() == "../2018-10"

    change(client, unsettled, "reading", period="30.9.2018", past_confirmed="on", **WHY)

    unsettled.refresh_from_db()
    assert unsettled.is_confirmed
    assert unsettled.original == Period.day(date(2018, 9, 30))
    assert unsettled.moves == 0


def test_an_undated_deadline_is_offered_a_first_date_and_a_dated_one_its_move_or_removal(
    client, editor, deadline, plan
):
    undated = DeadlineFactory(action__objective__plan=plan, period=Period.none())

    assert client.get(page(undated)).context["rights"].changes == [ChangeKind.FIRST_DATE, ChangeKind.READING]
    assert client.get(page(deadline)).context["rights"].changes == [
        ChangeKind.MOVE,
        ChangeKind.READING,
        ChangeKind.REMOVAL,
    ]
    change(client, undated, "first_date", period="2190", **WHY)
    change(client, deadline, "removal", **WHY)

    undated.refresh_from_db()
    deadline.refresh_from_db()
    assert (undated.original, undated.current) == (Period.none(), Period.year(2190))
    assert (deadline.original, deadline.current) == (Period.quarter(2018, 4), Period.none())


def test_a_double_click_moves_once(client, editor, deadline):
    sent = filled(client.get(page(deadline, "date", "move")), period="2190", **WHY)

    client.post(page(deadline, "date", "move"), sent)
    second = client.post(page(deadline, "date", "move"), sent, follow=True)

    assert DeadlineChange.objects.count() == 1
    assert "the second click changed nothing" in text_of(second)


def test_a_stale_change_keeps_what_was_typed(client, editor, deadline):
    stale = filled(client.get(page(deadline, "date", "move")), period="2191", reason="funding", explanation="Min tekst")
    change(client, deadline, "move", period="2190", **WHY)

    answer = client.post(page(deadline, "date", "move"), stale)

    assert DeadlineChange.objects.count() == 1
    assert "since you opened it" in text_of(answer)
    assert answer.context["form"]["explanation"].value() == "Min tekst"
    assert "Udvalget har besluttet det" in text_of(answer)


@pytest.mark.parametrize("kind", ["invented", "MOVE"])
def test_there_is_no_page_for_an_unknown_kind_of_change(client, editor, deadline, kind):
    assert client.get(page(deadline, "date", kind)).status_code == 404
