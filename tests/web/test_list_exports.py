"""The lists as files: exactly the rows that the filters leave, in their order, of the day that is shown."""

import csv
import io

import openpyxl
import pytest

from initiatives.choices import MembershipRole, PlanState
from initiatives.periods import Period
from tests.factories import DeadlineFactory, PlanFactory
from tests.people import text_of
from tests.reports import scene

pytestmark = pytest.mark.django_db

LIST, OVERDUE = "/deadlines/", "/deadlines/overdue/"


@pytest.fixture
def reader(sign_in, author_at):
    scene.make(author_at)
    return sign_in(MembershipRole.READER)


def exported(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode(), newline="")))


def shown(answer):
    return [line.row.ref for line in answer.context["lines"]]


@pytest.mark.parametrize(
    "address",
    [
        LIST,
        f"{LIST}?ordering=number&status=none",
        f"{LIST}?as_of=2018-12-31&ordering=-due&page_size=3",
        OVERDUE,
        f"{OVERDUE}?as_of=2019-01-31&known=now",
    ],
)
def test_the_link_to_a_file_gives_all_the_rows_that_the_list_has_in_its_order(client, reader, address):
    answer = client.get(address)
    listed, following = shown(answer), answer.context["following"]
    while following:
        more = client.get(following)
        listed, following = listed + shown(more), more.context["following"]
    links = {str(label): link for label, link in answer.context["formats"]}
    assert links["CSV"].replace("&", "&amp;") in text_of(answer)
    rows = exported(client, links["CSV"])
    assert [row["ref"] for row in rows] == listed
    assert len(rows) > 3
    assert {row["as_of"] for row in rows} == {answer.context["standpoint"].moment.as_of.isoformat()}


def test_a_workbook_has_the_same_rows_and_a_name_that_says_the_day(client, reader):
    answer = client.get(OVERDUE, {"as_of": "2018-12-31", "format": "xlsx"})
    assert 'filename="deadlines-2018-12-31.xlsx"' in answer["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.getvalue()))
    words = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {*shown(client.get(OVERDUE, {"as_of": "2018-12-31"}))} <= words


def test_a_file_has_nothing_that_the_reader_may_not_see(client, reader):
    secret = PlanFactory(slug="secret", state=PlanState.DRAFT, published_on=None)
    hidden = DeadlineFactory(action__objective__plan=secret, period=Period.quarter(2018, 1))
    rows = exported(client, f"{LIST}?format=csv")
    assert len(rows) == 18
    assert hidden.ref not in {row["ref"] for row in rows}


def test_a_file_has_no_pages(client, reader):
    assert client.get(LIST, {"format": "csv", "page_size": "5"}).status_code == 400
    assert client.get(LIST, {"format": "csv", "select": "all"}).status_code == 400
