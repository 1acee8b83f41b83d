"""The same definition gives the same bytes in every format, whatever is recorded between two makings."""

from datetime import date
from socket import gethostname

import orjson
import pytest
from django.utils import translation

from initiatives.choices import ReasonCode, ResponsibilityRole, Status
from initiatives.models import Objective, Responsibility
from initiatives.periods import Period
from initiatives.queries.actors import system_actor
from initiatives.reports.making import REPORT_FORMATS, report_document
from initiatives.reports.progress.definition import ALL_SECTIONS, Decision, Definition, Section, Texts
from initiatives.services.actions import update_action
from initiatives.services.deadline_changes import move_deadline, set_first_date, settle_reading
from initiatives.services.deadlines import NewDeadline, create_deadline, update_deadline
from initiatives.services.objectives import update_objective
from initiatives.services.organisations import update_organisation
from initiatives.services.plans import archive_plan, update_plan
from initiatives.services.responsibilities import create_responsibility, end_responsibility
from initiatives.services.status_updates import Report, correct, record, reopen, withdraw
from tests.reports.made import made
from tests.reports.progress.scene import SLUG, definition
from tests.reports.scene import completed

pytestmark = pytest.mark.django_db

ASKED = {
    "texts": Texts(
        publisher="Koordinationssekretariatet",
        statements=("Planen er i gang.",),
        decisions=(Decision("2.1", "Leverandøren er forsinket.", "Skal der findes en ny?"),),
        objectives={f"{SLUG}/1": "Det går fremad."},
    )
}


def everything_changes(scene, author_at):
    """Rename, move, correct, withdraw, report, redraw responsibilities and archive, all in 2019."""
    by = author_at(2019, 1, 10)
    texts = {"translations": {}}
    update_plan(by=by, plan=scene.plan, title="Et andet navn", reference="SKM(2019) 9", issuer=scene.council)
    for objective in Objective.objects.filter(plan=scene.plan):
        update_objective(by=by, objective=objective, title=f"Omdøbt {objective.number}", **texts)
    for action in scene.actions.values():
        update_action(by=by, action=action, title=f"Omdøbt {action.number}", wording="Andre ord", **texts)
    for key in scene.keys:
        update_deadline(by=by, deadline=scene.deadline(key), label=f"Omdøbt {key}", wording="Andre ord", **texts)
    for organisation in (scene.ministry, scene.agency, scene.council):
        update_organisation(
            by=by, organisation=organisation, name=f"Ny {organisation.pk}", abbreviation=f"N{organisation.pk}"
        )
    update_organisation(by=by, organisation=scene.agency, parent=scene.council)
    create_deadline(
        by=by, action=scene.actions["1.1"], new=NewDeadline(key="added", label="Kom til", period=Period.year(2020))
    )
    for responsibility in Responsibility.objects.all():
        end_responsibility(by=by, responsibility=responsibility, on=date(2018, 1, 1))
    create_responsibility(by=by, role=ResponsibilityRole.LEAD, action=scene.actions["2.3"], organisation=scene.agency)

    why = {"reason": ReasonCode.CAPACITY, "explanation": "Det tager længere tid."}
    move_deadline(
        by=by, deadline=scene.deadline("overdue"), period=Period.year(2021), effective_on=date(2018, 12, 1), **why
    )
    move_deadline(by=by, deadline=scene.deadline("moved"), period=Period.year(2022), **why)
    settle_reading(by=by, deadline=scene.deadline("far"), period=Period.year(2023), **why)
    set_first_date(by=by, deadline=scene.deadline("undated"), period=Period.year(2024), **why)
    record(by=by, deadline=scene.deadline("silent"), report=completed(date(2018, 3, 1)))
    correct(by=by, target=scene.deadline("late").latest_update, report=completed(date(2018, 10, 1)))
    withdraw(by=by, target=scene.deadline("kept").latest_update, reason="Det var en anden.")
    reopen(
        by=by,
        deadline=scene.deadline("cancelled"),
        report=Report(
            status=Status.IN_PROGRESS,
            note="Det skal gøres alligevel.",
            delay_reason=ReasonCode.OTHER_AUTHORITY,
            forecast=Period.year(2025),
        ),
    )
    archive_plan(by=author_at(2019, 2, 1), plan=scene.plan, on=date(2019, 2, 1))


