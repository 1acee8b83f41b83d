"""The side file of a CSV file, by the W3C's CSV on the Web: what its columns are called, mean and hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from initiatives.reports.table import Column, Cover, Kind

DATATYPES: dict[Kind, Any] = {
    Kind.TEXT: "string",
    Kind.LIST: "string",
    Kind.DATE: {"base": "date", "format": "yyyy-MM-dd"},
    Kind.INSTANT: "dateTimeStamp",
    Kind.INTEGER: "integer",
    Kind.BOOLEAN: {"base": "boolean", "format": "true|false"},
}


def csvw_bytes(cover: Cover, columns: Sequence[Column], address: str) -> bytes:
    """Return the description as JSON, in the language of the cover, which must be active.

    ``address``: where the CSV file is, as seen from the description or as a whole URL.
    """
    return orjson.dumps(
        {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": cover.language}],
            "url": address,
            "dc:title": cover.title,
            "dialect": {"header": True, "delimiter": ",", "encoding": "utf-8"},
            "tableSchema": {"columns": [_column(column) for column in columns], "primaryKey": columns[0].code},
        },
        option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE,
    )


def _column(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.code,
        "titles": [column.code],
        "rdfs:label": column.heading,
        "dc:description": str(column.explanation),
    }
    if column.kind is Kind.LIST:
        described["separator"] = "; "
    if column.choices is not None:
        codes = [str(code) for code, _label in column.choices.choices if code]
        described["datatype"] = {"base": "string", "format": "|".join(codes)}
    else:
        described["datatype"] = DATATYPES[column.kind]
    return described
