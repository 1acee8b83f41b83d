"""The document as plain data for the template. Texts stay values: the template never reads one as markup."""

from __future__ import annotations

from typing import Any

from initiatives.reports.document.icons import DRAWINGS, icon
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
)
from initiatives.reports.writers.pdf.glyphs import shown

# A row with more text than this may be broken over two pages; a shorter one stays whole.
LONGEST_WHOLE = 1400
REGIONS = {"da": "DK", "en": "GB"}


def data_of(document: Document) -> dict[str, Any]:
    """Return the document as JSON can hold it; every text is one that the fonts can show."""
    return {
        "language": document.language,
        "region": REGIONS.get(document.language),
        "title": shown(document.title),
        "name": shown(document.name),
        "subtitle": shown(document.subtitle),
        "subtitle_language": document.subtitle_language or None,
        "reference": shown(document.reference),
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
        "blocks": [_block(block) for block in part.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
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
                "svg": block.svg,
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
            return _table(block)


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "has_rows": table.has_rows,
        "empty": shown(table.empty),
        "heads": [{"label": head.label, "width": head.width, "is_number": head.is_number} for head in table.heads],
        "groups": [_group(group) for group in table.groups],
        "total": [_cell(cell) for cell in table.total],
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "label": shown(group.label),
        "empty": shown(group.empty),
        "rows": [
            {"is_whole": max(map(_length, row)) <= LONGEST_WHOLE, "cells": [_cell(cell) for cell in row]}
            for row in group.rows
        ],
    }


def _length(cell: Cell) -> int:
    return sum(len(line.text) for line in cell)


def _cell(cell: Cell) -> list[dict[str, Any]]:
    return [_line(line) for line in cell]


def _line(line: Line) -> dict[str, Any]:
    return {
        "text": shown(line.text),
        "tone": line.tone.value,
        "icon": line.icon or None,
        "language": line.language or None,
        "link": line.link or None,
    }
