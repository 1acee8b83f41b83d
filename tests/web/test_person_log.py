"""What is logged about accounts: signing in, tokens, and what was read; one INSERT a request, after the answer."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from initiatives.choices import MembershipRole, PersonEventKind
from initiatives.models import AppendOnlyError, PersonEvent
from initiatives.periods import Period
from initiatives.queries.actors import actor_of, system_actor
from initiatives.queries.person_log import read_person_log
from initiatives.services import person_log
from initiatives.services.authorship import Author
from initiatives.services.memberships import create_membership
from initiatives.services.status_updates import Report, record
from tests.factories import UserFactory
from tests.people import text_of
from tests.web.test_second_step import ADD_APP, code_now

PASSWORD = "en-lang-sætning-2018"


def kinds():
    return list(PersonEvent.objects.order_by("id").values_list("kind", flat=True))


def confirmed(client, sign_in):
    """Sign a reader in who has just shown once more who it is."""
    user = sign_in(MembershipRole.READER)
    user.set_password(PASSWORD)
    user.save()
    client.force_login(user)
    client.post("/me/confirm/", {"password": PASSWORD})
    return user


@pytest.fixture
def noted(deadline, author_at):
    return record(
        by=author_at(), deadline=deadline, report=Report(status="in_progress", note="I gang", internal_note="Hemmeligt")
    )


def address_of(deadline):
    return f"/plans/{deadline.action.plan.slug}/actions/{deadline.action.number}/"


def test_signing_in_and_out_and_a_wrong_password_are_logged(client, db):
    user = UserFactory(username="rie", password=PASSWORD)
    user.set_password(PASSWORD)
    user.save()

    client.post("/sign-in/", {"username": "rie", "password": "forkert"})
    client.post("/sign-in/", {"username": "rie", "password": PASSWORD})
    client.post("/sign-out/")

    events = PersonEvent.objects.order_by("id")
    assert [event.kind for event in events] == ["sign_in_failed", "signed_in", "signed_out"]
    assert {event.user for event in events} == {user}
    assert len({event.request for event in events}) == 3


def test_a_name_that_is_no_account_is_not_kept(client, db):
    client.post("/sign-in/", {"username": "min-adgangskode", "password": "x"})

    event = PersonEvent.objects.get()
    assert (event.user, event.user_name, event.about) == (None, "", "")


def test_an_internal_note_that_was_shown_is_logged_with_the_address(client, sign_in, noted):
    auditor = sign_in(MembershipRole.AUDITOR)

    answer = client.get(address_of(noted.deadline))

    event = PersonEvent.objects.get()
    assert (event.kind, event.user, event.about) == ("note_read", auditor, address_of(noted.deadline))
    assert event.request == answer["X-Request-ID"]


def test_whoever_is_shown_no_internal_note_is_not_logged(client, sign_in, noted):
    sign_in(MembershipRole.READER)

    client.get(address_of(noted.deadline))
    client.head(address_of(noted.deadline))

    assert kinds() == []


@pytest.mark.parametrize("address", ["/api/v1/status-updates/", "/admin/initiatives/statusupdate/{}/change/"])
def test_internal_notes_shown_to_programs_and_in_the_admin_are_logged(client, sign_in, noted, address):
    sign_in(MembershipRole.AUDITOR)

    assert "Hemmeligt" in text_of(client.get(address.format(noted.pk)))

    assert kinds() == ["note_read"]


@pytest.mark.parametrize(
    "address",
    ["/deadlines/?format=csv", "/api/v1/deadlines/?format=csv", "/admin/initiatives/deadline/export/csv/"],
)
def test_a_list_taken_as_a_file_is_logged(client, editor, deadline, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)

    event = PersonEvent.objects.get()
    assert (event.kind, event.user, event.about) == ("list_exported", editor, address)


def test_a_report_that_is_made_and_fetched_is_logged(client, editor, deadline):
    asked = {"plan": deadline.action.plan.slug, "audience": "public", "lang": "da", "sections": "summary"}

    made = client.post("/reports/make/", {**asked, "format": "csv"})
    assert b"".join(client.get(made.url).streaming_content)

    assert kinds() == ["report_made", "report_fetched"]


@pytest.mark.django_db(transaction=True)
def test_second_steps_are_logged(client, sign_in):
    user = confirmed(client, sign_in)
    secret = client.get(ADD_APP).context["form"].secret
    client.post(ADD_APP, {"code": "0"})
    client.post(ADD_APP, {"code": code_now(secret)})
    client.post("/me/second-step/codes/new/")
    client.post("/me/second-step/app/remove/")

    events = list(PersonEvent.objects.order_by("id").values_list("kind", "about", "user"))
    assert [(kind, about) for kind, about, _user in events if about == "totp"] == [
        ("second_step_added", "totp"),
        ("second_step_removed", "totp"),
    ]
    assert [kind for kind, _about, _user in events].count("codes_made") == 2
    assert {account for _kind, _about, account in events} == {user.pk}
    assert secret not in str(events)


def test_tokens_and_passwords_are_logged(client, sign_in):
    confirmed(client, sign_in)
    client.post("/me/tokens/", {"name": "natlig", "scope": "read", "days": 30})
    passwords = {
        "old_password": PASSWORD,
        "new_password1": "en-anden-sætning-2019",
        "new_password2": "en-anden-sætning-2019",
    }
    client.post("/me/password/", passwords)

    assert kinds() == ["token_made", "password_changed"]


def test_a_page_costs_one_insert_more_and_comes_although_the_log_fails(client, sign_in, noted, monkeypatch, caplog):
    sign_in(MembershipRole.AUDITOR)
    inserted = []

    def watch(execute, sql, params, many, context):
        if "initiatives_personevent" in sql:
            inserted.append(sql)
            raise DatabaseError("disk full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        answer = client.get(address_of(noted.deadline))

    assert answer.status_code == 200
    assert len(inserted) == 1
    assert "could not be logged" in caplog.text


def event_of(days):
    at = timezone.now() - timedelta(days=days)
    person_log.write_events([person_log.NewEvent(at, PersonEventKind.SIGNED_IN, UserFactory())])
    return PersonEvent.objects.latest("id")


def test_the_log_cannot_be_changed_and_what_is_young_not_removed(db):
    event = event_of(days=29)
    for attempt in (event.save, event.delete, PersonEvent.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            attempt()
    table = PersonEvent._meta.db_table
    for statement in (f"UPDATE {table} SET about = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_what_is_old_can_be_removed(db):
    event_of(days=31)

    assert PersonEvent.objects.all().remove_archived() == 1


def test_one_reads_what_is_logged_about_oneself_and_nothing_of_others(client, sign_in, noted):
    record_of_other = event_of(days=1)
    auditor = sign_in(MembershipRole.AUDITOR)
    client.get(address_of(noted.deadline))

    told = text_of(client.get("/me/log/"))

    assert "Internal note shown" in told
    assert "Membership: added" in told
    assert auditor.display_name in told
    assert record_of_other.user_name not in told


def test_what_a_person_wrote_is_listed_with_the_rest(client, contributor, deadline):
    by = Author(actor=actor_of(contributor, timezone.localdate()), now=timezone.now())
    record(by=by, deadline=deadline, report=Report(status="completed", completed=Period.day(by.today), note="Færdig"))

    told = text_of(client.get("/me/log/"))
    assert "Status update: report" in told
    assert "COM(2017) 612 final, III-3, no. 1" in told


@pytest.mark.parametrize("role", [MembershipRole.COORDINATOR, MembershipRole.ADMINISTRATOR, MembershipRole.READER])
def test_the_log_of_all_accounts_is_for_auditors_alone(client, sign_in, role):
    sign_in(role)

    assert client.get("/log/").status_code in (403, 404)


def test_auditors_find_a_person_and_a_day_and_are_logged_themselves(client, sign_in):
    old, new = event_of(days=40), event_of(days=1)
    sign_in(MembershipRole.AUDITOR)

    def names(**query):
        return {line.who for line in client.get("/log/", query).context["lines"]}

    assert {old.user_name, new.user_name} <= names()
    assert new.user_name not in names(person=old.user.username)
    assert old.user_name not in names(day=timezone.localdate(new.at).isoformat())
    assert f"{old.user_name} ({old.user.username})</option>" in text_of(client.get("/log/"))
    assert kinds().count("log_read") == 4
    assert client.get("/log/", {"person": "ingen"}).status_code == 400
    for day in ("i går", "0001-01-01", "9999-12-31", "20181231", "2018-W01-1"):
        assert client.get("/log/", {"day": day}).status_code == 400


def test_every_line_is_met_once_on_the_pages(client, sign_in, db):
    user, at = UserFactory(), timezone.now()
    for number in range(7):
        person_log.write_events([person_log.NewEvent(at, PersonEventKind.TOKEN_MADE, user, about=f"nr{number}")])
    by = Author(actor=system_actor("test"), now=at)
    for _number in range(3):
        create_membership(by=by, user=user, role=MembershipRole.READER)

    met, cursor = [], None
    while True:
        page = read_person_log(user, size=3, cursor=cursor)
        met += [(type(row).__name__, row.pk) for row in page.rows]
        if (cursor := page.following) is None:
            break

    assert len(met) == len(set(met)) == 10


def test_the_log_of_a_person_needs_no_more_queries_for_many_lines(client, sign_in, django_assert_max_num_queries):
    user = sign_in(MembershipRole.READER)
    with CaptureQueriesContext(connection) as few:
        client.get("/me/log/")
    for _number in range(30):
        person_log.write_events([person_log.NewEvent(timezone.now(), PersonEventKind.TOKEN_MADE, user)])

    with django_assert_max_num_queries(len(few)):
        client.get("/me/log/")
