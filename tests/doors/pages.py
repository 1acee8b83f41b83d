"""The doors of the pages."""

from tests.doors.doors import FOUND, Door, Write, hidden, lists, only_written
from tests.doors.visitors import (
    AUDITOR,
    CONTENT,
    COORDINATE_A,
    COORDINATE_B,
    COORDINATOR_ALL,
    COORDINATOR_P,
    EDIT_DRAFT,
    EDIT_PLAN,
    NOBODY,
    PEOPLE,
    READ_MEMBERSHIPS,
    READ_PERSON_LOG,
    READ_REMOVALS,
    RECORD_A,
    RECORD_B,
    SEE_DRAFT,
    SIGNED_IN,
)

PAST, BEFORE, LATER_KNOWN = "?as_of=2018-12-31", "?as_of=2017-02-15", "?as_of=2018-12-31&known=now"
CHANGE = {"reason": "capacity", "explanation": "Mere tid"}
# Whoever may read internal reports of the open plan.
OF_PLAN = frozenset({COORDINATOR_P, COORDINATOR_ALL, AUDITOR})


def plan(world):
    return [world.plan.slug]


def draft(world):
    return [world.draft.slug]


def of(name):
    """Return the public id of a thing of the world as the argument of an address."""
    return lambda world: [getattr(world, name).public_id]


def edits_of(name, kind=""):
    return lambda world: [kind or name, getattr(world, name).public_id]


def removal_of(kind, name):
    return lambda world: [kind, getattr(world, name).public_id]


def removal_form_of(field):
    return lambda world: {"texts": [field], "reason": "Persondata"}


def with_kind(name, kind):
    return lambda world: [getattr(world, name).public_id, kind]


def report_form(world):
    return {"status": "in_progress", "note": "I gang"}


def late_form(world):
    return {"status": "in_progress", "delay_reason": "capacity", "forecast": "2199", "note": "Sent"}


def change_form(world):
    return {"period": "2198", **CHANGE}


def removal_form(world):
    return CHANGE


def reports_query(world):
    return {"plan": world.plan.slug, "audience": "public", "lang": "da", "sections": "summary", "format": "csv"}


def selection(world):
    ids = [str(row.public_id) for row in (world.open_a, world.open_b)]
    return {"deadline": ids, "confirmed": "yes", "seen_at": "2199-01-01T00:00:00+00:00", "next": "/deadlines/"}


def hidden_selection(world):
    return {**selection(world), "deadline": [str(world.draft_deadline.public_id)]}


