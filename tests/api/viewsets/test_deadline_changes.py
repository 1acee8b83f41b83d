"""The log of deadline changes through the REST interface."""

import pytest

from initiatives.choices import MembershipRole
from initiatives.models import DeadlineChange
from tests.api.conftest import problem

CHANGES = "/api/v1/deadline-changes/"


@pytest.fixture
def post(coordinator_program, signs):
    """Return what comes of a change with these fields, of the version of the deadline that stands."""

    def send(expected=201, **fields):
        content = {"deadline": "signs/1.1/guidance", "reason": "capacity", "explanation": "Få hænder", **fields}
        version = {"guidance": signs.guidance, "done": signs.done}.get(content["deadline"].rpartition("/")[2])
        version.refresh_from_db()
        answer = coordinator_program.post(CHANGES, content, headers={"If-Match": f'"{version.version}"'})
        assert answer.status_code == expected, answer.content
        return answer.json()

    return send


def test_a_move_is_recorded_and_the_answer_shows_the_deadline_as_it_now_stands(post, coordinator_program):
    told = post(kind="move", period="2199-36", decision_reference="Sag 7", effective_on="2018-12-01")
    row, deadline = told["deadline_change"], told["deadline"]
    assert coordinator_program.get(row["url"]).json() == row
    third = {"edtf": "2018-35", "earliest": "2018-07-01", "latest": "2018-09-30", "precision": "quarter"}
    fourth = {"edtf": "2199-36", "earliest": "2199-10-01", "latest": "2199-12-31", "precision": "quarter"}
    assert row == {
        "id": row["id"],
        "url": f"http://testserver{CHANGES}{row['id']}/",
        "deadline": {"id": deadline["id"], "ref": "signs/1.1/guidance", "url": deadline["url"]},
        "seq": 1,
        "effective_on": "2018-12-01",
        "recorded_at": row["recorded_at"],
        "recorded_by": coordinator_program.user.display_name,
        "known_at": row["recorded_at"],
        "origin": "person",
        "kind": "move",
        "old": third,
        "new": fourth,
        "old_original": third,
        "new_original": third,
        "reason": "capacity",
        "explanation": "Få hænder",
        "decision_reference": "Sag 7",
        "after_passing": True,
    }
    assert (deadline["original"], deadline["current"], deadline["moves"]) == (third, fourth, 1)
    assert deadline["version"] == 2


def test_settling_a_reading_is_no_move_and_changes_the_original(post):
    told = post(kind="reading", period="2018-12", past_confirmed=True)
    assert (told["deadline"]["moves"], told["deadline"]["original"]["edtf"]) == (0, "2018-12")


def test_a_first_date_leaves_the_original_empty(post):
    told = post(deadline="signs/1.1/done", kind="first_date", period={"latest": "2199-12-31"})
    assert (told["deadline"]["original"], told["deadline"]["current"]["edtf"]) == (None, "../2199-12-31")


def test_a_removal_takes_the_date_away(post):
    told = post(kind="removal")
    assert (told["deadline"]["current"], told["deadline"]["original"]["edtf"]) == (None, "2018-35")
    assert told["deadline_change"]["new"] is None


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"kind": "move"}, {"period"}),
        ({"kind": "move", "period": None}, {"period"}),
        ({"kind": "move", "period": "2018-35"}, {"period"}),
        ({"kind": "move", "period": "2018-36"}, {"period"}),
        ({"kind": "move", "period": "2199-10/.."}, {"period"}),
        ({"kind": "removal", "period": "2199"}, {"period"}),
        ({"kind": "first_date", "period": "2199"}, {"deadline"}),
        ({"kind": "slip", "period": "2199"}, {"kind"}),
        ({"period": "2199"}, {"kind"}),
        ({"kind": "move", "period": "2199", "reason": "weather"}, {"reason"}),
        ({"kind": "move", "period": "2199", "explanation": ""}, {"explanation"}),
        ({"kind": "move", "period": "2199", "explanation": " "}, {"explanation"}),
        ({"kind": "move", "period": "2199", "effective_on": "2199-01-01"}, {"effective_on"}),
        ({"kind": "move", "period": "2199", "recorded_at": "2018-01-01T00:00:00Z"}, {"recorded_at"}),
    ],
)
def test_a_change_that_does_not_say_what_it_must_is_refused_by_field(post, fields, errors):
    assert post(400, **fields)["errors"].keys() == errors
    assert not DeadlineChange.objects.exists()


def test_only_coordinators_change_deadlines(program, signs):
    change = {
        "deadline": "signs/1.1/guidance",
        "kind": "move",
        "period": "2199",
        "reason": "capacity",
        "explanation": "Få hænder",
    }
    for role, reach, status in (
        (MembershipRole.READER, {}, 403),
        (MembershipRole.CONTRIBUTOR, {"organisation": signs.ministry}, 403),
        (MembershipRole.AUDITOR, {}, 403),
        (MembershipRole.COORDINATOR, {"organisation": signs.ministry}, 201),
    ):
        answer = program(role, **reach).post(CHANGES, change, headers={"If-Match": '"1"'})
        assert answer.status_code == status


def test_filters_narrow_the_log(post, coordinator_program):
    post(kind="move", period="2199-36")
    post(deadline="signs/1.1/done", kind="first_date", period="2199", reason="legislation")

    def kinds(query):
        return [row["kind"] for row in coordinator_program.get(f"{CHANGES}{query}").json()["results"]]

    assert kinds("") == ["first_date", "move"]
    assert kinds("?kind=move") == ["move"]
    assert kinds("?reason=legislation") == ["first_date"]
    assert kinds("?deadline=signs/1.1/guidance") == ["move"]
    assert kinds("?as_of=2018-12-31") == []
    assert list(problem(coordinator_program.get(f"{CHANGES}?status=x"), 400, "invalid")["errors"]) == ["status"]
