"""The doors of the REST interface, and those of the installation itself."""

from tests.doors.doors import FOUND, Door, Write, hidden, lists, only_written
from tests.doors.pages import OF_PLAN
from tests.doors.visitors import (
    CONTENT,
    COORDINATE_A,
    EDIT_ALL,
    EDIT_DRAFT,
    EDIT_PLAN,
    NOBODY,
    PEOPLE,
    PROGRAMS,
    RECORD_A,
    RECORD_B,
    SEE_DRAFT,
)

QUERIES = ("", "?count=1", "?as_of=2018-12-31", "?as_of=2017-02-15", "?format=csv", "?format=xlsx")
LATE = {"delay_reason": "capacity", "forecast": "2199"}


def send(writers, body, method="post", version=None, **options):
    return Write(writers, body=body, method=method, is_json=True, version=version, **options)


def detail(things, readers=CONTENT, editors=NOBODY, change=None, *, hides=False):
    """Return the doors of one thing: read, changed, removed, and put, which cannot be done."""
    writes = [send(NOBODY, lambda w: {"title": "Anden"}, "put", things)]
    if change is not None:
        writes.append(send(editors, lambda w: change, "patch", things))
        writes.append(send(NOBODY, lambda w: {}, "delete", things))

    known_to = SEE_DRAFT if hides else NOBODY
    shared = {"readers": readers, "hidden": hides, "known_to": known_to, "silent": not hides}

    def door(**options):
        return Door(args=lambda w: [_name(things(w))], **shared, **options)

    return [door(writes=tuple(writes)), door(query="?as_of={w.today}"), door(query="?lang=en")]


def _name(thing):
    return getattr(thing, "slug", None) if type(thing).__name__ == "Plan" else thing.public_id


def named(name):
    return lambda world: getattr(world, name)


def update(deadline, **fields):
    return lambda w: {"deadline": str(getattr(w, deadline).public_id), "status": "in_progress", **fields}


API_ROUTES = {
    "initiatives-api:start": [Door(readers=PEOPLE | PROGRAMS, ok=FOUND)],
    "initiatives-api:documentation": [Door(readers=CONTENT)],
    "initiatives-api:schema": [Door()],
    "initiatives-api:api-root": [Door()],
    "api/": [Door(path=lambda w: "/api/v1/nothing/", readers=NOBODY, hidden=True)],
    "initiatives-api:progress-report": [
        *lists("?plan={w.plan.slug}&format=json", "?plan={w.plan.slug}&format=html&as_of=2018-12-31"),
        Door(query="?plan={w.plan.slug}&format=json&audience=internal", readers=OF_PLAN),
        Door(query="?plan={w.draft.slug}&format=json", readers=SEE_DRAFT, hidden=True, silent=False),
        Door(query="?plan={w.plan.slug}&as_of=2017-02-15", readers=OF_PLAN, hidden=True),
    ],
    "initiatives-api:plan-list": [
        *lists(*QUERIES, "?state=draft&count=1", "?q=zq"),
        only_written(send(EDIT_ALL, lambda w: {"slug": "ny", "title": "Ny"}), readers=CONTENT),
    ],
    "initiatives-api:plan-detail": [
        *detail(named("plan"), editors=EDIT_PLAN, change={"summary": "Nyt"}),
        *detail(named("draft"), SEE_DRAFT, EDIT_DRAFT, {"summary": "Nyt"}, hides=True),
    ],
    "initiatives-api:objective-list": [
        *lists(*QUERIES, "?plan={w.plan.slug}&count=1"),
        only_written(
            send(EDIT_PLAN, lambda w: {"plan": w.plan.slug, "number": "9", "title": "Ny"}),
            send(EDIT_DRAFT, lambda w: {"plan": w.draft.slug, "number": "9", "title": "Ny"}),
            readers=CONTENT,
            silent=False,
        ),
    ],
    "initiatives-api:objective-detail": [
        *detail(named("objective"), editors=EDIT_PLAN, change={"summary": "Nyt"}),
        *detail(named("draft_objective"), SEE_DRAFT, EDIT_DRAFT, {"summary": "Nyt"}, hides=True),
    ],
    "initiatives-api:action-list": [
        *lists(*QUERIES, "?q=zqforhen&count=1"),
        only_written(
            send(
                EDIT_PLAN,
                lambda w: {
                    "plan": w.plan.slug,
                    "objective": str(w.objective.public_id),
                    "number": "9.9",
                    "title": "Nyt",
                    "deadlines": [{"key": "ny", "label": "Ny"}],
                },
            ),
            readers=CONTENT,
        ),
    ],
    "initiatives-api:action-detail": [
        *detail(named("action_a"), editors=EDIT_PLAN, change={"summary": "Nyt"}),
        *detail(named("draft_action"), SEE_DRAFT, EDIT_DRAFT, {"summary": "Nyt"}, hides=True),
    ],
    "initiatives-api:deadline-list": [
        *lists(*QUERIES, "?organisation=beta&count=1", "?overdue=true&count=1", "?q=zqnotat&count=1"),
        only_written(
            send(EDIT_PLAN, lambda w: {"action": str(w.action_a.public_id), "key": "ny", "label": "Ny"}),
            send(EDIT_DRAFT, lambda w: {"action": str(w.draft_action.public_id), "key": "ny", "label": "Ny"}),
            readers=CONTENT,
            silent=False,
        ),
    ],
    "initiatives-api:deadline-detail": [
        *detail(named("open_a"), editors=EDIT_PLAN, change={"interpretation_note": "Nyt"}),
        *detail(named("draft_second"), SEE_DRAFT, EDIT_DRAFT, {"interpretation_note": "Nyt"}, hides=True),
        hidden(lambda w: [w.draft_deadline.ref], SEE_DRAFT),
    ],
    "initiatives-api:organisation-list": [
        *lists("", "?count=1", "?format=csv"),
        only_written(send(EDIT_ALL, lambda w: {"slug": "ny", "name": "Ny"}), readers=CONTENT),
    ],
    "initiatives-api:organisation-detail": [
        *detail(named("b"), editors=EDIT_ALL, change={"name": "Nyt navn"}),
    ],
    "initiatives-api:status-update-list": [
        *lists(*QUERIES),
        only_written(
            send(RECORD_A, update("open_a")),
            send(RECORD_B, update("open_b")),
            send(EDIT_DRAFT, update("draft_deadline", **LATE)),
            readers=CONTENT,
            silent=False,
        ),
    ],
    "initiatives-api:status-update-detail": [
        *detail(named("update_a")),
        *detail(named("update_b")),
        *detail(named("draft_update"), SEE_DRAFT, hides=True),
    ],
    "initiatives-api:deadline-change-list": [
        *lists(*QUERIES),
        only_written(
            send(
                COORDINATE_A,
                lambda w: {
                    "deadline": str(w.open_a.public_id),
                    "kind": "move",
                    "period": "2198",
                    "reason": "capacity",
                    "explanation": "Mere tid",
                },
                version=named("open_a"),
            ),
            readers=CONTENT,
        ),
    ],
    "initiatives-api:deadline-change-detail": [
        *detail(named("change_b")),
        *detail(named("draft_change"), SEE_DRAFT, hides=True),
    ],
    "security-txt": [Door(free=True)],
    "healthz": [Door(readers=PEOPLE | PROGRAMS)],
}
