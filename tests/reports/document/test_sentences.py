"""The sentences of the summary, computed from the numbers, in both languages."""

from dataclasses import replace

import pytest
from django.utils import translation

from initiatives.choices import Position
from initiatives.queries.progress import Counts
from initiatives.queries.punctuality import Share
from initiatives.reports.document.sentences import opening, statements
from initiatives.reports.document.wording import change_sign, days_name, share_text, short_day
from initiatives.reports.progress.definition import Texts
from initiatives.reports.progress.facts import GROUPS, KeyNumber
from tests.reports.progress.scene import AS_OF, gathered

pytestmark = pytest.mark.django_db


def said(report, language):
    with translation.override(language):
        return opening(report)


def with_numbers(report, **values):
    numbers = tuple(KeyNumber(group, values.get(group, 0), None) for group in GROUPS)
    return replace(report, numbers=numbers, counts=Counts(sum(values.values()), {}, 0))


@pytest.fixture
def report(scene):
    return gathered()


def test_the_opening_says_how_many_are_completed_and_where_the_others_stand(report):
    assert said(report, "da") == (
        "2 af 12 frister er gennemført. 2 er overskredet, 1 forventes forsinket, 5 er inden for fristen, "
        "1 har ingen dato, og 1 er lukket."
    )
    assert said(report, "en") == (
        "2 of 12 deadlines have been completed. 2 are overdue, 1 is expected late, 5 are within their deadlines, "
        "1 has no deadline, and 1 has been closed."
    )


@pytest.mark.parametrize(
    ("values", "danish", "english"),
    [
        ({}, "Der var ingen kendte frister den dag.", "No deadlines were known on that day."),
        (
            {"overdue": 1},
            "Der er én frist, og den er opgjort som ”Frist overskredet”.",
            "There is one deadline, and it stands as “Overdue”.",
        ),
        (
            {"on_course": 3},
            "Ingen af de 3 frister er gennemført. 3 er inden for fristen.",
            "None of the 3 deadlines has been completed. 3 are within their deadlines.",
        ),
        ({"completed": 4}, "4 af 4 frister er gennemført.", "4 of 4 deadlines have been completed."),
        (
            {"completed": 1, "closed": 1, "overdue": 2},
            "1 af 4 frister er gennemført. 2 er overskredet, og 1 er lukket.",
            "1 of 4 deadlines has been completed. 2 are overdue, and 1 has been closed.",
        ),
    ],
)
def test_the_opening_fits_none_one_and_many(report, values, danish, english):
    changed = with_numbers(report, **values)
    assert (said(changed, "da"), said(changed, "en")) == (danish, english)


def test_the_statements_follow_from_the_facts(report):
    with translation.override("da"):
        assert statements(report) == (
            "Siden 30. juni 2018 er 2 frister gennemført. "
            "Af de 7 leverancer, der dengang var lovet i perioden, er 2 leveret.",
            "Længst over fristen er 1.2, ”Frist silent”: 275\N{NO-BREAK SPACE}dage.",
            "1 frist er flyttet, heraf 1 efter fristens udløb.",
            "Rettidigheden er 1 af 4 målt på gældende frister og "
            "1 af 5 (20\N{NO-BREAK SPACE}%) målt på oprindelige frister.",
        )
    with translation.override("en"):
        assert statements(report)[:3] == (
            "Since 30 June 2018 2 deadlines have been completed. Of the 7 that were to come by now, 2 were delivered.",
            "Longest overdue is 1.2, “Frist silent”: 275\N{NO-BREAK SPACE}days.",
            "1 deadline has been moved, 1 of them after it had passed.",
        )


def test_what_the_coordinator_states_comes_first_and_is_never_left_out(scene):
    own = tuple(f"Udsagn {number}" for number in range(6))
    with translation.override("da"):
        assert statements(gathered(texts=Texts(statements=own))) == own
        assert statements(gathered(texts=Texts(statements=own[:1])))[0] == "Udsagn 0"


def test_where_nothing_was_promised_or_done_the_statement_says_so(report):
    empty = replace(report.since, completed=(), promises=())
    with translation.override("da"):
        assert statements(replace(report, since=empty))[0] == "Siden 30. juni 2018 er ingen frister gennemført."
    broken = replace(report.since, completed=(), promises=report.since.promises[-1:])
    with translation.override("en"):
        assert statements(replace(report, since=broken))[0] == (
            "Since 30 June 2018 no deadline has been completed. The one that was to come by now was not delivered."
        )


def test_days_and_numbers_are_written_as_each_language_has_them():
    with translation.override("da"):
        assert short_day(AS_OF) == "31.12.2018"
        assert share_text(Share(3, 7)) == "3 af 7 (43\N{NO-BREAK SPACE}%)"
        assert (days_name(1), days_name(-2)) == ("1\N{NO-BREAK SPACE}dag", "−2\N{NO-BREAK SPACE}dage")
    with translation.override("en"):
        assert short_day(AS_OF) == "31\N{NO-BREAK SPACE}Dec\N{NO-BREAK SPACE}2018"
        assert share_text(Share(3, 7)) == "3 of 7 (43%)"
        assert share_text(Share(1, 4)) == "1 of 4"
    assert share_text(Share(0, 0)) == "–"
    assert [change_sign(number) for number in (2, 0, -3)] == ["+2", "0", "−3"]


def test_every_position_belongs_to_one_group():
    assert {position for group in GROUPS.values() for position in group} == set(Position)
