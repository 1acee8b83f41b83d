"""Lists are read in pages: every row once, in every ordering, forward and backward; what is no page is refused."""

from datetime import UTC, date, datetime

import pytest

from initiatives.filters.deadlines import ORDERINGS
from initiatives.models import Deadline
from initiatives.periods import Period
from tests.factories import ActionFactory, DeadlineFactory, OrganisationFactory
from tests.reports import scene

pytestmark = pytest.mark.django_db

LIST = "/api/v1/deadlines/"
both_clocks = pytest.mark.parametrize("asked", [{}, {"as_of": "2019-02-01"}], ids=["today", "past"])


def pages(client, address=LIST, *, back=False, **parameters):
    """Yield the bodies of the pages, following the links."""
    while address:
        answer = client.get(address, parameters)
        assert answer.status_code == 200, answer.content
        yield answer.json()
        address, parameters = answer.json()["previous" if back else "next"], None


def refs(bodies):
    return [row["ref"] for body in bodies for row in body["results"]]


@both_clocks
def test_all_pages_together_have_each_row_once_forward_and_backward(reader, author_at, asked):
    scene.make(author_at)
    check_all_pages(reader, asked)
    for ordering in ORDERINGS:
        check_all_pages(reader, {**asked, "ordering": ordering})


def check_all_pages(reader, asked):
    (whole,) = pages(reader, **asked)
    assert (whole["next"], whole["previous"]) == (None, None)
    forward = list(pages(reader, page_size="5", **asked))
    assert [len(body["results"]) for body in forward] == [5, 5, 5, 3]
    assert refs(forward) == refs([whole])
    assert len(set(refs(forward))) == Deadline.objects.count() == 18
    last_but_one = forward[-1]["previous"]
    backward = list(pages(reader, last_but_one, back=True))
    assert refs(backward[::-1]) == refs(forward[:-1])
    assert (backward[-1]["previous"], forward[0]["previous"]) == (None, None)
    assert refs([reader.get(backward[-1]["next"]).json()]) == refs(forward[1:2])


@pytest.mark.parametrize("ordering", ["due", "-due"])
def test_undated_rows_are_on_the_last_page(reader, ordering):
    for period in (Period.none(), Period.year(2019), Period.none(), Period.year(2018)):
        DeadlineFactory(period=period)
    first, last = pages(reader, page_size="2", ordering=ordering)
    assert [row["current"] is None for row in first["results"] + last["results"]] == [False, False, True, True]


def test_a_page_is_at_most_as_large_as_allowed(reader):
    action = ActionFactory()
    template = DeadlineFactory(action=action)
    Deadline.objects.bulk_create(
        Deadline(action=action, key=f"d{number}", label=template.label, current=template.current)
        for number in range(500)
    )
    assert len(reader.get(LIST).json()["results"]) == 100
    for size in ("1000000", "9" * 5000, "500"):
        assert len(reader.get(LIST, {"page_size": size}).json()["results"]) == 500
    assert len(reader.get(LIST, {"page_size": "007"}).json()["results"]) == 7


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        *(("page_size", value) for value in ("0", "000", "-1", "1.5", "ten", "", "٣", "1e3", "1\x00")),
        *(("count", value) for value in ("2", "true", "", "yes")),
        *(("cursor", value) for value in ("", "x", "æ", "A" * 40, "A" * 5000, "\x00", "../..", "null")),
        *(("ordering", value) for value in ("password", "due,password", "action__plan", "?")),
        *(("as_of", value) for value in ("2018-02-30", "31/12/2018", "2018-W01-1", "0001-01-01", "9999-12-31", "now")),
        *(("known", value) for value in ("tomorrow", "2999-01-01")),
        ("lang", "fr"),
        ("format", "pdf"),
        ("format", "xls"),
        ("overdue", "maybe"),
        ("page", "2"),
        ("offset", "100"),
        ("action__plan__slug", "x"),
    ],
)
def test_a_bad_parameter_is_named(reader, parameter, value):
    DeadlineFactory()
    answer = reader.get(LIST, {parameter: value})
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert [*answer.json()["errors"]] == [parameter]


