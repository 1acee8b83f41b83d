"""The flat row of every export as one SQL statement, written by hand: what the database's own tools are given."""

from __future__ import annotations

from bench.dialect import Dialect

NAMED = """(SELECT {joined} FROM initiatives_responsibility r
    LEFT JOIN initiatives_organisation b ON b.id = r.organisation_id WHERE r.{column} = {key} AND r.role IN ({roles})
    AND (r.valid_from IS NULL OR r.valid_from <= {as_of}) AND (r.valid_to IS NULL OR r.valid_to >= {as_of}))"""
WHO = "coalesce(nullif(b.abbreviation, ''), b.name, r.named_as)"
EVIDENCE = """(SELECT {joined} FROM initiatives_evidence e WHERE e.status_update_id = f.update_id)"""
PIECE = "e.title || coalesce(' (' || coalesce(nullif(e.link, ''), nullif(e.case_number, '')) || ')', '')"
STARTED = "(d.kind = 'start_by' AND u.started_on IS NOT NULL)"
ENDED = "p.position IN ('closed', 'closed_partial') OR p.position LIKE 'met%'"


def statement(dialect: Dialect) -> str:
    """Return the statement for all deadlines, as they fall due; the last column of the row, ``known``, is left out."""
    as_of = dialect.day(dialect.as_of)
    facts = f"""
        SELECT d.id, d.action_id, a.objective_id, o.parent_id, u.id AS update_id,
            p.slug || '/' || a.number || '/' || d.key AS ref, p.slug, o.number AS objective_number,
            o.title AS objective, a.number AS action_number, a.title AS action, d.label, d.kind, d.firmness, d.wording,
            d.original_earliest, d.original_latest, d.current_earliest, d.current_latest, d.current_precision,
            d.is_confirmed, d.moves, coalesce(u.status, 'none') AS status, u.effective_on, u.confidence, d.baseline,
            u.forecast_latest, u.started_on, u.completed_earliest, u.completed_latest, u.delay_reason, u.note,
            u.known_on, p.due_soon_days, p.ageing_after_days, p.stale_after_days,
            {dialect.least(as_of, f"coalesce(p.archived_on, {as_of})")} AS judged_on,
            coalesce(u.forecast_latest, u.forecast_earliest) AS forecast_day,
            {STARTED} OR coalesce(u.status = 'completed', false) AS met,
            CASE WHEN {STARTED} THEN u.started_on ELSE u.completed_earliest END AS met_earliest,
            CASE WHEN {STARTED} THEN u.started_on ELSE u.completed_latest END AS met_latest
        FROM initiatives_deadline d
        JOIN initiatives_action a ON a.id = d.action_id
        JOIN initiatives_objective o ON o.id = a.objective_id
        JOIN initiatives_plan p ON p.id = a.plan_id AND p.state <> 'draft'
        LEFT JOIN initiatives_statusupdate u ON u.id = d.latest_update_id"""
    position = f"""
        SELECT f.*, CASE
            WHEN f.status IN ('cancelled', 'superseded') THEN 'closed'
            WHEN f.status = 'closed_partial' THEN 'closed_partial'
            WHEN f.met AND f.met_earliest IS NULL AND f.met_latest IS NULL THEN 'met_undated'
            WHEN f.met AND f.current_latest IS NULL THEN 'met_no_deadline'
            WHEN f.met AND f.met_latest <= f.current_latest THEN 'met_on_time'
            WHEN f.met AND f.met_earliest > f.current_latest THEN 'met_late'
            WHEN f.met THEN 'met_undecided'
            WHEN f.current_latest IS NULL THEN 'no_deadline'
            WHEN f.judged_on > f.current_latest THEN 'overdue'
            WHEN f.forecast_day > f.current_latest THEN 'expected_late'
            WHEN {dialect.days("f.judged_on", "f.current_latest")} <= f.due_soon_days THEN 'due_soon'
            WHEN f.current_earliest IS NULL OR f.current_earliest <= f.judged_on THEN 'in_period'
            ELSE 'upcoming' END AS position
        FROM ({facts}) f"""
    later = dialect.greatest("coalesce(p.forecast_day, p.judged_on)", "p.judged_on")
    met_day = "coalesce(p.met_earliest, p.met_latest)"
    ahead = dialect.greatest("p.current_latest", "coalesce(p.forecast_day, p.current_latest)")
    compared = f"""
        SELECT p.*,
            CASE WHEN p.met THEN {met_day} WHEN p.position = 'overdue' THEN {later} ELSE p.forecast_day END AS compared,
            CASE WHEN p.position IN ('closed', 'closed_partial') THEN NULL WHEN p.met THEN {met_day}
                WHEN p.current_latest IS NULL THEN p.forecast_day
                WHEN p.position = 'overdue' THEN {dialect.greatest(ahead, "p.judged_on")} ELSE {ahead} END AS slipped_to
        FROM ({position}) p"""
    age = dialect.days("f.known_on", "f.judged_on")
    return f"""
        SELECT f.ref, f.slug AS plan, f.objective_number, f.objective, f.action_number, f.action, f.label, f.kind,
            f.firmness, f.wording, {_named(dialect, "lead", "host")} AS lead, {_named(dialect, "partner")} AS partners,
            f.original_earliest, f.original_latest, f.current_earliest, f.current_latest,
            f.current_precision AS precision, CASE WHEN f.is_confirmed THEN 'true' ELSE 'false' END AS is_confirmed,
            f.moves, f.status, f.effective_on, f.confidence, f.position,
            CASE WHEN f.position = 'overdue' THEN {dialect.days("f.current_latest", "f.judged_on")} END AS days_overdue,
            CASE WHEN f.position = 'met_late'
                THEN {dialect.days("f.current_latest", "f.met_earliest")} END AS days_late,
            CASE WHEN f.slipped_to > f.baseline THEN {dialect.days("f.baseline", "f.slipped_to")} END AS days_slipped,
            CASE WHEN f.position IN ('closed', 'closed_partial', 'met_undated') THEN 'none'
                WHEN f.current_latest IS NULL THEN 'grey' WHEN f.compared IS NULL THEN 'none'
                WHEN f.compared < {dialect.months_after("f.current_latest", 1)} THEN 'green'
                WHEN f.compared <= {dialect.months_after("f.current_latest", 3)} THEN 'amber' ELSE 'red' END AS light,
            CASE WHEN {ENDED.replace("p.", "f.")} THEN 'fresh' WHEN f.known_on IS NULL THEN 'never'
                WHEN {age} <= f.ageing_after_days THEN 'fresh' WHEN {age} <= f.stale_after_days THEN 'ageing'
                ELSE 'stale' END AS freshness,
            f.forecast_latest, f.started_on, f.completed_earliest, f.completed_latest, f.delay_reason, f.note,
            {EVIDENCE.format(joined=dialect.joined(PIECE, "e.id"))} AS evidence,
            f.known_on AS last_update_on, {as_of} AS as_of
        FROM ({compared}) f ORDER BY f.current_latest NULLS LAST, f.id"""


def _named(dialect: Dialect, *roles: str) -> str:
    """Return who is named in the roles at the nearest level that names anybody."""
    levels = (
        ("deadline_id", "f.id"),
        ("action_id", "f.action_id"),
        ("objective_id", "f.objective_id"),
        ("objective_id", "f.parent_id"),
    )
    named = (
        NAMED.format(
            joined=dialect.joined(WHO, "r.id"),
            column=column,
            key=key,
            roles=", ".join(f"'{role}'" for role in roles),
            as_of=dialect.day(dialect.as_of),
        )
        for column, key in levels
    )
    return f"coalesce({', '.join(named)})"
