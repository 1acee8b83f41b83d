"""The file formats that a report can be had in, by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from initiatives.exceptions import InitiativesError
from initiatives.reports.table import Writer
from initiatives.reports.writers.csv import write_csv, write_csv_for_excel
from initiatives.reports.writers.xlsx import write_xlsx


class UnknownFormat(InitiativesError, ValueError):
    """No report can be had in the format that was asked for."""


@dataclass(frozen=True, slots=True)
class Format:
    """One file format: what it is called, what writes it, and what browsers and file systems call it."""

    name: str
    write: Writer
    content_type: str
    extension: str

    def file_name(self, subject: str, as_of: date) -> str:
        """Return a file name such as "com-2017-612-2018-12-31.csv" for a subject in plain letters."""
        return f"{subject}-{as_of.isoformat()}.{self.extension}"


FORMATS = {
    file_format.name: file_format
    for file_format in (
        Format("csv", write_csv, "text/csv; charset=utf-8", "csv"),
        Format("csv-excel", write_csv_for_excel, "text/csv; charset=utf-8", "csv"),
        Format("xlsx", write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    )
}


def format_named(name: str) -> Format:
    """Return the format of this name. Raises UnknownFormat, which names those that there are."""
    if name not in FORMATS:
        raise UnknownFormat(
            _("“%(name)s” is not a format of this report. Choose one of: %(formats)s.")
            % {"name": name, "formats": ", ".join(FORMATS)}
        )
    return FORMATS[name]