@pytest.mark.parametrize("parameter", ["cursor", "page_size", "count", "format", "as_of", "known", "lang", "ordering"])
def test_a_parameter_that_can_have_one_value_is_refused_twice(reader, parameter):
    values = {"page_size": "5", "count": "1", "as_of": "2018-12-31", "known": "now", "lang": "da", "ordering": "due"}
    value = values.get(parameter, "csv")
    answer = reader.get(f"{LIST}?{parameter}={value}&{parameter}={value}")
    assert (answer.status_code, [*answer.json()["errors"]]) == (400, [parameter])


def test_a_cursor_serves_the_list_and_the_order_that_it_was_made_for(reader):
    for _ in range(3):
        DeadlineFactory()
        OrganisationFactory()

    def cursor(address, **parameters):
        return reader.get(address, {**parameters, "page_size": "1"}).json()["next"].split("cursor=")[1].split("&")[0]

    by_due = cursor(LIST, ordering="due")
    assert reader.get(LIST, {"ordering": "due", "cursor": by_due}).status_code == 200
    for address, parameters in (
        (LIST, {"ordering": "-due", "cursor": by_due}),
        (LIST, {"ordering": "number", "cursor": by_due}),
        ("/api/v1/organisations/", {"cursor": by_due}),
        (LIST, {"cursor": cursor("/api/v1/organisations/")}),
    ):
        answer = reader.get(address, parameters)
        assert (answer.status_code, [*answer.json()["errors"]]) == (400, ["cursor"])


def test_a_cursor_survives_the_row_that_it_was_made_from(reader):
    made = [DeadlineFactory(period=Period.day(date(2018, 12, number))) for number in range(1, 5)]
    first = reader.get(LIST, {"page_size": "2"}).json()
    made[1].delete_stamped(made[1].stamp)
    assert refs([reader.get(first["next"]).json()]) == [made[2].ref, made[3].ref]


def test_what_is_counted_is_what_the_filters_leave(reader):
    for number in range(3):
        DeadlineFactory(period=Period.year(2018 + number))
    body = reader.get(LIST, {"count": "1", "page_size": "1", "due_to": "2019-12-31"}).json()
    assert (body["count"], len(body["results"])) == (2, 1)
    assert "count" not in reader.get(LIST).json()
    assert "count" not in reader.get(LIST, {"count": "0"}).json()
    assert "count" not in reader.get(body["next"]).json()


@pytest.mark.parametrize("resource", ["plans", "objectives", "actions", "organisations", "status-updates"])
def test_the_lists_of_other_things_are_read_in_the_same_pages(reader, author_at, resource):
    scene.make(author_at)
    scene.make(author_at, slug="skilte-2019")
    for asked in ({}, {"as_of": "2018-12-31"}, {"as_of": "2018-12-31", "known": "now"}):
        address = f"/api/v1/{resource}/"
        (whole,) = pages(reader, address, **asked)
        found = [row["id"] for body in pages(reader, address, page_size="2", **asked) for row in body["results"]]
        assert found == [row["id"] for row in whole["results"]]
        assert len(found) == len(set(found))


def test_a_walk_through_the_overdue_list_meets_what_is_recorded_meanwhile_at_most_once(reader, author_at):
    made = [DeadlineFactory(period=Period.day(date(2018, 1, number))) for number in range(1, 10)]
    walk = pages(reader, overdue="true", page_size="3")
    seen = refs([next(walk)])
    DeadlineFactory(period=Period.day(date(2017, 1, 1)), known_at=datetime(2017, 1, 1, tzinfo=UTC))
    made[1].delete_stamped(made[1].stamp)
    seen += refs(walk)
    assert seen == [deadline.ref for deadline in made]
