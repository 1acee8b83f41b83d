"""Makes the first cell of every row of a table its head: the compiler has no word for it yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode


def mark_row_heads(source: BinaryIO, target: BinaryIO) -> int:
    """Write the PDF anew with its row heads marked, the same bytes each time, and return how many there are."""
    count = 0
    with pikepdf.open(source) as pdf:
        for element in _elements(pdf.Root.StructTreeRoot):
            if element.get("/S") == Name.TBody:
                count += _mark_rows(element)
        pdf.save(target, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
    return count


def _mark_rows(body: Any) -> int:
    count = 0
    for row in _children(body):
        cells = [cell for cell in _children(row) if isinstance(cell, Dictionary)] if isinstance(row, Dictionary) else []
        if len(cells) > 1 and cells[0].get("/S") == Name.TD:
            _make_head(cells[0])
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


def _elements(root: Any) -> Iterator[Any]:
    """Yield every element below the root; by a list of what is still to come, since trees grow deep."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if isinstance(element, Dictionary):
            yield element
            waiting.extend(_children(element))


def _children(element: Any) -> list[Any]:
    children = element.get("/K")
    if children is None:
        return []
    return list(children) if isinstance(children, Array) else [children]
