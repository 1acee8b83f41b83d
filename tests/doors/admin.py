"""The doors of the admin."""

from dataclasses import replace

from django.contrib.contenttypes.models import ContentType

from initiatives.models import Deadline
from tests.doors.doors import FOUND, Door, Write, hidden, lists
from tests.doors.visitors import (
    ADMINISTRATOR,
    AUDITOR,
    CONTENT,
    COORDINATE_A,
    COORDINATE_B,
    EDIT_ALL,
    EDIT_DRAFT,
    EDIT_PLAN,
    NOBODY,
    RECORD_A,
    RECORD_B,
    SEE_DRAFT,
)

ADMIN = frozenset({ADMINISTRATOR})
IN_ADMIN = CONTENT | ADMIN
OF_MEMBERSHIPS = ADMIN | {AUDITOR}
CONTENT_MODELS = {
    # model: the open thing, the hidden one, who edits the first, what is changed
    "plan": ("plan", "draft", EDIT_PLAN, {"summary": "Nyt"}),
    "objective": ("objective", "draft_objective", EDIT_PLAN, {"summary": "Nyt"}),
    "action": ("action_a", "draft_action", EDIT_PLAN, {"summary": "Nyt"}),
    "deadline": ("open_a", "draft_second", EDIT_PLAN, {"interpretation_note": "Nyt"}),
    "responsibility": ("responsibility", "draft_responsibility", EDIT_PLAN, {"words": "Nyt"}),
    "funding": ("funding", "draft_funding", EDIT_PLAN, {"words": "Nyt"}),
    "organisation": ("b", None, EDIT_ALL, {"name": "Nyt navn"}),
    "statusupdate": ("update_b", "draft_update", NOBODY, None),
    "deadlinechange": ("change_b", "draft_change", NOBODY, None),
}
REMOVABLE = {"deadline", "funding", "responsibility"}
ADDED = {
    # model: parameter, open thing above, hidden thing above, content
    "objective": ("in_plan", "plan", "draft", {"number": "9", "title": "Nyt"}),
    "action": (
        "in_objective",
        "objective",
        "draft_objective",
        {"number": "9.9", "title": "Nyt", "first_key": "ny", "first_label": "Ny"},
    ),
    "deadline": ("in_action", "action_a", "draft_action", {"key": "ny", "label": "Ny"}),
    "responsibility": ("for_action", "action_a", "draft_action", {"named_as": "Relevante ministerier"}),
    "funding": ("in_action", "action_a", "draft_action", {"amount": "5", "currency": "DKK"}),
}


def of(name):
    return lambda world: [getattr(world, name).public_id]


def version_of(name):
    """Return what the button of a deadline's page sends: the version that was seen."""
    return lambda world: {"version": Deadline.objects.get(pk=getattr(world, name).pk).version}


def row_of(deadline, row):
    return lambda world: [getattr(world, deadline).public_id, getattr(world, row).public_id]


def model_routes(model):
    """Return the six routes that Django's admin has for a model of the content."""
    opened, concealed, editors, changes = CONTENT_MODELS[model]
    writes = (Write(editors, fields=lambda w: changes),) if changes else (Write(NOBODY, body=lambda w: {"note": "x"}),)
    concealed_editors = EDIT_DRAFT if changes else NOBODY
    routes = {
        "changelist": [Door(), Door(query="?q=zq"), Door(query="?q=beta")],
        "change": [Door(args=of(opened), writes=writes)],
        "history": [Door(args=of(opened))],
        "delete": [
            Door(args=of(opened), readers=NOBODY if not changes else editors, ok=FOUND, writes=(_removal(NOBODY),))
        ],
        "add": [Door(readers=NOBODY, writes=(Write(NOBODY, body=lambda w: {"title": "x"}),))],
        None: [
            Door(
                args=of(opened),
                path=lambda w: f"/admin/initiatives/{model}/{of(opened)(w)[0]}/",
                readers=IN_ADMIN,
                ok=FOUND,
            )
        ],
    }
    if changes is None:
        routes["history"] = [Door(args=of(opened), readers=NOBODY, hidden=True)]
    if concealed is not None:
        again = (replace(writes[0], writers=concealed_editors),)
        routes["change"].append(hidden(of(concealed), SEE_DRAFT, *again))
        routes["history"].append(hidden(of(concealed), SEE_DRAFT if changes else NOBODY))
        removers = concealed_editors if model in REMOVABLE and model != "deadline" else NOBODY
        routes["delete"].append(
            hidden(of(concealed), concealed_editors, _removal(removers), known_to=SEE_DRAFT, ok=FOUND | {200})
        )
    if model in ADDED:
        parameter, above, hidden_above, content = ADDED[model]
        for name, writers in ((above, EDIT_PLAN), (hidden_above, EDIT_DRAFT)):
            query = f"?{parameter}={{w.{name}.public_id}}"
            routes["add"].append(
                Door(
                    query=query,
                    readers=writers,
                    hidden=name == hidden_above,
                    known_to=SEE_DRAFT if name == hidden_above else NOBODY,
                    silent=name == above,
                    writes=(Write(writers, fields=lambda w, content=content: content),),
                )
            )
    return {
        f"admin:initiatives_{model}_{name}" if name else f"admin/initiatives/{model}/<path:object_id>/": doors
        for name, doors in routes.items()
    }


