"""Who had the last word on a field: the last load, so that a new load may change it, or a person.

A row is looked at leaf by leaf: each column, and of the translations each text in each language. The versions of the
row tell what every load set; a leaf that still is as the last load left it follows the file.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from initiatives.choices import RecordOrigin
from initiatives.periods import Period

# The column and, for a text of the translations, its language.
Leaf = tuple[str, str]
Leaves = dict[Leaf, Any]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a file asks of a row: ``changes`` by column, as an update takes them, and leaves ``left_alone``."""

    changes: dict[str, Any]
    left_alone: list[Leaf]


def compare(row: models.Model, wanted: Mapping[str, Any], loaded: Leaves) -> Comparison:
    """Compare the columns that a file wants with the row and with what loads set before (:func:`loaded_by_id`).

    A row that no load ever wrote was made by a person, and all of it is left alone.
    """
    asked = _leaves(wanted)
    stands = _leaves_of(row, wanted)
    changes: dict[str, Any] = {}
    left_alone: list[Leaf] = []
    for leaf in sorted(asked.keys() | (loaded.keys() & _all_leaves(wanted, loaded))):
        value = asked.get(leaf)
        if value == stands.get(leaf):
            continue
        if not loaded or loaded.get(leaf) != stands.get(leaf):
            left_alone.append(leaf)
        elif leaf[1]:
            translations = changes.setdefault("translations", copy.deepcopy(row.__dict__["translations"]))
            _set_translation(translations, leaf, value)
        else:
            changes[leaf[0]] = wanted[leaf[0]]
    return Comparison(changes, left_alone)


def loaded_by_id(model: Any, ids: Collection[int], columns: Collection[str]) -> dict[int, Leaves]:
    """Return, by database id, the value that the last load gave each leaf that a load ever set. One query."""
    loaded: dict[int, Leaves] = defaultdict(dict)
    before: dict[int, Leaves] = defaultdict(dict)
    for version in model.history.filter(id__in=ids).order_by("history_id"):
        leaves = _leaves_of(version, columns)
        if version.history_origin == RecordOrigin.LOAD_PLANS:
            for leaf in leaves.keys() | before[version.id].keys():
                if leaves.get(leaf) != before[version.id].get(leaf):
                    loaded[version.id][leaf] = leaves.get(leaf)
        before[version.id] = leaves
    return loaded


def name_of(leaf: Leaf) -> str:
    """Return how a leaf is named in messages, such as "title (en)"."""
    field, language = leaf
    return f"{field} ({language})" if language else field


def _all_leaves(wanted: Mapping[str, Any], loaded: Leaves) -> set[Leaf]:
    """Return the leaves that a load set, in the columns that the file has a say in."""
    return {leaf for leaf in loaded if (leaf[1] and "translations" in wanted) or leaf[0] in wanted}


def _leaves(columns: Mapping[str, Any]) -> Leaves:
    leaves: Leaves = {}
    for column, value in columns.items():
        if column == "translations":
            for language, entries in value.items():
                leaves |= {(field, language): entry for field, entry in entries.items()}
        else:
            leaves[column, ""] = _plain(value)
    return leaves


def _leaves_of(row: models.Model, columns: Iterable[str]) -> Leaves:
    """Return the leaves of a row or of a version, which has the columns of a row and not its attributes."""
    return _leaves({column: _stored(row, column) for column in columns})


def _stored(row: models.Model, column: str) -> Any:
    for stored in (f"{column}_edtf", f"{column}_id", column):
        if stored in row.__dict__:
            return row.__dict__[stored]
    raise AttributeError(column)


def _plain(value: Any) -> Any:
    """Return a value as it is stored, so that the wanted and the stored one compare."""
    if isinstance(value, Period):
        return value.edtf
    return value.pk if isinstance(value, models.Model) else value


def _set_translation(translations: dict[str, Any], leaf: Leaf, value: Any) -> None:
    field, language = leaf
    if value is None:
        del translations[language][field]
        if not translations[language]:
            del translations[language]
    else:
        translations.setdefault(language, {})[field] = value
