"""Exports of all deadlines: CSV beside the database's own tool, workbooks beside the usual library."""

from __future__ import annotations

import csv
import os
import resource
import shutil
import subprocess
import sys
from io import TextIOWrapper
from tempfile import TemporaryFile
from typing import IO, Any

from django.db import connection
from django.utils import timezone

from bench.dialect import Dialect
from bench.flat import statement
from bench.measuring import Goal, in_turns, show
from bench.program import Program
from bench.xlsxwriter_report import write_with_library
from initiatives.clocks import Moment
from initiatives.queries.flat_rows import flat_rows
from initiatives.queries.judged import judged_deadlines
from initiatives.reports.export import write_export
from initiatives.reports.formats import FORMATS, Format

CSV_ADDRESS = "/api/v1/deadlines/?format=csv&lang=da"
SMALL_ADDRESS = "/api/v1/plans/?format=csv&lang=da"
READING, WORKBOOK, BY_LIBRARY = "reading the rows", "workbook", "workbook by XlsxWriter, constant memory"
WITHOUT_READING = ", without the reading"
LIBRARY = Format("library", write_with_library, "", "xlsx")


def compare_csv(rounds: int) -> None:
    """Print what all deadlines as CSV cost."""
    rounds = max(1, rounds // 3)
    program, tool = Program(), DatabaseTool()
    # What the first file of all loads into memory is no cost of this one.
    program.get(SMALL_ADDRESS)
    before = _most_memory()
    _thrown_away(program)
    memory = _most_memory() - before
    same = _same_rows(program, tool)
    on_sqlite = connection.vendor == "sqlite"
    costs = in_turns(
        {tool.name: tool.run, "CSV by the REST interface": lambda: _thrown_away(program)}, rounds=rounds, warm_up=False
    )
    goals = [Goal("CSV by the REST interface", tool.name, 4 if on_sqlite else 1.5)]
    show(f"All deadlines as CSV, {same} rows (+{memory:.0f} MiB)", costs, goals, by_wall=not on_sqlite)


def compare_workbooks(_rounds: int) -> None:
    """Print what all deadlines as a workbook cost; once, since the library takes minutes."""
    costs = in_turns(
        {
            READING: _read,
            WORKBOOK: lambda: _write(FORMATS["xlsx"]),
            BY_LIBRARY: lambda: _write(LIBRARY),
        },
        rounds=1,
        warm_up=False,
    )
    costs |= {f"{name}{WITHOUT_READING}": costs[name].less(costs[READING]) for name in (WORKBOOK, BY_LIBRARY)}
    goals = [Goal(f"{BY_LIBRARY}{part}", f"{WORKBOOK}{part}", 4, at_least=True) for part in ("", WITHOUT_READING)]
    show("All deadlines as a workbook", costs, goals, by_wall=False)


def refuse_missing_tool() -> None:
    """Stop with what mends it, unless the database's own tool is installed."""
    tool, package = ("sqlite3", "sqlite3") if connection.vendor == "sqlite" else ("psql", "postgresql-client")
    if shutil.which(tool) is None:
        sys.exit(f"{tool}, which is compared with, is missing.\n  Mend: sudo apt install {package}")


class DatabaseTool:
    """The sqlite3 shell, or psql with COPY, writing the same rows."""

    def __init__(self) -> None:
        settings = connection.settings_dict
        query = statement(Dialect(connection.vendor, timezone.localdate()))
        if connection.vendor == "sqlite":
            self.name = "sqlite3 shell"
            self.command = ["sqlite3", "-readonly", "-csv", "-header", str(settings["NAME"]), query]
            self.environment = None
            return
        self.name = "psql COPY"
        self.command = ["psql", "--no-psqlrc", "--command", f"COPY ({query}) TO STDOUT WITH (FORMAT csv, HEADER)"]
        where = {"PGDATABASE": "NAME", "PGUSER": "USER", "PGHOST": "HOST", "PGPORT": "PORT", "PGPASSWORD": "PASSWORD"}
        given = {name: str(settings[key]) for name, key in where.items() if settings.get(key)}
        # The options of the URL, such as the folder of a socket, stand beside the rest.
        given |= {f"PG{name.upper()}": str(value) for name, value in settings["OPTIONS"].items() if name == "host"}
        self.environment = {**os.environ, **given}

    def run(self, into: IO[Any] | int = subprocess.DEVNULL) -> None:
        """Write the rows."""
        subprocess.run(self.command, stdout=into, check=True, env=self.environment)


def _same_rows(program: Program, tool: DatabaseTool) -> int:
    """Return how many rows both write. Raises AssertionError unless they are the same."""
    with TemporaryFile() as theirs, TemporaryFile() as ours:
        tool.run(theirs)
        program.get(CSV_ADDRESS, into=ours)
        count = 0
        for row, expected in zip(_rows_of(ours), _rows_of(theirs), strict=True):
            count += 1
            row.pop("known")
            assert row == expected, (row, expected)
    return count


def _rows_of(file: IO[bytes]) -> csv.DictReader[str]:
    file.seek(0)
    return csv.DictReader(TextIOWrapper(file, encoding="utf-8", newline=""))


def _thrown_away(program: Program) -> None:
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 (no path of a file)
        program.get(CSV_ADDRESS, into=nowhere)


def _read() -> None:
    moment = Moment.today(timezone.now())
    for _row in flat_rows(judged_deadlines(moment).order_by("current_latest", "pk"), moment, "da"):
        pass


def _write(file_format: Format) -> None:
    moment = Moment.today(timezone.now())
    deadlines = judged_deadlines(moment).order_by("current_latest", "pk")
    with TemporaryFile() as stream:
        write_export(file_format=file_format, deadlines=deadlines, moment=moment, language="da", stream=stream)


def _most_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
