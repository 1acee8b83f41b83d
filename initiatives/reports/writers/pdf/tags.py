"""Makes the first cell of every row of a table its head: the compiler has no word for it yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode

# One cell alone is the head of nothing.
LEAST_CELLS = 2


def mark_row_heads(source: BinaryIO, target: BinaryIO) -> int:
    """Write the PDF anew with its row heads marked, the same bytes each time, and return how many there are."""
    count = 0
    with pikepdf.open(source) as pdf:
        for body in _bodies(pdf.Root.StructTreeRoot):
            count += _mark_rows(body)
        pdf.save(target, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
    return count


def _mark_rows(body: Any) -> int:
    count = 0
    for row in _children(body):
        cells = row.get("/K") if isinstance(row, Dictionary) else None
        if not isinstance(cells, Array) or len(cells) < LEAST_CELLS:
            continue
        first = cells[0]
        if isinstance(first, Dictionary) and first.get("/S") == Name.TD:
            _make_head(first)
            count += 1
    return count


def _make_head(cell: Any) -> None:
    cell["/S"] = Name.TH
    scope = Dictionary(O=Name.Table, Scope=Name.Row)
    attributes = cell.get("/A")
    if attributes is None:
        cell["/A"] = scope
    elif isinstance(attributes, Array):
        attributes.append(scope)
    else:
        attributes["/Scope"] = Name.Row


def _bodies(root: Any) -> Iterator[Any]:
    """Yield the bodies of all tables below the root; by a list of what is still to come, since trees grow deep.

    What is in a body is not looked into: cells hold texts, and most elements of a long report.
    """
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if isinstance(element, Dictionary):
            if element.get("/S") == Name.TBody:
                yield element
            else:
                waiting.extend(_children(element))


def _children(element: Any) -> list[Any]:
    children = element.get("/K")
    if children is None:
        return []
    return list(children) if isinstance(children, Array) else [children]
