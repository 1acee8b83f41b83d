"""The overdue list written for this one purpose: two SQL statements and orjson, no framework. The limit."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import orjson
from django.conf import settings
from django.db import connection

from bench.dialect import Dialect

PAGE = 100
ADDRESS = "http://testserver/api/v1"
PERIOD = ("edtf", "earliest", "latest", "precision")
COLUMNS = """
    d.id, d.action_id, a.objective_id, o.parent_id, d.public_id, p.slug, o.number, a.public_id, a.number, a.title,
    d.key, d.label, d.kind, d.firmness, d.wording, d.wording_language,
    d.original_edtf, d.original_earliest, d.original_latest, d.original_precision,
    d.current_edtf, d.current_earliest, d.current_latest, d.current_precision,
    d.is_confirmed, d.interpretation_note, d.moves, coalesce(u.status, 'none'), u.effective_on,
    coalesce(u.confidence, ''), {days_overdue}, {days_slipped}, {light}, {freshness},
    u.forecast_edtf, u.forecast_earliest, u.forecast_latest, u.forecast_precision, u.started_on,
    u.public_id, u.kind, u.recorded_at, u.who_name, u.note, d.version"""
TABLES = """
    initiatives_deadline d
    JOIN initiatives_action a ON a.id = d.action_id
    JOIN initiatives_objective o ON o.id = a.objective_id
    JOIN initiatives_plan p ON p.id = a.plan_id
    LEFT JOIN initiatives_statusupdate u ON u.id = d.latest_update_id"""
OVERDUE = "d.is_open AND d.current_latest < {as_of} AND p.state <> 'draft'"
BODIES = """
    SELECT r.deadline_id, r.action_id, r.objective_id, r.role, coalesce(b.abbreviation, ''),
        coalesce(b.name, r.named_as)
    FROM initiatives_responsibility r LEFT JOIN initiatives_organisation b ON b.id = r.organisation_id
    WHERE r.role IN ('lead', 'host', 'partner')
      AND (r.valid_from IS NULL OR r.valid_from <= {as_of}) AND (r.valid_to IS NULL OR r.valid_to >= {as_of})
      AND (r.deadline_id IN {deadlines} OR r.action_id IN {actions} OR r.objective_id IN {objectives})
    ORDER BY r.id"""


class RawList:
    """Pages of the overdue list, as bytes. One connection of its own, held open, as in a program of one purpose."""

    def __init__(self, as_of: date) -> None:
        self.dialect = Dialect(connection.vendor, as_of)
        self.connection = open_connection()
        form = self.dialect.expressions()
        self.page_statement = (
            f"SELECT {COLUMNS} FROM {TABLES} WHERE {OVERDUE} AND (d.current_latest, d.id) > ({{day}}, {{key}}) "
            f"ORDER BY d.current_latest, d.id LIMIT {PAGE + 1}"
        ).format(day=self.dialect.parameter("date"), key=self.dialect.parameter("bigint"), **form)
        self.bodies_statement = BODIES.replace("{as_of}", form["as_of"])

    def page(self, after: tuple[str, int] = ("1000-01-01", 0)) -> bytes:
        """Return the page behind a latest day and an id."""
        rows = self.connection.execute(self.page_statement, after).fetchall()
        rows = rows[:PAGE]
        named = self._named(rows)
        return orjson.dumps({"results": [self._shape(row, named) for row in rows]}, option=orjson.OPT_UTC_Z)

    def _named(self, rows: list[Any]) -> dict[Any, list[Any]]:
        def ids(*places: int) -> str:
            return "(" + ",".join(str(row[place] or 0) for row in rows for place in places) + ")"

        named: dict[Any, list[Any]] = defaultdict(list)
        statement = self.bodies_statement.format(deadlines=ids(0), actions=ids(1), objectives=ids(2, 3))
        for deadline, action, objective, role, abbreviation, name in self.connection.execute(statement):
            body = {"abbreviation": abbreviation, "name": name}
            where = ("d", deadline) if deadline else ("a", action) if action else ("o", objective)
            named[where, "partner" if role == "partner" else "lead"].append(body)
        return named

    def _shape(self, row: Any, named: dict[Any, list[Any]]) -> dict[str, Any]:
        key, action, objective, parent = row[:4]
        public_id, action_id, update_id = (self.dialect.uuid(row[place]) for place in (4, 7, 39))
        levels = (("d", key), ("a", action), ("o", objective), ("o", parent))
        return {
            "id": public_id,
            "ref": f"{row[5]}/{row[8]}/{row[10]}",
            "url": f"{ADDRESS}/deadlines/{public_id}/",
            "plan": row[5],
            "objective": row[6],
            "action": {
                "id": action_id,
                "number": row[8],
                "title": row[9],
                "url": f"{ADDRESS}/actions/{action_id}/",
            },
            "key": row[10],
            "label": row[11],
            "kind": row[12],
            "firmness": row[13],
            "wording": row[14],
            "wording_language": row[15],
            "original": dict(zip(PERIOD, row[16:20], strict=True)) if row[16] else None,
            "current": dict(zip(PERIOD, row[20:24], strict=True)),
            "is_confirmed": bool(row[24]),
            "interpretation_note": row[25],
            "moves": row[26],
            "status": row[27],
            "effective_on": row[28],
            "confidence": row[29],
            "position": "overdue",
            "days_overdue": row[30],
            "days_late": None,
            "days_left": None,
            "days_slipped": row[31],
            "light": row[32],
            "freshness": row[33],
            "forecast": dict(zip(PERIOD, row[34:38], strict=True)) if row[34] else None,
            "started_on": row[38],
            "completed": None,
            "last_update": {
                "id": update_id,
                "kind": row[40],
                "recorded_at": self.dialect.instant(row[41]),
                "recorded_by": row[42],
                "note": row[43],
            }
            if row[39]
            else None,
            "leads": next((named[level, "lead"] for level in levels if (level, "lead") in named), []),
            "partners": next((named[level, "partner"] for level in levels if (level, "partner") in named), []),
            "version": row[44],
        }


def open_connection() -> Any:
    """Return a connection by the driver alone; on PostgreSQL statements are prepared."""
    if connection.vendor == "sqlite":
        import sqlite3

        return sqlite3.connect(f"file:{settings.DATABASES['default']['NAME']}?mode=ro", uri=True)
    import psycopg

    connection.ensure_connection()
    return psycopg.connect(connection.connection.info.dsn, autocommit=True, prepare_threshold=0)
