"""The document as HTML: headings, landmarks, and tables whose heads say what they head. Every text is escaped here."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from initiatives.reports.cells import visible
from initiatives.reports.document.icons import DRAWINGS
from initiatives.reports.document.model import (
    Block,
    Bullets,
    Cell,
    Document,
    Figure,
    Group,
    Head,
    KeyFigures,
    Line,
    Pairs,
    Paragraph,
    Part,
    Subheading,
    Table,
    Tone,
)

TONE_CLASSES = {Tone.STRONG: "strong", Tone.MUTED: "muted", Tone.ALERT: "alert"}


def markup_of(document: Document, *, heading: int = 1) -> Iterator[str]:
    """Yield the document as pieces of HTML, from its title to its last annex, in an element of class "report".

    ``heading`` is the level of its title: 1 in a file, 2 within a page that has a title of its own. No piece holds
    style or script. Ids begin with "report-".
    """
    yield f'<article class="report" lang="{document.language}">'
    yield _sprite()
    yield from _title_sheet(document, heading)
    yield _contents(document)
    for part in document.parts:
        yield from _part(part, document, heading + 1)
    yield "</article>"


def _text(text: str) -> str:
    return escape(visible(text))


def _lang(language: str) -> str:
    return f' lang="{escape(language)}"' if language else ""


def _sprite() -> str:
    symbols = "".join(
        f'<symbol id="report-icon-{code}" viewBox="0 0 16 16">{drawing}</symbol>' for code, drawing in DRAWINGS.items()
    )
    return f'<svg class="report-sprite" width="0" height="0" aria-hidden="true" focusable="false">{symbols}</svg>'


def _icon(code: str) -> str:
    return (
        '<svg class="report-icon" width="16" height="16" aria-hidden="true" focusable="false">'
        f'<use href="#report-icon-{code}"/></svg> '
    )


def _title_sheet(document: Document, heading: int) -> Iterator[str]:
    yield '<header class="report-title">'
    if document.publisher:
        yield f'<p class="report-publisher">{_text(document.publisher)}</p>'
    yield f"<h{heading}>{_text(document.title)}</h{heading}>"
    yield f'<p class="report-plan"{_lang(document.subtitle_language)}>{_text(document.subtitle)}</p>'
    yield f'<p class="muted">{_text(document.reference)}</p>'
    yield f'<p class="report-day">{_text(document.labels.as_of)} <strong>{_text(document.as_of_in_words)}</strong></p>'
    if document.notice:
        yield f'<p class="report-notice">{_text(document.notice)}</p>'
    yield _pairs(Pairs(document.facts))
    yield "</header>"


def _contents(document: Document) -> str:
    entries = "".join(
        f'<li><a href="#report-{part.code}"><span>{_number(part, document)}</span> {_text(part.title)}</a></li>'
        for part in document.parts
    )
    label = _text(document.labels.contents)
    return f'<nav class="report-contents" aria-label="{label}"><p class="strong">{label}</p><ol>{entries}</ol></nav>'


def _number(part: Part, document: Document) -> str:
    return _text(f"{document.labels.annex} {part.number}" if part.is_annex else part.number)


def _part(part: Part, document: Document, heading: int) -> Iterator[str]:
    wide = " report-wide" if part.is_wide else ""
    yield f'<section class="report-part{wide}" aria-labelledby="report-{part.code}">'
    number = f'<span class="report-number">{_number(part, document)}</span>'
    yield f'<h{heading} id="report-{part.code}">{number} {_text(part.title)}</h{heading}>'
    for block in part.blocks:
        yield from _block(block, heading + 1)
    yield "</section>"


def _block(block: Block, heading: int) -> Iterator[str]:
    match block:
        case Subheading():
            id, text = f"report-{block.id}", _text(block.text)
            yield f'<h{heading} id="{id}"{_lang(block.language)}>{text}</h{heading}>'
        case Paragraph():
            yield _paragraph(block)
        case Bullets():
            yield f"<ul>{''.join(f'<li>{_text(item)}</li>' for item in block.items)}</ul>"
        case Figure():
            caption = f"<figcaption>{_text(block.caption)}</figcaption>" if block.caption else ""
            described = f'<p class="visually-hidden">{_text(block.alternative)}</p>'
            yield f'<figure class="report-figure">{block.svg}{described}{caption}</figure>'
        case KeyFigures():
            yield _key_figures(block)
        case Pairs():
            yield _pairs(block)
        case Table():
            yield from _table(block)


def _paragraph(paragraph: Paragraph) -> str:
    classes = [TONE_CLASSES[paragraph.tone]] if paragraph.tone in TONE_CLASSES else []
    classes += ["report-lead"] if paragraph.is_lead else []
    classes += ["report-intro"] if paragraph.is_intro else []
    named = f' class="{" ".join(classes)}"' if classes else ""
    return f"<p{named}{_lang(paragraph.language)}>{_text(paragraph.text)}</p>"


def _key_figures(block: KeyFigures) -> str:
    items = "".join(
        f'<li class="report-key report-key-{figure.group}"><strong>{_text(figure.value)}</strong>'
        f"<span>{_icon(figure.icon)}{_text(figure.label)}</span>"
        f'<span class="muted"><b>{_text(figure.change)}</b> {_text(figure.since)}</span></li>'
        for figure in block.figures
    )
    return f'<ul class="report-keys">{items}</ul>'


def _pairs(block: Pairs) -> str:
    rows = "".join(f'<tr><th scope="row">{_text(name)}</th><td>{_text(value)}</td></tr>' for name, value in block.rows)
    return f'<table class="report-pairs"><tbody>{rows}</tbody></table>'


def _table(table: Table) -> Iterator[str]:
    if not table.has_rows:
        yield f'<p class="muted">{_text(table.empty)}</p>'
        return
    # A wide table scrolls by itself on a narrow screen, by keyboard too.
    yield f'<div class="report-scroll" role="region" tabindex="0" aria-label="{_text(table.caption)}">'
    yield f'<table class="report-table"><caption class="visually-hidden">{_text(table.caption)}</caption>'
    yield f"<thead><tr>{''.join(_head(head) for head in table.heads)}</tr></thead>"
    for group in table.groups:
        yield from _group(group, table)
    if table.total:
        yield f"<tfoot>{_row(table.total, table)}</tfoot>"
    yield "</table></div>"


def _head(head: Head) -> str:
    number = ' class="report-figures"' if head.is_number else ""
    return f'<th scope="col"{number}>{_text(head.label)}</th>'


def _group(group: Group, table: Table) -> Iterator[str]:
    columns = len(table.heads)
    yield "<tbody>"
    if group.label:
        yield f'<tr><th class="report-group" scope="rowgroup" colspan="{columns}">{_text(group.label)}</th></tr>'
    if not group.rows and group.empty:
        yield f'<tr><td class="muted" colspan="{columns}">{_text(group.empty)}</td></tr>'
    for row in group.rows:
        yield _row(row, table)
    yield "</tbody>"


def _row(row: tuple[Cell, ...], table: Table) -> str:
    cells = [f'<th scope="row">{_cell(row[0])}</th>']
    for head, cell in zip(table.heads[1:], row[1:], strict=True):
        number = ' class="report-figures"' if head.is_number else ""
        cells.append(f"<td{number}>{_cell(cell)}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _cell(cell: Cell) -> str:
    return "".join(_line(line) for line in cell)


def _line(line: Line) -> str:
    text = _text(line.text)
    if line.link:
        text = f'<a href="{escape(line.link)}" rel="noreferrer">{text}</a>'
    icon = _icon(line.icon) if line.icon else ""
    named = f' class="{TONE_CLASSES[line.tone]}"' if line.tone in TONE_CLASSES else ""
    return f"<div{named}{_lang(line.language)}>{icon}{text}</div>"
