"""In which forms answers can be had."""

import pytest

from tests.api.conftest import problem, whole

PLANS = "/api/v1/plans/"


@pytest.mark.parametrize("accepted", ["application/json", "*/*", "application/*", "text/html, */*;q=0.1"])
def test_json_is_given_to_whoever_takes_it(reader, accepted):
    answer = reader.get(PLANS, headers={"Accept": accepted})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")


@pytest.mark.parametrize("accepted", ["text/html", "application/xml", "nonsense", "a/" + "b" * 9000])
def test_a_client_that_takes_no_json_is_told_so_in_json(reader, accepted):
    problem(reader.get(PLANS, headers={"Accept": accepted}), 406, "not_acceptable")


def test_an_address_with_a_format_works_whatever_the_client_accepts(reader):
    answer = reader.get(f"{PLANS}?format=csv", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert whole(answer)


@pytest.mark.parametrize("name", ["pdf", "JSON", "api", ""])
def test_an_unknown_format_is_refused_by_name(reader, name):
    told = problem(reader.get(f"{PLANS}?format={name}"), 400, "invalid")
    assert list(told["errors"]) == ["format"]


def test_answers_are_kept_out_of_caches_that_others_use(reader):
    assert reader.get(PLANS).headers["Cache-Control"] == "private, no-cache"
    assert reader.get("/api/v1/plans/none/").headers["Cache-Control"] == "private, no-cache"
