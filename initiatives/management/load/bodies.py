"""Made-up organisations: ministries with agencies below them."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

from initiatives.choices import OrganisationKind, RecordOrigin
from initiatives.management.load import words
from initiatives.management.load.tables import insert, insert_versions, next_id, reset_sequences
from initiatives.management.load.trees import AUTHOR
from initiatives.models import Organisation, Stamp
from initiatives.texts import fold, sort_key

MINISTRIES = 20
AGENCIES_A_MINISTRY = 9
KNOWN_FROM = datetime(2000, 1, 1, 12, tzinfo=UTC)


def make_bodies(chance: Random) -> list[int]:
    """Insert the organisations and return their database ids."""
    first = next_id(Organisation)
    made: list[Organisation] = []
    for _ in range(MINISTRIES):
        ministry = _body(chance, first + len(made), None)
        made.append(ministry)
        for _ in range(AGENCIES_A_MINISTRY):
            made.append(_body(chance, first + len(made), ministry))
    insert(Organisation, made)
    stamp = Stamp(name=AUTHOR, origin=RecordOrigin.SEED_DEMO, known_at=KNOWN_FROM)
    insert_versions(Organisation, ((body, stamp, "+") for body in made))
    reset_sequences(Organisation)
    return [body.pk for body in made]


def _body(chance: Random, key: int, ministry: Organisation | None) -> Organisation:
    name = f"{'Styrelsen' if ministry else 'Ministeriet'} for {chance.choice(words.THINGS)} ({key})"
    abbreviation = f"{'S' if ministry else 'M'}{key}"
    return Organisation(
        id=key,
        public_id=words.public_id(chance),
        slug=f"load-{key:06d}",
        abbreviation=abbreviation,
        name=name,
        kind=OrganisationKind.AGENCY if ministry else OrganisationKind.MINISTRY,
        parent=ministry,
        search_key=fold(f"{abbreviation} {name}"),
        sort_key=sort_key(name),
    )
