"""Every route, every visitor, every method: nobody sees, counts or changes what is not theirs.

The table of doors says what is expected. A new route needs an entry there: pages in ``pages.py``, the admin in
``admin.py``, the REST interface in ``api.py``.
"""

import hashlib
import re
import uuid
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tests.doors.answers import comparable, text_of
from tests.doors.expected import is_reader, is_writer, lets_in, reads, refusals, words_withheld_from
from tests.doors.routes import routes
from tests.doors.table import TABLE
from tests.doors.visitors import (
    CONTRIBUTOR_B,
    COORDINATOR_A,
    PEOPLE,
    PROGRAMS,
    READER,
    confirm,
    door_of,
)

VISITORS = sorted(PEOPLE | PROGRAMS)
OUTSIDERS = [READER, CONTRIBUTOR_B, COORDINATOR_A]
OTHER_METHODS = ("head", "put", "patch", "delete", "options", "trace")
WRITING = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP)\b", re.IGNORECASE)
# Sessions come and go with visits, and what was read is logged; both say nothing about the record.
STRICT_POLICY = re.compile(r"(?!.*unsafe).*default-src 'none'.*")
UNTOLD = {"django_session", "initiatives_personevent"}
pytestmark = [pytest.mark.filterwarnings("ignore"), pytest.mark.usefixtures("_quiet")]


@pytest.fixture
def _quiet(caplog):
    caplog.set_level("CRITICAL", logger="django.request")


@pytest.fixture(autouse=True)
def _no_limits(settings):
    """Nobody makes so many requests in so short a time."""
    rates = dict.fromkeys(("read", "write", "export"), "1000000/min")
    settings.ACCOUNT_RATES = rates
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": rates}


def doors_for(visitor, world):
    """Yield every door that a visitor can come to, with its address; programs come to those of programs alone."""
    world.today = timezone.localdate().isoformat()
    for route, doors in TABLE.items():
        for door in doors:
            address = door.address(route, world)
            if visitor not in PROGRAMS or address.startswith(("/api/", "/healthz")):
                yield door, address


def twin_of(address, world):
    """Return the address of something that is not there, like this one but for what it names, with the names."""
    hidden = [str(thing.public_id) for thing in world.hidden_things() if str(thing.public_id) in address]
    names = dict.fromkeys(re.findall("zq[a-z]+", address), "zqintet") | {name: str(uuid.uuid4()) for name in hidden}
    twin = address
    for name, other in names.items():
        twin = twin.replace(name, other)
    return twin, names


def same_as_nothing(client, address, answer, world):
    """Return whether the answer is that to the same question about something that is not there."""
    twin, names = twin_of(address, world)
    told, of_nothing = comparable(answer), comparable(client.get(twin))
    for name, other in names.items():
        told = told.replace(name, other)
    return told == of_nothing


def digest():
    """Return what stands for all that is in the database, but for sessions."""
    content = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - UNTOLD):
            cursor.execute(f"SELECT * FROM {table}")
            content.update(repr((table, sorted(map(repr, cursor.fetchall())))).encode())
    return content.digest()


@contextmanager
def watched():
    """Give a list that fills with the tables that are written meanwhile, but for sessions."""
    written = []

    def watch(execute, sql, params, many, context):
        if WRITING.match(sql) and not any(table in sql for table in UNTOLD):
            written.append(sql[:120])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield written


def test_every_route_has_an_entry_in_the_table():
    missing = sorted(set(routes()) - set(TABLE))
    assert not missing, f"Say in tests/doors/ (pages.py, admin.py or api.py) who may read and write at: {missing}"
    assert set(TABLE) <= set(routes()), "The table has routes that are gone."