def test_the_same_definition_gives_the_same_bytes_whatever_was_recorded_since(scene, author_at):
    # What documents are made of is in the JSON, so the other questions are asked of the data files alone.
    asked = [(name, ASKED) for name in REPORT_FORMATS]
    for others in ({"language": "en", "audience": "internal"}, {"organisation": scene.ministry.slug}):
        asked += [("json", others), ("csv", others)]
    first = [made(name, **each) for name, each in asked]
    everything_changes(scene, author_at)
    for (name, each), before in zip(asked, first, strict=True):
        assert made(name, **each) == before, name


def test_all_that_was_changed_shows_once_it_is_known(scene, author_at):
    before = made("json")
    everything_changes(scene, author_at)
    now = author_at(2019, 2, 2).now
    data = orjson.loads(made("json", known=now))
    assert data["plans"][0]["title"] == "Et andet navn"
    assert orjson.loads(before)["plans"][0]["title"] == "Handlingsplan for bedre skilte"
    refs = {entry["ref"]: entry for entry in data["deadlines"]}
    assert refs[f"{SLUG}/1.1/late"]["position"] == "met_on_time"
    assert refs[f"{SLUG}/1.1/kept"]["position"] == "overdue"
    assert refs[f"{SLUG}/1.2/overdue"]["position"] != "overdue"
    assert refs[f"{SLUG}/2.1/forecast"]["label"] == "Omdøbt forecast"


def test_data_files_hold_no_time_of_making_and_no_user(scene):
    for name in ("csv", "json"):
        text = made(name).decode()
        assert "koordinator" not in text.lower()
        # The plan is of 2018; this year could only come from a clock or a host.
        assert f"{date.today().year}-" not in text
        assert gethostname() not in text


def test_a_definition_survives_being_written_down():
    asked = definition(**ASKED, audience="internal", organisation="x", sections=("summary", "moves"))
    assert Definition.from_data(orjson.loads(orjson.dumps(asked.as_data()))) == asked


def parts(**asked):
    with translation.override("en"):
        _report, document = report_document(definition(language="en", **asked), system_actor("test"))
    return [(part.number, part.code) for part in document.parts]


def test_all_parts_stand_in_their_order_and_annexes_have_letters(scene):
    found = parts()
    assert [code for _number, code in found] == list(ALL_SECTIONS)
    assert [number for number, _code in found] == [*"123456789", *"ABC"]


def test_parts_are_chosen_and_numbered_anew(scene):
    assert parts(sections=(Section.SUMMARY, Section.NEXT, Section.MOVES)) == [
        ("1", "summary"),
        ("2", "next"),
        ("A", "moves"),
    ]


def test_what_happened_since_is_left_out_without_an_earlier_day(scene):
    assert "since" not in [code for _number, code in parts(since=None)]


def test_the_checksum_in_the_report_is_that_of_its_json(scene):
    from hashlib import sha256

    digest = sha256(made("json")).hexdigest()
    assert digest in made("html").decode()


def test_a_file_is_named_after_its_plan_and_day():
    assert REPORT_FORMATS["pdf"].file_name(definition()) == "skilte-2018-2018-12-31.pdf"
    assert REPORT_FORMATS["csv"].file_name(definition(plans=("a", "b"))) == "plans-2018-12-31.csv"


def test_rows_done_are_told_while_a_stream_is_written(scene):
    from io import BytesIO

    from initiatives.reports.making import make_report

    for name in REPORT_FORMATS:
        told = []
        make_report(
            definition(),
            system_actor("test"),
            name,
            BytesIO(),
            lambda done, total, told=told: told.append((done, total)),
        )
        assert told[-1] == (12, 12), name
