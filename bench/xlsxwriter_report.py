"""The same workbook by the library that most would take, told to keep no more than a row in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

import xlsxwriter
from django.utils.translation import override

from initiatives.reports.cells import local
from initiatives.reports.table import Column, Cover, Kind


def write_with_library(cover: Cover, columns: Sequence[Column], rows: Iterable[Any], stream: BinaryIO) -> int:
    """Write the rows with labels, typed days, a frozen header and a filter."""
    with override(cover.language):
        book = xlsxwriter.Workbook(
            stream, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        sheet = book.add_worksheet(cover.subject)
        header, day, instant = (
            book.add_format(form)
            for form in ({"bold": True}, {"num_format": "yyyy-mm-dd"}, {"num_format": "yyyy-mm-dd hh:mm:ss"})
        )
        labels = {
            column.code: {code: str(label) for code, label in column.choices.choices} if column.choices else {}
            for column in columns
        }
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, str(column.label), header)
        sheet.freeze_panes(1, 0)
        number = 0
        for number, row in enumerate(rows, start=1):
            for place, column in enumerate(columns):
                value = column.value(row)
                if value is None or value == "" or value == []:
                    continue
                if column.kind is Kind.DATE:
                    sheet.write_datetime(number, place, value, day)
                elif column.kind is Kind.INSTANT:
                    sheet.write_datetime(number, place, local(value).replace(tzinfo=None), instant)
                elif column.kind is Kind.INTEGER:
                    sheet.write_number(number, place, value)
                elif column.kind is Kind.BOOLEAN:
                    sheet.write_boolean(number, place, value)
                elif column.kind is Kind.LIST:
                    sheet.write_string(number, place, "; ".join(value))
                else:
                    sheet.write_string(number, place, labels[column.code].get(value, value))
        sheet.autofilter(0, 0, number, len(columns) - 1)
        book.close()
    return number
