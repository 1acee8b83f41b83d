"""Makes a progress report in any of its formats, from its definition to its bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.policies import Actor
from initiatives.queries.flat_rows import flat_rows
from initiatives.reports.columns import COLUMNS
from initiatives.reports.document.building import document_of
from initiatives.reports.document.model import Document
from initiatives.reports.document.wording import day_name, instant_name
from initiatives.reports.progress.definition import Audience, Definition
from initiatives.reports.progress.facts import ProgressReport
from initiatives.reports.progress.gathering import gather, report_deadlines
from initiatives.reports.progress.sheets import (
    ACTION_COLUMNS,
    CHANGE_COLUMNS,
    action_rows,
    change_rows,
    sheet_names,
)
from initiatives.reports.table import Cover
from initiatives.reports.writers.csv import write_csv, write_csv_for_excel
from initiatives.reports.writers.docx import write_docx
from initiatives.reports.writers.html import write_html
from initiatives.reports.writers.json import digest_of, json_bytes
from initiatives.reports.writers.pdf import write_pdf
from initiatives.reports.writers.xlsx import Rows, write_workbook

Row = TypeVar("Row")
# Is told how many rows are done, of how many.
Watch = Callable[[int, int], None]
ROWS_BETWEEN_WORDS = 250


def unwatched(done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """One format of the report: its name, and what browsers and file systems call it.

    ``most_while_waiting``: how many deadlines it is made of while a program waits for it, in some ten seconds of an
    unhurried processor; None for what is streamed, and takes as many as there are.
    """

    name: str
    content_type: str
    extension: str
    write: Callable[[Definition, Actor, BinaryIO, Watch], None]
    most_while_waiting: int | None = None

    @property
    def holds_any_size(self) -> bool:
        """Whether it takes as many rows as there are."""
        return self.most_while_waiting is None

    def file_name(self, definition: Definition) -> str:
        """Return a file name such as "com-2017-612-2018-12-31.pdf"."""
        subject = definition.plans[0] if len(definition.plans) == 1 else "plans"
        return f"{subject}-{definition.as_of.isoformat()}.{self.extension}"


def make_report(
    definition: Definition, actor: Actor, format_name: str, stream: BinaryIO, watch: Watch = unwatched
) -> None:
    """Write the report to a binary stream, which stays open.

    No snapshot of the database is held: what is recorded meanwhile is known later than the definition's instant, and
    so no part of the report; nobody who writes has to wait for it. Raises ReportRefused, NotAllowed, TooManyRows or
    TemplateRefused, each with the mend in words.
    """
    with override(definition.language):
        REPORT_FORMATS[format_name].write(definition, actor, stream, watch)


def report_document(definition: Definition, actor: Actor, watch: Watch = unwatched) -> tuple[ProgressReport, Document]:
    """Return the report and its document. Raises as :func:`make_report` does."""
    with override(definition.language):
        report = gather(definition, actor, watch)
        return report, document_of(report, digest_of(report))


def report_cover(definition: Definition) -> Cover:
    """Return what data files of the report say of themselves, in its language."""
    with override(definition.language):
        return Cover(
            _("Progress report: %(plans)s") % {"plans": ", ".join(definition.plans)},
            sheet_names()[0],
            definition.language,
            definition.as_of,
            definition.known,
        )


# ---- the formats


def _html(definition: Definition, actor: Actor, stream: BinaryIO, watch: Watch) -> None:
    write_html(_document(definition, actor, watch), stream)


def _pdf(definition: Definition, actor: Actor, stream: BinaryIO, watch: Watch) -> None:
    write_pdf(_document(definition, actor, watch), stream, made_as_of=definition.known)


def _docx(definition: Definition, actor: Actor, stream: BinaryIO, watch: Watch) -> None:
    own: Path | None = settings.REPORT_TEMPLATE
    write_docx(_document(definition, actor, watch), stream, made_as_of=definition.known, template=own)


def _document(definition: Definition, actor: Actor, watch: Watch) -> Document:
    report = gather(definition, actor, watch)
    return document_of(report, digest_of(report))


def _json(definition: Definition, actor: Actor, stream: BinaryIO, watch: Watch) -> None:
    stream.write(json_bytes(gather(definition, actor, watch)))


def _csv(definition: Definition, actor: Actor, stream: BinaryIO, watch: Watch) -> None:
    write_csv(report_cover(definition), COLUMNS, _flat(definition, actor, watch), stream)


def _csv_for_excel(definition: Definition, actor: Actor, stream: BinaryIO, watch: Watch) -> None:
    write_csv_for_excel(report_cover(definition), COLUMNS, _flat(definition, actor, watch), stream)


def _xlsx(definition: Definition, actor: Actor, stream: BinaryIO, watch: Watch) -> None:
    deadlines, changes, actions = (report_deadlines(definition, actor) for _sheet in range(3))
    names = sheet_names()
    sheets = (
        Rows(
            names[0], COLUMNS, _watched(flat_rows(deadlines, definition.moment, definition.language), deadlines, watch)
        ),
        Rows(names[1], ACTION_COLUMNS, action_rows(definition, actions)),
        Rows(names[2], CHANGE_COLUMNS, change_rows(definition, changes)),
    )
    write_workbook(report_cover(definition), sheets, stream, read_me=_read_me(definition))


def _read_me(definition: Definition) -> list[tuple[str, str]]:
    names = sheet_names()
    return [
        (_("Plan"), ", ".join(definition.plans)),
        (_("As of"), day_name(definition.as_of)),
        (_("Known"), instant_name(definition.known)),
        (_("Audience"), str(Audience(definition.audience).label)),
        (_("Version of the definition"), str(definition.version)),
        ("", ""),
        (_("Sheets"), ""),
        (names[0], _("One row a deadline, with where it stands on the day of the report.")),
        (names[1], _("One row an action, with the status that follows from its deadlines.")),
        (names[2], _("Every change of a deadline, with its reason.")),
        (_("Definitions"), _("What each column and each code means.")),
    ]


def _flat(definition: Definition, actor: Actor, watch: Watch) -> Iterator[Any]:
    deadlines = report_deadlines(definition, actor)
    return _watched(flat_rows(deadlines, definition.moment, definition.language), deadlines, watch)


def _watched(rows: Iterable[Row], deadlines: DeadlineQuerySet, watch: Watch) -> Iterator[Row]:
    total = deadlines.order_by().count() if watch is not unwatched else 0
    done = 0
    for done, row in enumerate(rows, start=1):
        yield row
        if done % ROWS_BETWEEN_WORDS == 0:
            watch(done, total)
    watch(done, max(total, done))


DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REPORT_FORMATS = {
    each.name: each
    for each in (
        ReportFormat("html", "text/html; charset=utf-8", "html", _html, most_while_waiting=10_000),
        ReportFormat("pdf", "application/pdf", "pdf", _pdf, most_while_waiting=2_000),
        ReportFormat("docx", DOCX_TYPE, "docx", _docx, most_while_waiting=10_000),
        ReportFormat("xlsx", XLSX_TYPE, "xlsx", _xlsx),
        ReportFormat("csv", "text/csv; charset=utf-8", "csv", _csv),
        ReportFormat("csv-excel", "text/csv; charset=utf-8", "csv", _csv_for_excel),
        ReportFormat("json", "application/json", "json", _json, most_while_waiting=20_000),
    )
}
