"""Versions in headers: no change is made to what nobody has seen, and nothing known is sent again."""

import pytest

from initiatives.services.actions import update_action
from tests.api.conftest import LATE, problem

GUIDANCE = "/api/v1/deadlines/signs/1.1/guidance/"
PLAN = "/api/v1/plans/signs/"
UPDATES, CHANGES = "/api/v1/status-updates/", "/api/v1/deadline-changes/"
REPORT = {"deadline": "signs/1.1/guidance", "status": "in_progress", **LATE}
MOVE = {
    "deadline": "signs/1.1/guidance",
    "kind": "move",
    "period": "2199",
    "reason": "capacity",
    "explanation": "Få hænder",
}


def test_a_reader_who_holds_the_answer_gets_none(reader, signs):
    first = reader.get(GUIDANCE)
    tag = first.headers["ETag"]
    for header in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = reader.get(GUIDANCE, headers={"If-None-Match": header})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    for header in ('"1"', "nonsense", tag[:-2] + '"'):
        assert reader.get(GUIDANCE, headers={"If-None-Match": header}).status_code == 200


def test_the_tag_tells_versions_standpoints_and_languages_apart(reader, signs):
    queries = ("", "?lang=da", "?as_of=2018-12-31", "?as_of=2018-12-31&known=now", "?as_of=2018-12-30")
    tags = [reader.get(f"{GUIDANCE}{query}").headers["ETag"] for query in queries]
    assert len(set(tags)) == len(queries)
    assert all(tag.startswith('"1/') for tag in tags)


def test_the_tag_changes_with_what_the_answer_says_of_other_things(reader, signs, author_at):
    before = reader.get(GUIDANCE).headers["ETag"]
    update_action(by=author_at(2020, 5, 1), action=signs.action, title="Vejledning for alle", translations={})
    after = reader.get(GUIDANCE, headers={"If-None-Match": before})
    assert after.status_code == 200
    assert after.json()["version"] == 1
    assert after.json()["action"]["title"] == "Vejledning for alle"


@pytest.mark.parametrize("header", ['"1"', 'W/"1"', '"7", "1"', "the tag"])
def test_a_change_of_the_version_that_stands_is_made(coordinator_program, signs, header):
    tag = coordinator_program.get(f"{PLAN}?lang=bg&as_of=2020-01-01").headers["ETag"]
    answer = coordinator_program.patch(PLAN, {"reference": "X"}, headers={"If-Match": header.replace("the tag", tag)})
    assert (answer.status_code, answer.json()["version"]) == (200, 2)
    assert answer.headers["ETag"] == coordinator_program.get(PLAN).headers["ETag"]


@pytest.mark.parametrize(
    "header", ['"2"', '"0"', "1", "nonsense", '"nonsense"', '""', '"1x"', '"-1"', '"1e0"', '"' + "9" * 99 + '"']
)
def test_a_change_of_another_version_or_of_none_is_412(coordinator_program, signs, header):
    for method in (coordinator_program.patch, coordinator_program.delete):
        problem(method(PLAN, headers={"If-Match": header}), 412, "stale")
    problem(coordinator_program.post(CHANGES, MOVE, headers={"If-Match": header}), 412, "stale")
    problem(coordinator_program.post(UPDATES, REPORT, headers={"If-Match": header}), 412, "stale")


@pytest.mark.parametrize("headers", [{}, {"If-Match": "*"}, {"If-Match": " "}])
def test_a_change_without_a_version_is_428(coordinator_program, signs, headers):
    addresses = (
        PLAN,
        GUIDANCE,
        f"/api/v1/objectives/{signs.objective.public_id}/",
        f"/api/v1/actions/{signs.action.public_id}/",
        f"/api/v1/organisations/{signs.ministry.public_id}/",
    )
    for address in addresses:
        for method in (coordinator_program.patch, coordinator_program.delete):
            problem(method(address, headers=headers), 428, "precondition_required")
    problem(coordinator_program.post(CHANGES, MOVE, headers=headers), 428, "precondition_required")


def test_a_report_may_name_no_version_or_the_deadline_s(coordinator_program, signs):
    assert coordinator_program.post(UPDATES, REPORT).status_code == 201
    assert coordinator_program.post(UPDATES, REPORT, headers={"If-Match": '"2"'}).status_code == 201
    problem(coordinator_program.post(UPDATES, REPORT, headers={"If-Match": '"2"'}), 412, "stale")
    problem(coordinator_program.post(UPDATES, REPORT, headers={"If-Match": "*"}), 428, "precondition_required")


def test_what_was_removed_meanwhile_is_404(coordinator_program, draft):
    address = f"/api/v1/actions/{draft.action.public_id}/"
    assert coordinator_program.delete(address, headers={"If-Match": '"1"'}).status_code == 204
    problem(coordinator_program.delete(address, headers={"If-Match": '"1"'}), 404, "not_found")
