"""Nonsense in a filter is an error that names it, never a list that only looks filtered."""

from datetime import UTC, datetime

import pytest
from django.http import QueryDict

from initiatives.clocks import Moment
from initiatives.exceptions import FilterError
from initiatives.filters.deadlines import DeadlineFilterSet
from initiatives.models import Deadline, Plan
from tests.factories import DeadlineFactory, OrganisationFactory, PlanFactory

pytestmark = pytest.mark.django_db

MOMENT = Moment.today(datetime(2018, 12, 20, 9, 30, tzinfo=UTC))


def filterset(query, **options):
    data = QueryDict(query) if isinstance(query, str) else query
    return DeadlineFilterSet(data, Deadline.objects.at(MOMENT), moment=MOMENT, **options)


def errors_of(query, **options):
    with pytest.raises(FilterError) as refused:
        list(filterset(query, **options).qs)
    assert all(name in str(refused.value) for name in refused.value.errors)
    return refused.value.errors


@pytest.mark.parametrize(
    ("query", "parameter", "named"),
    [
        ("overdue=maybe", "overdue", "maybe"),
        ("overdue=1", "overdue", "1"),
        ("delayed=True", "delayed", "True"),
        ("status=done", "status", "done"),
        ("status=completed&status=done", "status", "done"),
        ("position=late", "position", "late"),
        ("kind=meeting", "kind", "meeting"),
        ("confidence=blue", "confidence", "blue"),
        ("freshness=old", "freshness", "old"),
        ("ordering=password", "ordering", "password"),
        ("ordering=action__plan__issuer", "ordering", "action__plan__issuer"),
        ("due_from=31-12-2018", "due_from", "31-12-2018"),
        ("due_to=20181231", "due_to", "20181231"),
        ("due_to=2018-02-30", "due_to", "2018-02-30"),
        ("due_from=2018-W01-1", "due_from", "2018-W01-1"),
        ("plan=no-such-plan", "plan", "no-such-plan"),
        ("objective=XXX", "objective", "XXX"),
        ("action=9.9", "action", "9.9"),
        ("organisation=nobody", "organisation", "nobody"),
        ("organisation=x&role=boss", "role", "boss"),
    ],
)
def test_an_unknown_value_is_an_error_that_names_it(query, parameter, named):
    assert named in errors_of(query)[parameter][0]


@pytest.mark.parametrize("query", ["colour=red", "overdue__in=true", "action__plan__state=draft", "page=2"])
def test_an_unknown_parameter_is_an_error_that_names_it(query):
    assert list(errors_of(query)) == [query.partition("=")[0]]


def test_every_error_is_told_at_once():
    assert set(errors_of("colour=red&status=done&due_to=soon")) == {"colour", "status", "due_to"}


def test_a_page_may_allow_its_own_parameters():
    DeadlineFactory()
    assert filterset("page_size=50", also_allowed=["page_size"]).qs.count() == 1


def test_a_form_can_show_the_errors_beside_its_fields():
    shown = filterset("status=done&colour=red")
    assert not shown.is_valid()
    assert "done" in shown.form.errors["status"][0]
    assert "colour" in shown.form.non_field_errors()[0]


@pytest.mark.parametrize("query", [None, "", "status=&plan=&due_from=&q=+&ordering=", {}])
def test_empty_boxes_ask_for_nothing(query):
    deadline = DeadlineFactory()
    assert list(filterset(query).qs) == [deadline]


def test_a_command_may_give_lists_and_single_values():
    deadline = DeadlineFactory()
    DeadlineFactory()
    assert list(filterset({"plan": [deadline.action.plan.slug], "kind": "complete_by"}).qs) == [deadline]


def test_an_ordering_cannot_be_given_twice():
    assert "ordering" in errors_of("ordering=due&ordering=number")


def test_a_role_alone_narrows_nothing_and_says_so():
    assert "role" in errors_of("role=lead")


@pytest.mark.parametrize("name", ["plan", "objective", "action", "organisation", "q"])
@pytest.mark.parametrize("text", ["a\x00b", "x" * 201])
def test_text_that_no_database_takes_is_refused(name, text):
    assert name in errors_of({name: text})


def test_many_values_are_refused_rather_than_run():
    assert "status" in errors_of({"status": ["completed"] * 101})
    assert "q" in errors_of({"q": ["skilte"] * 11})


def test_a_plan_that_the_reader_may_not_see_is_as_unknown_as_one_that_does_not_exist():
    hidden, visible = PlanFactory(slug="hidden"), PlanFactory(slug="visible")
    deadline = DeadlineFactory(action__objective__plan=hidden, action__objective__number="S")
    plans = Plan.objects.filter(pk=visible.pk)
    messages = [
        errors_of(f"plan={slug}", plans=plans)["plan"][0].replace(slug, "") for slug in ("hidden", "no-such-plan")
    ]
    assert messages[0] == messages[1]
    assert "objective" in errors_of("objective=S", plans=plans)
    assert "action" in errors_of(f"action={deadline.action.number}", plans=plans)
    assert filterset("plan=visible", plans=plans).qs.count() == 0


def test_values_that_look_like_patterns_are_taken_word_for_word():
    OrganisationFactory(abbreviation="A_B")
    DeadlineFactory(label="Halvtreds procent")
    assert "organisation" in errors_of("organisation=AxB")
    assert filterset("q=%25").qs.count() == 0
    assert filterset("q=H_lvtreds").qs.count() == 0
