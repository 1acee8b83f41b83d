"""Search over plans, actions and organisations: each with the text in which the words were found, as known then."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from initiatives.clocks import Moment
from initiatives.models import Action, Organisation, Plan
from initiatives.models.as_known import as_known
from initiatives.models.known_words import KnownWords
from initiatives.policies import Actor
from initiatives.queries.known_rows import rows_by_id
from initiatives.queries.paging import count_to
from initiatives.queries.visible import visible_plans
from initiatives.texts import Text, choose, fold

# Counting ends here: who finds more than this looks for something else.
MOST_COUNTED = 1000
TEXT_COLUMNS = ("language", "translations")


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found.

    ``text``: where the words occur beside the title and the name; None where these have them all. ``plan`` is a slug
    and ``plan_name`` what the plan is called; both are empty for an organisation.
    """

    identity: str
    name: str
    title: Text
    text: Text | None
    plan: str = ""
    plan_name: str = ""


@dataclass(frozen=True, slots=True)
class Hits:
    """The first things found and their number; ``is_cut``: there are more than were counted."""

    first: tuple[Hit, ...]
    count: int

    @property
    def is_cut(self) -> bool:
        """Whether counting ended before the end."""
        return self.count > MOST_COUNTED


def found_plans(words: Collection[str], actor: Actor, moment: Moment, *, most: int) -> Hits:
    """Return the plans that the actor sees and in which every word occurs, in the order of their slugs.

    ``words`` are in their search form. What is searched are the texts known at the moment, in every language.
    """
    rows = _seen_plans(actor, moment).filter(_every(words, Plan, moment))
    columns = ("id", "slug", "reference", "title", "summary", *TEXT_COLUMNS)
    hits = (
        Hit(
            identity=row["slug"],
            name=row["reference"],
            title=_title(row),
            text=_where(row, words, row["reference"], ("title", "summary"), ()),
        )
        for row in rows.order_by("slug", "id").values(*columns)[:most]
    )
    return Hits(tuple(hits), count_to(rows, MOST_COUNTED))


def found_actions(words: Collection[str], actor: Actor, moment: Moment, *, most: int) -> Hits:
    """Return the actions of these plans in the same way, plan by plan in the order of their numbers."""
    plans = _seen_plans(actor, moment).order_by().values("id")
    rows = as_known(Action, moment).filter(_every(words, Action, moment), plan_id__in=plans)
    columns = ("id", "plan_id", "number", "title", "alternative_title", "summary", "wording", "deadline_wording")
    found = list(rows.order_by("plan_id", "number_key", "id").values(*columns, *TEXT_COLUMNS)[:most])
    names = rows_by_id(Plan, {row["plan_id"] for row in found}, moment, "slug", "reference", "title", *TEXT_COLUMNS)
    hits = (
        Hit(
            identity=row["number"],
            name=row["number"],
            title=_title(row),
            text=_where(
                row, words, row["number"], ("title", "alternative_title", "summary"), ("wording", "deadline_wording")
            ),
            plan=names[row["plan_id"]]["slug"],
            plan_name=names[row["plan_id"]]["reference"] or _title(names[row["plan_id"]]),
        )
        for row in found
    )
    return Hits(tuple(hits), count_to(rows, MOST_COUNTED))


def found_organisations(words: Collection[str], moment: Moment, *, most: int) -> Hits:
    """Return the organisations in whose names every word occurs, in the order of their slugs."""
    rows = as_known(Organisation, moment).filter(_every(words, Organisation, moment))
    columns = ("id", "slug", "abbreviation", "name", "aliases", *TEXT_COLUMNS)
    hits = (
        Hit(
            identity=row["slug"],
            name=row["abbreviation"],
            title=_title(row, "name"),
            text=_where(
                {**row, "aliases": ", ".join(row["aliases"])}, words, row["abbreviation"], ("name",), ("aliases",)
            ),
        )
        for row in rows.order_by("slug", "id").values(*columns)[:most]
    )
    return Hits(tuple(hits), count_to(rows, MOST_COUNTED))


def _seen_plans(actor: Actor, moment: Moment) -> QuerySet[Any]:
    return as_known(Plan, moment).filter(id__in=visible_plans(actor, moment).order_by().values("id"))


def _every(words: Collection[str], model: Any, moment: Moment) -> Q:
    known = KnownWords(model, moment, words)
    condition = Q()
    for word in words:
        condition &= known.q(word)
    return condition


def _title(row: Mapping[str, Any], field: str = "title") -> Text:
    return choose(row[field], row["language"], row["translations"], field)


def _where(
    row: Mapping[str, Any], words: Collection[str], name: str, translated: tuple[str, ...], plain: tuple[str, ...]
) -> Text | None:
    """Return the text with most of the words that the shown title and the name lack; None if they have all."""
    shown = fold(f"{name} {_title(row, translated[0])}")
    missing = [word for word in words if word not in shown]
    if not missing:
        return None
    texts = [*_texts(row, translated, plain)]
    return max(texts, key=lambda text: sum(word in fold(text) for word in missing), default=None)


def _texts(row: Mapping[str, Any], translated: tuple[str, ...], plain: tuple[str, ...]) -> Iterator[Text]:
    for field in (*translated, *plain):
        if row[field]:
            yield Text(row[field], row["language"])
        for language, entries in row["translations"].items():
            entry = entries.get(field, {})
            if entry.get("text"):
                yield Text(entry["text"], language, official=entry.get("official", True))
