"""What people call the formats of a report."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from initiatives.reports.making import REPORT_FORMATS

FORMAT_LABELS = {
    "html": _("Web page (HTML)"),
    "pdf": "PDF",
    "docx": "Word (DOCX)",
    "xlsx": "Excel (XLSX)",
    "csv": "CSV",
    "csv-excel": _("CSV for Excel"),
    "json": "JSON",
}


def labelled_formats() -> list[tuple[str, Any]]:
    """Return the names of the formats with what people call them."""
    return [(name, FORMAT_LABELS[name]) for name in REPORT_FORMATS]
