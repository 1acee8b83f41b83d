"""The command that loads plans: what it says, what it refuses, and what the two real plans become."""

import io
from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command

from initiatives.choices import ResponsibilityRole
from initiatives.clocks import Moment
from initiatives.models import Action, Deadline, Objective, Organisation, Plan, StatusUpdate
from initiatives.queries.bodies import bodies_of, responsible_organisations
from tests.plan_files.example import ORGANISATIONS, PLAN

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
# What is overdue when nothing is reported but the founding meetings: each day adds to the days before.
OVERDUE = {
    date(2017, 10, 18): [],
    date(2017, 11, 1): ["II-1/call"],
    date(2017, 12, 1): ["III-2/founding"],
    date(2018, 1, 1): ["IV-1/founding"],
    date(2018, 4, 1): ["III-1/next-meeting", "III-2/start", "III-6/guidance", "IV-2/meeting"],
    date(2018, 10, 1): ["III-4/application", "III-4/guidance", "III-5/guidance"],
    date(2018, 11, 1): ["II-2/call"],
    date(2019, 1, 1): ["III-3/guidance"],
}


def load_plans(*paths):
    """Run the command and return what it prints and what it complains about."""
    out, error = io.StringIO(), io.StringIO()
    try:
        call_command("load_plans", *map(str, paths), "--language", "en", stdout=out, stderr=error)
    except CommandError as stop:
        error.write(str(stop))
    return out.getvalue(), error.getvalue()


@pytest.fixture
def files(tmp_path, monkeypatch):
    """The example as files in the folder that the command is started in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "organisations.yaml").write_text(ORGANISATIONS, encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def test_what_was_done_is_said_in_a_line_a_file(files):
    said, complaint = load_plans("organisations.yaml", "plan.yaml")
    assert complaint == ""
    assert said.splitlines() == [
        "organisations.yaml: new: organisations 2.",
        "skilte-2018: new: plans 1, objectives 2, responsibilities 3, actions 1, deadlines 2, funding 1, "
        "status updates 1.",
    ]
    said, _complaint = load_plans("organisations.yaml", "plan.yaml")
    assert said.splitlines() == ["organisations.yaml: nothing is new.", "skilte-2018: nothing is new."]


def test_what_is_left_alone_is_listed_below_its_plan(files):
    load_plans(files)
    changed = PLAN.replace('"2018-34"', '"2018-35"').replace("Guidance on signs", "Guide to signs")
    (files / "plan.yaml").write_text(changed, encoding="utf-8")
    said, _complaint = load_plans(files)
    assert said.splitlines()[1:] == [
        "skilte-2018: changed: actions 1.",
        "    Left alone, because it is fixed once published; the file says something else:",
        "        I-1/guidance: 2018-35 ≠ 2018-34",
    ]


def test_an_error_names_file_line_and_mend_and_nothing_is_loaded(files):
    (files / "plan.yaml").write_text(PLAN.replace('"2018-34"', '"2018-37"'), encoding="utf-8")
    said, complaint = load_plans(files)
    assert said == ""
    assert complaint.splitlines() == [
        "plan.yaml, line 42: “2018-37” is not a period: a year has no part with that number.",
        "    Months are 01 to 12, seasons 21 to 24, quarters 33 to 36 and halves 40 and 41.",
        "Nothing was loaded.",
    ]
    assert not Plan.objects.exists()
    assert not Organisation.objects.exists()


def test_an_error_in_the_last_file_keeps_the_first_ones_out_too(files):
    (files / "z.yaml").write_text("plan:\n  slug: x\n", encoding="utf-8")
    _said, complaint = load_plans(files)
    assert complaint.startswith("z.yaml, line 2: What begins here has no field")
    assert not Plan.objects.exists()


def test_organisations_that_were_loaded_before_are_known(files):
    load_plans("organisations.yaml")
    said, _complaint = load_plans("plan.yaml")
    assert said.startswith("skilte-2018: new: plans 1")


def test_a_plan_of_unknown_organisations_is_refused(files):
    _said, complaint = load_plans("plan.yaml")
    assert "plan.yaml, line 11: There is no organisation skilteministeriet." in complaint


def test_a_file_that_is_not_there_and_a_folder_without_files_are_named(files):
    assert "missing.yaml: There is no such file." in load_plans("missing.yaml")[1]
    (files / "empty").mkdir()
    assert load_plans("empty")[1] == "There are no files to load in: empty"


def test_the_same_file_named_twice_is_read_once(files):
    said, _complaint = load_plans("organisations.yaml", "plan.yaml", "plan.yaml", files / "organisations.yaml")
    assert len(said.splitlines()) == 2


# ---- the two real plans


@pytest.fixture(scope="module")
def real_plans(django_db_setup, django_db_blocker):
    """Both plans loaded once for all tests of this module, and rolled back after them."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        said, complaint = load_plans()
        assert complaint == ""
        yield said
        transaction.set_rollback(True)


