"""The rows of the log as plain values, each deadline's in the order of their places: objects would cost four times."""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from initiatives.models import DeadlineChange, Evidence, StatusUpdate
from initiatives.models.log_row import LogRow, Redactable, altered_texts, canonical_form, redacted_texts

CHUNK = 2000
PERIOD = ("edtf", "earliest", "latest", "precision")
OF_THE_CHAIN = ("pk", "deadline_id", "seq", "previous_hash", "row_hash", "kind")
OF_UPDATES = ("status", "started_on", "target_id", "log_place", "evidence_digests")
OF_CHANGES = (*(f"new_{part}" for part in PERIOD), *(f"new_original_{part}" for part in PERIOD), "new_baseline")


class LoggedRow:
    """A row of either log: its columns by name, and what follows from them."""

    __slots__ = ("_columns", "_values", "evidence")

    def __init__(self, columns: Columns, values: tuple[Any, ...]) -> None:
        self._columns = columns
        self._values = values
        self.evidence: Sequence[LoggedRow] = ()

    def __getitem__(self, column: str) -> Any:
        return self._values[self._columns.place[column]]

    @property
    def is_update(self) -> bool:
        """Whether it is a status update; otherwise it is a change of the deadline."""
        return self._columns.model is StatusUpdate

    def computed_hash(self) -> str:
        """Return the hash that the row must carry."""
        return hashlib.sha256(self._columns.canonical(self._values).encode()).hexdigest()

    def altered_texts(self) -> list[str]:
        """Return the texts that neither match their digest nor were redacted."""
        texts = self._texts()
        salts, digests = self["salts"], self["text_digests"]
        if not (isinstance(salts, dict) and isinstance(digests, dict)):
            return list(texts)
        return altered_texts(texts, salts, digests)

    def redacted_texts(self) -> list[str]:
        """Return the texts that were removed."""
        salts = self["salts"]
        whole = isinstance(salts, dict) and len(salts) == len(self._columns.model.REDACTABLE)
        return [] if whole or not isinstance(salts, dict) else redacted_texts(self._texts(), salts)

    def _texts(self) -> dict[str, str]:
        return dict(zip(self._columns.model.REDACTABLE, self._columns.texts(self._values), strict=True))


class Columns:
    """What is read of a table: the hashed columns first, then its texts and what else is asked of a row."""

    def __init__(self, model: type[Redactable], others: Sequence[str]) -> None:
        self.model = model
        hashed: tuple[str, ...] = ()
        if issubclass(model, LogRow):
            form = canonical_form(model)
            hashed, self._text = form.columns, form.text
        self._width = len(hashed)
        rest = (*model.REDACTABLE, "salts", "text_digests", *others)
        self.names = (*hashed, *dict.fromkeys(name for name in rest if name not in hashed))
        self.place = {name: place for place, name in enumerate(self.names)}
        self.texts: Callable[[tuple[Any, ...]], tuple[str, ...]] = itemgetter(
            *(self.place[name] for name in model.REDACTABLE)
        )

    def canonical(self, values: tuple[Any, ...]) -> str:
        """Return the canonical form of a row that was read."""
        return self._text(values[: self._width])

    def rows(self, plans: Sequence[int], path: str, order: Sequence[str]) -> Iterator[LoggedRow]:
        """Yield the rows, of these plans alone where any are given; ``path`` leads from a row to its deadline."""
        found = self.model._default_manager.order_by(*order)
        if plans:
            found = found.filter(**{f"{path}action__plan__in": plans})
        for values in found.values_list(*self.names).iterator(chunk_size=CHUNK):
            yield LoggedRow(self, values)


UPDATES = Columns(StatusUpdate, (*OF_THE_CHAIN, *OF_UPDATES))
CHANGES = Columns(DeadlineChange, (*OF_THE_CHAIN, *OF_CHANGES))
EVIDENCE = Columns(Evidence, ("pk", "status_update_id"))


def logs(plans: Sequence[int]) -> Iterator[tuple[int, list[LoggedRow]]]:
    """Yield the database id of each deadline that has a log, in order, with its rows. Three queries, read in step."""

    def of_deadline(row: LoggedRow) -> int:
        return row["deadline_id"]  # type: ignore[no-any-return]

    changes = CHANGES.rows(plans, "deadline__", ("deadline_id", "seq"))
    merged = heapq.merge(_updates(plans), changes, key=lambda row: (row["deadline_id"], row["seq"]))
    for key, rows in groupby(merged, key=of_deadline):
        yield key, list(rows)


def _updates(plans: Sequence[int]) -> Iterator[LoggedRow]:
    """Yield the status updates, each with its evidence."""
    order = ("status_update__deadline_id", "status_update__seq", "pk")
    pieces = groupby(
        EVIDENCE.rows(plans, "status_update__deadline__", order), key=lambda piece: piece["status_update_id"]
    )
    of_row, its_pieces = next(pieces, (None, iter(())))
    for row in UPDATES.rows(plans, "deadline__", ("deadline_id", "seq")):
        if row["pk"] == of_row:
            row.evidence = list(its_pieces)
            of_row, its_pieces = next(pieces, (None, iter(())))
        yield row
