"""The document as plain data for the template. Texts stay values: the template never reads one as markup."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from initiatives.reports.document.icons import DRAWINGS, icon
from initiatives.reports.document.lettering import longest_word, shortened, width_of
from initiatives.reports.document.model import (
    Block,
    Bullets,
    Cell,
    Document,
    Figure,
    Group,
    KeyFigures,
    Line,
    Pairs,
    Paragraph,
    Part,
    Subheading,
    Table,
    row_is_whole,
)
from initiatives.reports.writers.pdf.breaking import pieces_of
from initiatives.reports.writers.pdf.glyphs import shown

# In points: the text of an upright and of a turned page, what stands free beside it in a cell, and its letters.
WIDTH, WIDTH_ACROSS = 476, 734
MARGIN_OF_CELL = 10
MARGIN_OF_NUMBER = 6
SIZE = 8.4
SEMIBOLD = 1.05
# The line above every page.
WIDTH_OF_HEADER, SIZE_OF_HEADER = 300, 7.8
WIDTH_OF_FOOTER = 190
REGIONS = {"da": "DK", "en": "GB"}


def data_of(document: Document) -> dict[str, Any]:
    """Return the document as JSON can hold it; every text is one that the fonts can show."""
    return {
        "language": document.language,
        "region": REGIONS.get(document.language),
        "title": shown(document.title),
        "name": shown(document.name),
        "subtitle": shown(document.subtitle),
        "subtitle_short": shortened(shown(document.subtitle), width=WIDTH_OF_HEADER, size=SIZE_OF_HEADER),
        "subtitle_language": document.subtitle_language or None,
        "reference": shown(document.reference),
        "reference_short": shortened(shown(document.reference), width=WIDTH_OF_FOOTER, size=SIZE_OF_HEADER),
        "publisher": shown(document.publisher),
        "as_of": document.as_of,
        "as_of_in_words": document.as_of_in_words,
        "facts": [[shown(name), shown(value)] for name, value in document.facts],
        "notice": shown(document.notice),
        "notice_short": shown(document.notice_short),
        "labels": {
            "contents": document.labels.contents,
            "page": document.labels.page,
            "of": document.labels.of,
            "annex": document.labels.annex,
            "as_of": document.labels.as_of,
        },
        "icons": {code: icon(code) for code in DRAWINGS},
        "parts": [_part(part) for part in document.parts],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "number": part.number,
        "title": shown(part.title),
        "is_annex": part.is_annex,
        "is_wide": part.is_wide,
        "starts_page": part.starts_page,
        "blocks": [_block(block, WIDTH_ACROSS if part.is_wide else WIDTH) for block in part.blocks],
    }


def _block(block: Block, width: float) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {
                "kind": "paragraph",
                "text": shown(block.text),
                "tone": block.tone.value,
                "is_lead": block.is_lead,
                "is_intro": block.is_intro,
                "language": block.language or None,
            }
        case Subheading():
            return {"kind": "subheading", "text": shown(block.text), "language": block.language or None}
        case Bullets():
            return {"kind": "bullets", "items": [shown(item) for item in block.items]}
        case Figure():
            return {
                "kind": "figure",
                "svg": shown(block.svg),
                "alternative": shown(block.alternative),
                "caption": shown(block.caption),
            }
        case KeyFigures():
            return {
                "kind": "key_figures",
                "figures": [
                    {
                        "group": figure.group,
                        "icon": figure.icon,
                        "value": figure.value,
                        "label": figure.label,
                        "change": figure.change,
                        "since": figure.since,
                    }
                    for figure in block.figures
                ],
            }
        case Pairs():
            return {"kind": "pairs", "rows": [[shown(name), shown(value)] for name, value in block.rows]}
        case Table():
            return _table(block, width)


def _table(table: Table, width: float) -> dict[str, Any]:
    whole = sum(head.width for head in table.heads)
    rooms = [
        width * head.width / whole - (MARGIN_OF_NUMBER if head.is_number else MARGIN_OF_CELL) for head in table.heads
    ]
    return {
        "kind": "table",
        "has_rows": table.has_rows,
        "is_whole": table.is_whole,
        "empty": shown(table.empty),
        "heads": [{"label": head.label, "width": head.width, "is_number": head.is_number} for head in table.heads],
        "groups": [_group(group, rooms) for group in table.groups],
        "total": _cells(table.total, rooms),
    }


def _group(group: Group, rooms: Sequence[float]) -> dict[str, Any]:
    return {
        "label": shown(group.label),
        "empty": shown(group.empty),
        "rows": [{"is_whole": row_is_whole(row), "cells": _cells(row, rooms)} for row in group.rows],
    }


def _cells(row: tuple[Cell, ...], rooms: Sequence[float]) -> list[list[dict[str, Any]]]:
    return [[_line(line, room) for line in cell] for cell, room in zip(row, rooms, strict=bool(row))]


def _line(line: Line, room: float) -> dict[str, Any]:
    text = shown(line.text)
    widest = width_of(longest_word(text), size=SIZE * SEMIBOLD)
    return {
        "text": pieces_of(text, int(room / SIZE / 0.6)) if widest > room else text,
        "tone": line.tone.value,
        "icon": line.icon or None,
        "language": line.language or None,
        "link": line.link or None,
    }
