"""Progress reports: as tables beside the usual exporters, as documents beside the usual layout engines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from io import BytesIO
from tempfile import TemporaryFile
from typing import BinaryIO

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from bench.exports import DatabaseTool
from bench.measuring import Goal, Variant, in_turns, show
from bench.obvious import (
    bare_typst,
    by_exporter,
    by_openpyxl,
    by_python_docx,
    by_weasyprint,
    full_table_of,
)
from initiatives.models import Plan
from initiatives.queries.actors import system_actor
from initiatives.reports.document.model import Document
from initiatives.reports.making import make_report, report_document
from initiatives.reports.progress.definition import Definition
from initiatives.reports.writers.docx import write_docx
from initiatives.reports.writers.html import write_html
from initiatives.reports.writers.pdf import write_pdf

ACTOR = system_actor("bench")
CSV, XLSX, BY_OPENPYXL = "CSV report", "XLSX report, three sheets", "its first sheet by openpyxl, write-only"
BY_EXPORTER = "CSV by django-import-export"
# Sizes of documents: the largest one, and one that the others end within minutes.
LARGE, MODERATE = 5000, 300
TYPST, PDF, BY_WEASYPRINT = "full table alone by bare Typst", "PDF report", "HTML report by WeasyPrint"
NEEDED = {BY_EXPORTER: "import_export", BY_WEASYPRINT: "weasyprint"}
DOCX, BY_CELLS = "DOCX report", "its tables by python-docx, cell by cell"


def compare_tables(_rounds: int) -> None:
    """Print what the report of all plans costs as CSV and XLSX; once, since the exporters take minutes."""
    definition = _definition(tuple(Plan.objects.order_by("slug").values_list("slug", flat=True)))
    tool = DatabaseTool()
    variants: dict[str, Variant] = {
        tool.name: tool.run,
        CSV: lambda: _thrown_away(definition, "csv"),
        BY_EXPORTER: lambda: by_exporter(definition),
        XLSX: lambda: _thrown_away(definition, "xlsx"),
        BY_OPENPYXL: lambda: by_openpyxl(definition, ACTOR),
    }
    costs = in_turns(_at_hand(variants), rounds=1, warm_up=False)
    goals = [Goal(BY_EXPORTER, CSV, 1, at_least=True), Goal(BY_OPENPYXL, XLSX, 1, at_least=True)]
    title = f"The report of {len(definition.plans)} plans as a table"
    show(title, costs, [goal for goal in goals if goal.variant in costs], by_wall=connection.vendor != "sqlite")


def compare_documents(_rounds: int) -> None:
    """Print what reports of some thousand deadlines cost as documents, once the facts are gathered."""
    large, moderate = (_document(_plans_of(size)) for size in (LARGE, MODERATE))
    beside: dict[str, Variant] = {
        PDF: lambda: _pdf(moderate),
        BY_WEASYPRINT: lambda: by_weasyprint(_html(moderate)),
        DOCX: lambda: _docx(moderate),
        BY_CELLS: lambda: by_python_docx(moderate),
    }
    for name, document, variants in (
        ("large", large, {TYPST: lambda: bare_typst(large), PDF: lambda: _pdf(large)}),
        ("moderate", moderate, beside),
    ):
        costs = in_turns(_at_hand(variants), rounds=1, warm_up=False)
        goals = [
            Goal(PDF, TYPST, 6),
            Goal(BY_WEASYPRINT, PDF, 1, at_least=True),
            Goal(BY_CELLS, DOCX, 1, at_least=True),
        ]
        kept = [goal for goal in goals if {goal.variant, goal.limit} <= costs.keys()]
        show(f"A {name} report as a document, {len(full_table_of(document))} rows", costs, kept, by_wall=False)


def _at_hand(variants: Mapping[str, Variant]) -> dict[str, Variant]:
    """Return the variants without those whose package is not installed, which are named with their mend."""
    found = {}
    for name, run in variants.items():
        if name in NEEDED and find_spec(NEEDED[name]) is None:
            print(f"\nSkipped: {name}, since {NEEDED[name]} is not installed.\n  Mend: make bench-packages")
        else:
            found[name] = run
    return found


def _definition(plans: tuple[str, ...]) -> Definition:
    now = timezone.now()
    return Definition(plans, timezone.localdate(now), now, language="da")


def _plans_of(deadlines: int) -> tuple[str, ...]:
    """Return the first plans that have so many deadlines together."""
    chosen, count = [], 0
    counted = Plan.objects.order_by("slug").annotate(number=Count("actions__deadlines"))
    for slug, number in counted.values_list("slug", "number"):
        if count >= deadlines:
            break
        chosen.append(slug)
        count += number
    return tuple(chosen)


def _document(plans: tuple[str, ...]) -> Document:
    _report, document = report_document(_definition(plans), ACTOR)
    return document


def _thrown_away(definition: Definition, name: str) -> None:
    with TemporaryFile() as stream:
        make_report(definition, ACTOR, name, stream)


def _written(write: Callable[[BinaryIO], object]) -> bytes:
    stream = BytesIO()
    write(stream)
    return stream.getvalue()


def _pdf(document: Document) -> bytes:
    return _written(lambda stream: write_pdf(document, stream, made_as_of=timezone.now()))


def _html(document: Document) -> bytes:
    return _written(lambda stream: write_html(document, stream))


def _docx(document: Document) -> bytes:
    return _written(lambda stream: write_docx(document, stream, made_as_of=timezone.now(), template=None))