PAGE_ROUTES = {
    "initiatives:home": lists("", PAST, BEFORE),
    "initiatives:plans": lists("", PAST, BEFORE, "?state=draft"),
    "initiatives:plan": [
        Door(args=plan),
        Door(args=plan, query=PAST),
        Door(args=plan, query=LATER_KNOWN),
        hidden(plan, OF_PLAN, query=BEFORE),
        hidden(draft, SEE_DRAFT),
        hidden(draft, SEE_DRAFT, query=PAST),
    ],
    "initiatives:timeline": [
        Door(args=plan),
        hidden(plan, OF_PLAN, query=BEFORE),
        hidden(draft, SEE_DRAFT),
    ],
    "initiatives:action": [
        Door(args=lambda w: [w.plan.slug, "1.1"]),
        Door(args=lambda w: [w.plan.slug, "1.1"], query=PAST),
        Door(args=lambda w: [w.plan.slug, "1.2"]),
        hidden(lambda w: [w.plan.slug, "1.1"], OF_PLAN, query=BEFORE),
        hidden(lambda w: [w.draft.slug, "7.1"], SEE_DRAFT),
    ],
    "initiatives:deadlines": [
        *lists(
            "", PAST, BEFORE, "?q=til&status=none&ordering=due", "?organisation=beta", "?format=csv", "?format=xlsx"
        ),
        *lists("?q=zqnotat", "?q=zqudkast", "?format=csv&as_of=2018-12-31", "?position=overdue&kind=complete_by"),
    ],
    "initiatives:overdue": lists("", PAST, "?organisation=beta", "?format=csv"),
    "initiatives:confirm-selected": [
        Door(ok=FOUND, writes=(Write(RECORD_A | RECORD_B, body=selection, leads_back=True),)),
        Door(ok=FOUND, silent=False, writes=(Write(EDIT_DRAFT, body=hidden_selection, leads_back=True),)),
    ],
    "initiatives:update": [
        Door(args=of("open_a"), readers=RECORD_A, writes=(Write(RECORD_A, fields=report_form),)),
        Door(args=of("open_b"), readers=RECORD_B, writes=(Write(RECORD_B, fields=report_form),)),
        hidden(of("draft_deadline"), EDIT_DRAFT, Write(EDIT_DRAFT, fields=late_form)),
    ],
    "initiatives:confirm": [
        Door(args=of("open_a"), readers=RECORD_A, writes=(Write(RECORD_A),)),
        Door(args=of("open_b"), readers=RECORD_B, writes=(Write(RECORD_B),)),
        hidden(of("draft_deadline"), EDIT_DRAFT, Write(EDIT_DRAFT)),
    ],
    "initiatives:reopen": [
        Door(args=of("done_a"), readers=COORDINATE_A, writes=(Write(COORDINATE_A, fields=late_form),)),
        hidden(of("draft_deadline"), EDIT_DRAFT),
    ],
    "initiatives:date-kinds": [
        Door(args=of("open_a"), readers=COORDINATE_A, ok=FOUND | {200}),
        hidden(of("draft_deadline"), EDIT_DRAFT, ok=FOUND | {200}),
    ],
    "initiatives:date": [
        Door(args=with_kind("open_a", "move"), readers=COORDINATE_A, writes=(Write(COORDINATE_A, fields=change_form),)),
        Door(
            args=with_kind("open_a", "reading"), readers=COORDINATE_A, writes=(Write(COORDINATE_A, fields=change_form),)
        ),
        Door(
            args=with_kind("undated_a", "first_date"),
            readers=COORDINATE_A,
            writes=(Write(COORDINATE_A, fields=change_form),),
        ),
        Door(
            args=with_kind("open_b", "removal"),
            readers=COORDINATE_B,
            writes=(Write(COORDINATE_B, fields=removal_form),),
        ),
        hidden(with_kind("draft_deadline", "move"), EDIT_DRAFT, Write(EDIT_DRAFT, fields=change_form)),
    ],
    "initiatives:correct": [
        Door(args=of("update_a"), readers=RECORD_A, writes=(Write(RECORD_A, fields=report_form),)),
        Door(args=of("update_b"), readers=RECORD_B, writes=(Write(RECORD_B, fields=report_form),)),
        hidden(of("draft_update"), EDIT_DRAFT, Write(EDIT_DRAFT, fields=late_form)),
    ],
    "initiatives:withdraw": [
        Door(args=of("update_a"), readers=RECORD_A, writes=(Write(RECORD_A, fields=lambda w: {"note": "Forkert"}),)),
        hidden(of("draft_update"), EDIT_DRAFT, Write(EDIT_DRAFT, fields=lambda w: {"note": "Forkert"})),
    ],
    "initiatives:changes": lists(
        "?known_from=2017-01-01", PAST, "?known_from=2017-01-01&who=ali", "?known_from=2017-01-01&kind=edit"
    ),
    "initiatives:edits": [
        Door(args=edits_of("plan")),
        Door(args=edits_of("action_a", "action")),
        Door(args=edits_of("open_a", "deadline")),
        Door(args=edits_of("responsibility")),
        Door(args=edits_of("funding")),
        Door(args=edits_of("a", "organisation")),
        hidden(edits_of("membership"), READ_MEMBERSHIPS),
        hidden(edits_of("draft", "plan"), SEE_DRAFT),
        hidden(edits_of("draft_action", "action"), SEE_DRAFT),
        hidden(edits_of("draft_deadline", "deadline"), SEE_DRAFT),
        hidden(edits_of("draft_responsibility", "responsibility"), SEE_DRAFT),
    ],
    "initiatives:restore": [
        hidden(
            lambda w: [*edits_of("action_a", "action")(w), 2],
            EDIT_PLAN,
            Write(EDIT_PLAN, form="form-narrow", fields=lambda w: {"reason": "Fejl"}),
            known_to=OF_PLAN,
        ),
        hidden(lambda w: [*edits_of("draft_action", "action")(w), 2], NOBODY),
    ],
    "initiatives:organisations": lists("", PAST),
    "initiatives:organisation": [
        Door(args=lambda w: [w.a.slug]),
        Door(args=lambda w: [w.b.slug]),
        Door(args=lambda w: [w.b.slug], query=PAST),
    ],
    "initiatives:removals": [hidden(lambda w: [], READ_REMOVALS, known_to=NOBODY)],
    "initiatives:ask-removal": [
        Door(
            args=removal_of("status-update", "update_a"),
            readers=EDIT_PLAN,
            silent=False,
            writes=(Write(EDIT_PLAN, body=removal_form_of("internal_note")),),
        ),
        Door(args=removal_of("deadline-change", "change_b"), readers=EDIT_PLAN, silent=False),
        hidden(
            removal_of("status-update", "draft_update"), EDIT_DRAFT, Write(EDIT_DRAFT, body=removal_form_of("note"))
        ),
    ],
    "initiatives:removal": [
        hidden(of("removal"), OF_PLAN, Write(EDIT_PLAN, body=lambda w: {"decision": "decline"}), known_to=OF_PLAN),
        hidden(
            of("draft_removal"),
            SEE_DRAFT,
            Write(EDIT_DRAFT, body=lambda w: {"decision": "approve"}),
            known_to=SEE_DRAFT,
        ),
    ],
    "initiatives:reports": lists("", "?plan={w.plan.slug}", PAST),
    "initiatives:report-preview": [
        *lists(
            "?plan={w.plan.slug}&audience=public&lang=da",
            "?plan={w.plan.slug}&audience=public&lang=en&as_of=2018-12-31",
        ),
        Door(query="?plan={w.plan.slug}&audience=public&lang=da&as_of=2017-02-15", readers=OF_PLAN, hidden=True),
        Door(query="?plan={w.plan.slug}&audience=internal&lang=da", readers=OF_PLAN),
        Door(query="?plan={w.draft.slug}&audience=public&lang=da", readers=SEE_DRAFT, hidden=True),
    ],
    "initiatives:make-report": [
        only_written(Write(CONTENT, body=reports_query), readers=CONTENT, ok=FOUND),
        only_written(
            Write(OF_PLAN, body=lambda w: {**reports_query(w), "audience": "internal"}), readers=CONTENT, ok=FOUND
        ),
        only_written(
            Write(SEE_DRAFT, body=lambda w: {**reports_query(w), "plan": w.draft.slug}), readers=CONTENT, ok=FOUND
        ),
    ],
    "initiatives:made-report": [
        hidden(of("internal_report"), OF_PLAN),
        hidden(of("draft_report"), SEE_DRAFT),
    ],
    "initiatives:report-file": [
        hidden(of("internal_report"), OF_PLAN),
        hidden(of("draft_report"), SEE_DRAFT),
    ],
    "initiatives:report-description": [
        hidden(of("internal_report"), OF_PLAN),
        hidden(of("draft_report"), SEE_DRAFT),
    ],
    "initiatives:search": lists(
        "", "?q=zqudkast", "?q=zqnotat", "?q=zqforhen", "?q=tiltag", "?q=beta&as_of=2018-12-31"
    ),
    "initiatives:save-view": [
        Door(
            ok=FOUND,
            writes=(Write(CONTENT, body=lambda w: {"name": "Min", "list_name": "deadlines", "query": "status=none"}),),
        )
    ],
    "initiatives:remove-view": [hidden(of("view"), NOBODY, Write(NOBODY, body=lambda w: {"next": "/"}))],
    "initiatives:account": [Door(readers=SIGNED_IN)],
    "initiatives:sessions": [Door(readers=SIGNED_IN, ok=FOUND | {200})],
    "initiatives:own-log": [Door(readers=SIGNED_IN, silent=False)],
    "initiatives:person-log": [
        hidden(lambda w: [], READ_PERSON_LOG, known_to=NOBODY),
        hidden(lambda w: [], READ_PERSON_LOG, known_to=NOBODY, query="?person=contributor_a"),
    ],
    "initiatives:make-token": [
        Door(
            readers=SIGNED_IN,
            ok=FOUND,
            writes=(Write(SIGNED_IN, body=lambda w: {"name": "Ny", "scope": "read", "days": "30"}),),
        )
    ],
    "initiatives:revoke-token": [
        hidden(lambda w: [w.token.digest], NOBODY, Write(NOBODY, body=lambda w: {})),
    ],
    "initiatives:change-password": [Door(readers=SIGNED_IN)],
    "initiatives:language": [
        only_written(
            Write(SIGNED_IN, body=lambda w: {"language": "da", "next": "https://elsewhere.example/"}), post_only=True
        )
    ],
    "initiatives:sign-in": [Door(readers=PEOPLE, ok=FOUND | {200})],
    "initiatives:sign-out": [only_written(post_only=True)],
    "initiatives:help": [Door(readers=SIGNED_IN)],
    "initiatives:accessibility": [Door(readers=PEOPLE)],
}