@pytest.mark.usefixtures("real_plans")
class TestRealPlans:
    """What the files under ``fixtures`` become."""

    def test_the_commission_plan_has_its_ten_rows_and_thirteen_deadlines(self):
        of_plan = {"plan__slug": "com-2017-612"}
        assert Objective.objects.filter(parent__isnull=False, **of_plan).count() == 10
        assert Action.objects.filter(**of_plan).count() == 10
        assert Deadline.objects.filter(action__plan__slug="com-2017-612").count() == 13

    def test_the_danish_plan_has_its_nine_areas_and_41_initiatives_without_dates(self):
        assert Objective.objects.filter(plan__slug="dk-2016").count() == 9
        deadlines = Deadline.objects.filter(action__plan__slug="dk-2016")
        assert deadlines.count() == deadlines.filter(current_latest__isnull=True).count() == 41

    @pytest.mark.parametrize("known", ["then", "now"])
    @pytest.mark.parametrize("day", OVERDUE)
    def test_the_commission_plan_is_overdue_day_by_day(self, day, known):
        moment = Moment.resolve(now=NOW, as_of=day, known=known)
        overdue = Deadline.objects.at(moment).overdue(moment).filter(action__plan__slug="com-2017-612")
        expected = sorted(ref for since, refs in OVERDUE.items() if since <= day for ref in refs)
        assert sorted(f"{row.action.number}/{row.key}" for row in overdue.select_related("action")) == expected

    def test_the_day_before_nothing_more_is_overdue(self):
        for day, refs in OVERDUE.items():
            moment = Moment.resolve(now=NOW, as_of=date.fromordinal(day.toordinal() - 1), known="now")
            overdue = Deadline.objects.at(moment).overdue(moment).filter(action__plan__slug="com-2017-612")
            expected = sum(len(others) for since, others in OVERDUE.items() if since < day)
            assert overdue.count() == expected, (day, refs)

    def test_the_founding_meetings_are_the_one_report_known_from_the_day_of_the_document(self):
        row = StatusUpdate.objects.get()
        assert row.deadline.ref == "com-2017-612/III-1/founding"
        assert (row.known_on, row.effective_on) == (date(2017, 10, 18), date(2017, 9, 30))

    def test_the_commission_leads_every_deadline_of_its_plan(self):
        commission = Organisation.objects.get(slug="european-commission").pk
        ids = list(Deadline.objects.filter(action__plan__slug="com-2017-612").values_list("pk", flat=True))
        assert all(commission in responsible_organisations(pk, date(2018, 1, 1)) for pk in ids)
        moment = Moment.resolve(now=NOW, as_of=date(2017, 10, 18))
        for bodies in bodies_of(ids, moment, "da").values():
            leads = [body for body in bodies if body.role == ResponsibilityRole.LEAD]
            assert [(str(body.name), body.basis) for body in leads] == [("Kommissionen", "inferred")]

    def test_six_danish_initiatives_name_no_body_of_their_own(self):
        silent = Action.objects.filter(plan__slug="dk-2016", responsibilities__isnull=True)
        assert sorted(silent.values_list("number", flat=True)) == ["3.2", "4.1", "6.2", "6.5", "9.6", "9.7"]

    def test_loading_them_again_is_nothing_new(self):
        versions = Action.history.count(), Deadline.history.count()
        said, _complaint = load_plans()
        assert [line.split(": ", 1)[1] for line in said.splitlines()] == ["nothing is new."] * 4
        assert (Action.history.count(), Deadline.history.count()) == versions
