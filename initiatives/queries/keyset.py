"""Reading an ordered list piece by piece: what follows, or precedes, a place in its order.

A place is the values of the sort columns on one row, ending with its id, and never a number of rows to skip: it costs
the same at any depth, and rows that come or go elsewhere move nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import and_, or_
from typing import Any

from django.db.models import BooleanField, F, Func, OrderBy, Q, QuerySet, Value

# Rows of today and rows of versions both have the id of the thing in this column.
KEY = "id"
Place = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class SortColumn:
    """One column of an order. ``nullable``: it may be missing, and what misses it comes last in either direction."""

    name: str
    descending: bool = False
    nullable: bool = False

    @classmethod
    def of(cls, term: Any) -> SortColumn:
        """Return the column of a term of ``order_by``: a name, or F(name) in a direction. Raises TypeError."""
        if isinstance(term, str) and term != "?":
            return cls(term.lstrip("-"), descending=term.startswith("-"))
        if isinstance(term, OrderBy) and isinstance(term.expression, F) and not term.nulls_first:
            name: str = term.expression.name  # type: ignore[attr-defined]
            return cls(name, descending=term.descending, nullable=bool(term.nulls_last))
        raise TypeError(f"a list in the order of {term!r} cannot be read in pages: name a column")

    def term(self, *, forward: bool) -> Any:
        """Return the term of ``order_by``, for reading forward or backward, that sorts the missing ones right."""
        descending = self.descending is forward
        column = F(self.name)
        if not self.nullable:
            return column.desc() if descending else column.asc()
        nulls = {"nulls_last": True} if forward else {"nulls_first": True}
        return column.desc(**nulls) if descending else column.asc(**nulls)

    def present(self) -> SortColumn:
        """Return the same for rows that are known to have the column: an index then serves either direction."""
        return SortColumn(self.name, self.descending)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of the list in which one condition finds the rows beyond a place, and an index may serve its order."""

    condition: Q | Func
    columns: tuple[SortColumn, ...]


@dataclass(frozen=True, slots=True)
class Keyset:
    """The order of a list, in columns that tell every row from every other."""

    columns: tuple[SortColumn, ...]

    @classmethod
    def of(cls, rows: QuerySet[Any]) -> Keyset:
        """Return the order that the rows have; the id settles what it leaves open. Raises TypeError for odd orders."""
        terms = rows.query.order_by or (rows.model._meta.ordering if rows.query.default_ordering else ())
        columns = [SortColumn.of(term) for term in terms]
        if not columns or columns[-1].name not in (KEY, "pk"):
            columns.append(SortColumn(KEY))
        return cls(tuple(columns))

    def __str__(self) -> str:
        return ",".join(f"{'-' if column.descending else ''}{column.name}" for column in self.columns)

    def read(self, rows: QuerySet[Any], *, most: int, place: Place | None = None, forward: bool = True) -> list[Place]:
        """Return the places of at most so many rows beyond ``place`` (None: from the start), in the list's order.

        ``rows``: a list in this order. ``forward`` False reads the rows that precede the place, the nearest ones.
        The last value of each place is the row's database id. One query, or two where the rows that miss the first
        sort column begin.
        """
        chosen = rows.annotate(
            **{column.name: F(column.name) for column in self.columns if column.name in rows.query.annotations}
        )
        found: list[Place] = []
        for stretch in self._stretches(place, forward=forward):
            terms = [column.term(forward=forward) for column in stretch.columns]
            part = chosen.filter(stretch.condition).order_by(*terms)[: most - len(found)]
            found += part.values_list(*(column.name for column in self.columns))
            if len(found) >= most:
                break
        return found if forward else found[::-1]

    def _stretches(self, place: Place | None, *, forward: bool) -> list[_Stretch]:
        """Return the stretches to read one after the other, beginning at the place.

        A nullable first column makes two of them, those that have it and those that miss it: a condition for both at
        once would be served by no index. No index serves columns of different directions in any case.
        """
        first, *rest = self.columns
        if not first.nullable or not _is_even((first.present(), *rest)):
            return [_Stretch(_beyond(self.columns, place, forward=forward), self.columns)]
        having = (first.present(), *rest)
        has, misses = Q(**{f"{first.name}__isnull": False}), Q(**{f"{first.name}__isnull": True})
        missing = tuple(rest)
        if place is None:
            stretches = [_Stretch(has, having), _Stretch(misses, missing)]
            return stretches if forward else stretches[::-1]
        if place[0] is None:
            within = _Stretch(misses & Q(_beyond(missing, place[1:], forward=forward)), missing)
            return [within] if forward else [within, _Stretch(has, having)]
        within = _Stretch(_beyond(having, place, forward=forward), having)
        return [within, _Stretch(misses, missing)] if forward else [within]


class _RowComparison(Func):
    """Several columns against as many values at once, as an index on the columns is sorted."""

    output_field = BooleanField()

    def __init__(self, columns: Sequence[Any], values: Sequence[Any], *, greater: bool) -> None:
        self.greater = greater
        super().__init__(*columns, *values)

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> Any:  # type: ignore[override]
        parts = [compiler.compile(expression) for expression in self.get_source_expressions()]
        half = len(parts) // 2
        left, right = (", ".join(sql for sql, _ in side) for side in (parts[:half], parts[half:]))
        sign = ">" if self.greater else "<"
        return f"({left}) {sign} ({right})", [value for _, values in parts for value in values]


def _beyond(columns: Sequence[SortColumn], place: Place | None, *, forward: bool) -> Q | Func:
    """Return the condition for the rows beyond the place; all of them when there is none."""
    if place is None:
        return Q()
    if _is_even(columns):
        greater = columns[0].descending is not forward
        names = [F(column.name) for column in columns]
        return _RowComparison(names, [Value(value) for value in place], greater=greater)
    return _beyond_one_by_one(columns, place, forward=forward)


def _is_even(columns: Sequence[SortColumn]) -> bool:
    """Return whether an index on the columns is sorted as they are: all present, all in one direction."""
    return not any(column.nullable for column in columns) and len({column.descending for column in columns}) == 1


def _beyond_one_by_one(columns: Sequence[SortColumn], place: Place, *, forward: bool) -> Q:
    """Return the same for columns of different directions: beyond in one, and level in those before it."""
    condition, level = Q(pk__in=[]), Q()
    for column, value in zip(columns, place, strict=True):
        condition = or_(condition, and_(level, _beyond_in(column, value, forward=forward)))
        level &= Q(**{f"{column.name}__isnull": True}) if value is None else Q(**{column.name: value})
    return condition


def _beyond_in(column: SortColumn, value: Any, *, forward: bool) -> Q:
    if value is None:
        return Q(pk__in=[]) if forward else Q(**{f"{column.name}__isnull": False})
    lookup = "gt" if column.descending is not forward else "lt"
    beyond = Q(**{f"{column.name}__{lookup}": value})
    return beyond | Q(**{f"{column.name}__isnull": True}) if column.nullable and forward else beyond
