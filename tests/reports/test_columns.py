"""The flat row: its columns, and where their values come from."""

from datetime import date

import pytest
from django.conf import settings
from django.utils.translation import override

from initiatives.choices import Confidence, DeadlineKind, Position, ReasonCode, ResponsibilityRole, Status
from initiatives.clocks import Moment
from initiatives.models import Deadline
from initiatives.periods import Period, Precision
from initiatives.queries.rows import deadline_rows
from initiatives.reports.columns import COLUMNS
from initiatives.reports.table import Kind
from initiatives.services.deadline_changes import move_deadline
from initiatives.services.status_updates import EvidenceItem, Report, record
from tests.factories import DeadlineFactory, OrganisationFactory, ResponsibilityFactory


def test_the_code_names_and_their_order_are_those_that_the_interface_promises():
    assert " ".join(column.code for column in COLUMNS) == (
        "ref plan objective_number objective action_number action label kind firmness wording lead partners "
        "original_earliest original_latest current_earliest current_latest precision is_confirmed moves status "
        "effective_on confidence position days_overdue days_late days_slipped light freshness forecast_latest "
        "started_on completed_earliest completed_latest delay_reason note evidence last_update_on as_of known"
    )


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_label_is_its_own_in_every_language(language):
    with override(language):
        labels = [str(column.label).casefold() for column in COLUMNS]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.code)
def test_every_column_is_explained_and_only_choices_have_codes(column):
    assert str(column.label)
    assert str(column.explanation).endswith(".")
    assert (column.choices is not None) == (column.kind is Kind.CHOICE)


@pytest.mark.django_db
def test_each_value_is_the_one_that_its_column_names(author_at):
    deadline = DeadlineFactory(
        key="start",
        label="Begyndelsen",
        kind=DeadlineKind.START_BY,
        wording="I 2.-3. kvartal 2018",
        period=Period.parse("2018-34/2018-35"),
        is_confirmed=False,
        action__number="1.1",
        action__title="Vejledning",
        action__objective__number="1",
        action__objective__title="Læsbarhed",
        action__objective__plan__slug="skilte-2018",
    )
    for role, name in [("LEAD", "JM"), ("HOST", "UIM"), ("PARTNER", "RP"), ("MEMBER", "KL")]:
        body = OrganisationFactory(abbreviation=name)
        ResponsibilityFactory(action=deadline.action, organisation=body, role=ResponsibilityRole[role])
    move_deadline(
        by=author_at(2018, 9, 1),
        deadline=deadline,
        period=Period.quarter(2018, 4),
        reason=ReasonCode.SUPPLIER,
        explanation="The supplier is late.",
    )
    deadline.refresh_from_db()
    report = Report(
        status=Status.IN_PROGRESS,
        forecast=Period.month(2019, 2),
        confidence=Confidence.AMBER,
        confidence_reason="Few hands.",
        delay_reason=ReasonCode.CAPACITY,
        note="Half written.",
        internal_note="Not for exports.",
        evidence=(EvidenceItem("Draft", link="https://example.org/draft"), EvidenceItem("Minutes", case_number="18/1")),
    )
    record(by=author_at(2019, 1, 10), deadline=deadline, report=report)
    moment = Moment.today(author_at(2019, 1, 10).now)
    (row,) = deadline_rows(Deadline.objects.at(moment), moment, "da")
    assert {column.code: column.value(row) for column in COLUMNS} == {
        "ref": "skilte-2018/1.1/start",
        "plan": "skilte-2018",
        "objective_number": "1",
        "objective": "Læsbarhed",
        "action_number": "1.1",
        "action": "Vejledning",
        "label": "Begyndelsen",
        "kind": DeadlineKind.START_BY,
        "firmness": "committed",
        "wording": "I 2.-3. kvartal 2018",
        "lead": ["JM", "UIM"],
        "partners": ["RP"],
        "original_earliest": date(2018, 4, 1),
        "original_latest": date(2018, 9, 30),
        "current_earliest": date(2018, 10, 1),
        "current_latest": date(2018, 12, 31),
        "precision": Precision.QUARTER,
        "is_confirmed": False,
        "moves": 1,
        "status": Status.IN_PROGRESS,
        "effective_on": date(2019, 1, 10),
        "confidence": Confidence.AMBER,
        "position": Position.OVERDUE,
        "days_overdue": 10,
        "days_late": None,
        "days_slipped": (date(2019, 2, 28) - date(2018, 9, 30)).days,
        "light": "amber",
        "freshness": "fresh",
        "forecast_latest": date(2019, 2, 28),
        "started_on": None,
        "completed_earliest": None,
        "completed_latest": None,
        "delay_reason": ReasonCode.CAPACITY,
        "note": "Half written.",
        "evidence": ["Draft (https://example.org/draft)", "Minutes (18/1)"],
        "last_update_on": date(2019, 1, 10),
        "as_of": moment.as_of,
        "known": moment.known,
    }