def _removal(removers):
    return Write(removers, body=lambda w: {"post": "yes"})


ADMIN_ROUTES = {
    "admin:index": [Door(readers=IN_ADMIN)],
    "admin:login": [Door(free=True)],
    "admin:logout": [Door(free=True)],
    "admin:password_change": [Door(readers=IN_ADMIN)],
    "admin:password_change_done": [Door(readers=IN_ADMIN)],
    "admin:autocomplete": [
        Door(query="?app_label=initiatives&model_name=responsibility&field_name=organisation&term="),
        Door(query="?app_label=initiatives&model_name=action&field_name=objective&term=zq"),
    ],
    "admin:jsi18n": [Door(readers=IN_ADMIN)],
    "admin:view_on_site": [
        Door(args=lambda w: [ContentType.objects.get_for_model(w.draft).pk, w.draft.pk], readers=NOBODY, hidden=True)
    ],
    "admin:app_list": [Door(args=lambda w: ["initiatives"], readers=IN_ADMIN, ok=FOUND)],
    "admin/(?P<url>.*)$": [Door(path=lambda w: "/admin/nothing/", readers=NOBODY, hidden=True)],
}
for _model in CONTENT_MODELS:
    ADMIN_ROUTES |= model_routes(_model)
ADMIN_ROUTES["admin:initiatives_plan_add"] = [
    Door(
        readers=EDIT_ALL,
        writes=(Write(EDIT_ALL, fields=lambda w: {"slug": "ny", "reference": "NY", "title": "Ny", "language": "da"}),),
    )
]
ADMIN_ROUTES["admin:initiatives_organisation_add"] = [
    Door(readers=EDIT_ALL, writes=(Write(EDIT_ALL, fields=lambda w: {"slug": "ny", "name": "Ny"}),))
]
ADMIN_ROUTES["admin:initiatives_deadline_changelist"] += [
    *lists("?as_of=2018-12-31", "?as_of=2017-02-15", "?status=none"),
    Door(query="?plan={w.draft.slug}", readers=CONTENT, ok=FOUND | {200}, silent=False),
]
ADMIN_ROUTES["admin:initiatives_action_changelist"] += [
    Door(query="?plan={w.draft.slug}", readers=CONTENT, ok=FOUND | {200}, silent=False),
]
# A text that is not shown cannot be guessed letter by letter either.
ADMIN_ROUTES["admin:initiatives_statusupdate_changelist"] += lists(
    "?internal_note__contains=zqnotatalfa", "?internal_note__startswith=zq", ok=frozenset({400})
)
ADMIN_ROUTES |= {
    "admin:initiatives_plan_step": [
        Door(
            args=of("plan"),
            readers=EDIT_PLAN,
            ok=FOUND,
            writes=(Write(EDIT_PLAN, body=lambda w: {"step": "archive", "sure": "on"}),),
        ),
        hidden(of("draft"), EDIT_DRAFT, Write(EDIT_DRAFT, body=lambda w: {"step": "publish"}), ok=FOUND),
    ],
    "admin:initiatives_deadline_export": [
        Door(args=lambda w: ["csv"]),
        Door(args=lambda w: ["xlsx"]),
        Door(args=lambda w: ["csv"], query="?as_of=2018-12-31"),
    ],
    "admin:initiatives_deadline_record": [
        Door(args=of("open_a"), readers=RECORD_A, writes=(Write(RECORD_A, fields=lambda w: {"status": "on_hold"}),)),
        Door(args=of("open_b"), readers=RECORD_B, writes=(Write(RECORD_B, fields=lambda w: {"status": "on_hold"}),)),
        hidden(of("draft_deadline"), EDIT_DRAFT),
    ],
    "admin:initiatives_deadline_reopen": [
        Door(args=of("done_a"), readers=COORDINATE_A),
        hidden(of("draft_deadline"), EDIT_DRAFT),
    ],
    "admin:initiatives_deadline_confirm": [
        Door(args=of("open_a"), readers=RECORD_A, writes=(Write(RECORD_A, body=version_of("open_a")),)),
        hidden(of("draft_deadline"), EDIT_DRAFT, Write(EDIT_DRAFT, body=version_of("draft_deadline"))),
    ],
    "admin:initiatives_deadline_correct": [
        Door(args=row_of("open_a", "update_a"), readers=RECORD_A, writes=(Write(RECORD_A),)),
        hidden(row_of("draft_deadline", "draft_update"), EDIT_DRAFT),
    ],
    "admin:initiatives_deadline_withdraw": [
        Door(
            args=row_of("open_a", "update_a"),
            readers=RECORD_A,
            writes=(Write(RECORD_A, fields=lambda w: {"note": "Forkert"}),),
        ),
        hidden(row_of("draft_deadline", "draft_update"), EDIT_DRAFT),
    ],
    "admin:initiatives_deadline_date": [
        Door(
            args=lambda w: [w.open_b.public_id, "move"],
            readers=COORDINATE_B,
            writes=(
                Write(
                    COORDINATE_B,
                    fields=lambda w: {"period": "2198", "reason": "capacity", "explanation": "Mere tid"},
                ),
            ),
        ),
        hidden(lambda w: [w.draft_deadline.public_id, "move"], EDIT_DRAFT),
    ],
    "admin:initiatives_evidence_changelist": lists("", "?q=zq"),
    "admin:initiatives_evidence_add": [Door(readers=NOBODY)],
    "admin:initiatives_evidence_history": [hidden(of("draft_update"), NOBODY)],
    "admin:initiatives_evidence_delete": [hidden(of("draft_update"), NOBODY)],
    "admin:initiatives_evidence_change": [hidden(of("draft_update"), NOBODY)],
    "admin/initiatives/evidence/<path:object_id>/": [
        Door(path=lambda w: "/admin/initiatives/evidence/1/", readers=IN_ADMIN, ok=FOUND)
    ],
    "admin:initiatives_membership_changelist": [
        Door(readers=OF_MEMBERSHIPS),
        Door(readers=OF_MEMBERSHIPS, query="?q=zq"),
    ],
    "admin:initiatives_membership_add": [
        Door(
            readers=ADMIN,
            writes=(Write(ADMIN, body=lambda w: {"user": w.people["reader"].pk, "role": "coordinator"}),),
        )
    ],
    "admin:initiatives_membership_change": [
        Door(
            args=of("membership"),
            readers=OF_MEMBERSHIPS,
            writes=(Write(ADMIN, fields=lambda w: {"role": "auditor"}),),
        )
    ],
    "admin:initiatives_membership_history": [Door(args=of("membership"), readers=OF_MEMBERSHIPS)],
    "admin:initiatives_membership_delete": [Door(args=of("membership"), readers=NOBODY, writes=(_removal(NOBODY),))],
    "admin/initiatives/membership/<path:object_id>/": [
        Door(path=lambda w: f"/admin/initiatives/membership/{w.membership.public_id}/", readers=IN_ADMIN, ok=FOUND)
    ],
    "admin:initiatives_user_changelist": [Door(readers=ADMIN), Door(readers=ADMIN, query="?q=zq")],
    "admin:initiatives_user_add": [Door(readers=ADMIN)],
    "admin:initiatives_user_change": [
        Door(args=of("stranger"), readers=ADMIN, writes=(Write(ADMIN, fields=lambda w: {"last_name": "Ny"}),))
    ],
    "admin:initiatives_user_history": [Door(args=of("stranger"), readers=NOBODY, hidden=True)],
    "admin:initiatives_user_delete": [Door(args=of("stranger"), readers=NOBODY, writes=(_removal(NOBODY),))],
    "admin/initiatives/user/<path:object_id>/": [
        Door(path=lambda w: f"/admin/initiatives/user/{w.stranger.public_id}/", readers=IN_ADMIN, ok=FOUND)
    ],
    "admin:auth_user_password_change": [
        Door(
            args=of("stranger"),
            readers=ADMIN,
            writes=(
                Write(
                    ADMIN,
                    body=lambda w: {
                        "password1": "en-lang-sætning-2018",
                        "password2": "en-lang-sætning-2018",
                        "usable_password": "true",
                    },
                ),
            ),
        )
    ],
}