@pytest.mark.slow
@pytest.mark.parametrize("visitor", VISITORS)
def test_nobody_reads_what_is_not_theirs(world, visitor):
    client = door_of(visitor, world)
    wrong = []
    for door, address in doors_for(visitor, world):
        answer = client.get(address)
        client.cookies.pop("messages", None)
        told = text_of(answer)
        if reads(visitor, door, address) and not door.free:
            if answer.status_code not in door.ok or not lets_in(answer):
                wrong.append(f"{address}: {answer.status_code}, though it is theirs")
        elif door.free:
            pass
        elif door.post_only:
            if answer.status_code != 405 and lets_in(answer):
                wrong.append(f"{address}: {answer.status_code}, not 405")
        elif answer.status_code not in (expected := refusals(visitor, address, is_hidden=door.is_hidden_from(visitor))):
            wrong.append(f"{address}: {answer.status_code}, not {expected}")
        elif answer.status_code == 302 and lets_in(answer):
            wrong.append(f"{address}: leads to {answer.headers['Location']}")
        if not STRICT_POLICY.fullmatch(answer.headers.get("Content-Security-Policy", "")):
            wrong.append(f"{address}: no strict Content-Security-Policy")
        withheld = words_withheld_from(visitor, address)
        asks_for_hidden = door.hidden or any(word in address for word in withheld)
        is_theirs = door.hidden and (is_reader(visitor, door.readers) or not door.is_hidden_from(visitor))
        if asks_for_hidden and not is_theirs and not same_as_nothing(client, address, answer, world):
            wrong.append(f"{address}: what is hidden is told from what is not there")
        for word in withheld:
            if word in told and word not in address:
                place = told.index(word)
                wrong.append(f"{address}: shows {word}: {told[max(0, place - 80) : place + 40]!r}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.parametrize("visitor", VISITORS)
def test_nobody_writes_what_is_not_theirs(world, visitor):
    client = door_of(visitor, world)
    if visitor in world.people:
        confirm(client, world.people[visitor])
    wrong = []
    for door, address in doors_for(visitor, world):
        for write in door.writes:
            told = _written(client, visitor, door, address, write, world)
            if told:
                wrong.append(f"{write.method.upper()} {address}: {told}")
    assert not wrong, "\n".join(wrong)


def _written(client, visitor, door, address, write, world):
    """Make a request that writes, take it back, and return what is wrong about its answer."""
    name = min(write.writers, default=None)
    content = write.content(address, world, door_of(name, world) if name else None)
    options = {"content_type": "application/json"} if write.is_json else {}
    cookies, before = client.cookies.copy(), digest() if not is_writer(visitor, write) else None
    with transaction.atomic(), watched() as written:
        answer = getattr(client, write.method)(address, content, headers=write.headers(world), **options)
        told = text_of(answer)
        changed = before is not None and written and digest() != before
        transaction.set_rollback(True)
    client.cookies = cookies
    if is_writer(visitor, write):
        if answer.status_code not in write.ok or not written:
            return f"{answer.status_code}, {len(written)} tables written, though it is theirs: {told[-600:]}"
        return ""
    shown = [word for word in words_withheld_from(visitor, address) if word in told and word not in str(content)]
    if shown and not any(word in address for word in shown):
        return f"{answer.status_code}, shows {shown}"
    if changed:
        return f"{answer.status_code}, wrote {written}"
    if door.post_only:
        return ""
    is_empty = (not write.writers and answer.status_code in (200, 302, 400)) or write.leads_back
    expected = refusals(visitor, address, is_hidden=door.is_hidden_from(visitor), writes=True)
    if answer.status_code not in expected and not is_empty and not (answer.status_code == 400 and write.is_json):
        return f"{answer.status_code}, not {expected}"
    return ""


@pytest.mark.slow
@pytest.mark.parametrize("visitor", VISITORS)
def test_methods_that_a_door_does_not_know_do_nothing(world, visitor):
    client = door_of(visitor, world)
    wrong = []
    seen = set()
    for door, address in doors_for(visitor, world):
        if (place := address.partition("?")[0]) in seen:
            continue
        seen.add(place)
        for method in OTHER_METHODS:
            with transaction.atomic(), watched() as written:
                answer = getattr(client, method)(place)
                told = text_of(answer)
                transaction.set_rollback(True)
            is_read = method == "head" and answer.status_code == 200 and (door.free or reads(visitor, door, address))
            # The forms of allauth take PUT for POST, and tell which methods they know.
            is_of_framework = method in ("put", "options") and place.startswith(("/me/", "/sign-in/")) and not written
            is_harmless = is_read or is_of_framework
            if not is_harmless and (written or answer.status_code < 300 or answer.status_code >= 500):
                wrong.append(f"{method.upper()} {place}: {answer.status_code}, wrote {written}")
            if [word for word in words_withheld_from(visitor, place) if word in told and word not in place]:
                wrong.append(f"{method.upper()} {place}: shows what is hidden")
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.parametrize("visitor", OUTSIDERS)
def test_outsiders_cannot_tell_whether_there_are_hidden_things(open_world, visitor):
    client = door_of(visitor, open_world)
    before = {}
    open_world.today = timezone.localdate().isoformat()
    for route, doors in TABLE.items():
        for door in doors:
            if door.silent and not door.hidden and not door.free and is_reader(visitor, door.readers):
                address = door.address(route, open_world)
                before[address] = _told_and_taken_back(client, address)
    open_world.hide()
    wrong = [address for address, told in before.items() if _told_and_taken_back(client, address) != told]
    assert not wrong, "\n".join(wrong)


def _told_and_taken_back(client, address):
    """Return what is told at an address; the report that may be made for it is not kept."""
    with transaction.atomic():
        told = comparable(client.get(address))
        transaction.set_rollback(True)
    return told
