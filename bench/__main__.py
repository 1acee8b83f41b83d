"""Run all comparisons on the database that DATABASE_URL names, by default an SQLite file under ``var/bench``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("lists", "csv", "workbooks", "moments", "report-tables", "report-documents")
# Where `make bench-packages` puts what is compared with and needed for nothing else.
PACKAGES = ROOT / "var" / "bench-packages"


def main() -> None:
    """Fill the database if it is empty, then measure what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", choices=PARTS, help="one part; all by default")
    parser.add_argument("--deadlines", type=int, default=200_000, help="of a record that is made anew")
    parser.add_argument("--rounds", type=int, default=10, help="of the quick comparisons; the long ones take a third")
    options = parser.parse_args()
    if "DATABASE_URL" not in os.environ and "TRACKER_DATA_DIR" not in os.environ:
        os.environ["TRACKER_DATA_DIR"] = str(ROOT / "var" / "bench")
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"

    sys.path.append(str(PACKAGES))

    import django

    django.setup()

    from bench import exports, lists, moments, reports
    from bench.record import prepare

    exports.refuse_missing_tool()
    prepare(options.deadlines)
    parts = {
        "lists": lists.compare,
        "csv": exports.compare_csv,
        "workbooks": exports.compare_workbooks,
        "moments": moments.compare,
        "report-tables": reports.compare_tables,
        "report-documents": reports.compare_documents,
    }
    for name, compare in parts.items():
        if options.only in (None, name):
            compare(options.rounds)


if __name__ == "__main__":
    main()
