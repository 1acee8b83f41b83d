"""Every page of the product, in each of the states that look different, and who sees it.

What stands in braces is an id that the cast told. What follows a colon in a name tells states of one page apart.
"""

from __future__ import annotations

# Addresses that answer with a redirect or a file, or only take what a form sends.
NO_PAGES = {
    *("confirm-selected", "language", "save-view", "remove-view", "make-token", "revoke-token", "sign-out"),
    *("make-report", "report-file", "report-description"),
}

PAGES = {
    "home": "/",
    "home: another day": "/?as_of=2018-12-31&known=then",
    "plans": "/plans/",
    "plan": "/plans/com-2017-612/",
    "plan: areas": "/plans/dk-2016/",
    "plan: demonstration": "/plans/demo/",
    "plan: another day": "/plans/com-2017-612/?as_of=2018-12-31&known=now",
    "timeline": "/plans/com-2017-612/timeline/",
    "timeline: areas": "/plans/dk-2016/timeline/",
    "timeline: demonstration": "/plans/demo/timeline/",
    "action": "/plans/demo/actions/2.1/",
    "action: official": "/plans/com-2017-612/actions/III-2/",
    "action: moved": "/plans/demo/actions/2.3/",
    "action: withdrawn": "/plans/demo/actions/3.2/",
    "deadlines": "/deadlines/",
    "deadlines: filtered": "/deadlines/?plan=demo&position=overdue&position=due_soon",
    "deadlines: none": "/deadlines/?q=findes-ikke",
    "deadlines: another day": "/deadlines/?as_of=2018-12-31",
    "overdue": "/deadlines/overdue/",
    "update": "/deadlines/{survey}/update/",
    "confirm": "/deadlines/{survey}/confirm/",
    "reopen": "/deadlines/{draft}/reopen/",
    "date-kinds": "/deadlines/{survey}/date/",
    "date": "/deadlines/{survey}/date/move/",
    "correct": "/status-updates/{survey_update}/correct/",
    "withdraw": "/status-updates/{survey_update}/withdraw/",
    "changes": "/changes/",
    "edits": "/edits/action/{survey_action}/",
    "restore": "/edits/objective/{edited}/2/restore/",
    "removals": "/removals/",
    "ask-removal": "/removals/ask/status-update/{survey_update}/",
    "removal": "/removals/{removal}/",
    "reports": "/reports/",
    "reports: of a plan": "/reports/?plan=demo",
    "report-preview": "/reports/preview/?plan=demo&compare=quarter",
    "report-preview: another day": "/reports/preview/?plan=com-2017-612&as_of=2018-12-31&since=2018-06-30&lang=en",
    "made-report": "/reports/{report}/",
    "organisations": "/organisations/",
    "organisation": "/organisations/demo-styrelsen/",
    "search": "/search/?q=skilt",
    "search: none": "/search/?q=findes-ikke",
    "account": "/me/",
    "sessions": "/me/sessions/",
    "own-log": "/me/log/",
    "change-password": "/me/password/",
    "help": "/help/",
    "accessibility": "/accessibility/",
    "not found": "/findes-ikke/",
    "not understood": "/deadlines/?as_of=snart",
}

# What the two answer that are no pages of the record; all others answer 200.
REFUSED = {"not found": 404, "not understood": 400}

# The same pages with long compounds, titles of nearly 300 characters, markup in a text, and Bulgarian.
LONG_PAGES = {
    "plan: long": "/plans/long/",
    "plan: Bulgarian": "/plans/bulgarian/",
    "timeline: long": "/plans/long/timeline/",
    "timeline: Bulgarian": "/plans/bulgarian/timeline/",
    "action: long": "/plans/long/actions/1.1/",
    "action: Bulgarian": "/plans/bulgarian/actions/A.1/",
    "report-preview: long": "/reports/preview/?plan=long&plan=bulgarian",
    "deadlines: long": "/deadlines/?plan=long&plan=bulgarian",
    "overdue: long": "/deadlines/overdue/?plan=long",
    "update: long": "/deadlines/{long}/update/",
    "date: long": "/deadlines/{long}/date/move/",
    "organisation: long": "/organisations/long-body/",
    "search: long": "/search/?q=informationssikkerhed",
}

# What others see otherwise than the coordinator, to whom all the rest is shown; None has not signed in.
SEEN_BY_OTHERS = [
    ("reader", "home"),
    ("reader", "plan: demonstration"),
    ("reader", "action"),
    ("reader", "deadlines"),
    ("reader", "reports"),
    ("contributor", "home"),
    ("contributor", "action"),
    ("contributor", "deadlines"),
    ("contributor", "update"),
    ("auditor", "home"),
    ("auditor", "action"),
    ("auditor", "changes"),
    ("auditor", "person-log"),
    ("auditor", "removal"),
    ("administrator", "home"),
    ("administrator", "account"),
    (None, "sign-in"),
    (None, "accessibility"),
]
SIGN_IN = {"sign-in": "/sign-in/"}

ADMIN_THINGS = (
    *("plan", "objective", "action", "deadline", "organisation", "responsibility", "funding"),
    *("statusupdate", "deadlinechange"),
)
ADMIN_PAGES = {
    "admin": "/admin/",
    **{f"admin: list of {name}": f"/admin/initiatives/{name}/" for name in (*ADMIN_THINGS, "evidence")},
    **{f"admin: {name}": f"/admin/initiatives/{name}/{{{name}}}/change/" for name in ADMIN_THINGS},
    **{f"admin: new {name}": f"/admin/initiatives/{name}/add/" for name in ("plan", "organisation")},
    "admin: history": "/admin/initiatives/deadline/{survey}/history/",
    "admin: record": "/admin/initiatives/deadline/{survey}/record/",
    "admin: correct": "/admin/initiatives/deadline/{survey}/updates/{survey_update}/correct/",
    "admin: withdraw": "/admin/initiatives/deadline/{survey}/updates/{survey_update}/withdraw/",
    "admin: reopen": "/admin/initiatives/deadline/{draft}/reopen/",
    "admin: move": "/admin/initiatives/deadline/{survey}/date/move/",
}
# Those about accounts, which administrators alone see.
ACCOUNT_PAGES = {
    **{f"admin: list of {name}": f"/admin/initiatives/{name}/" for name in ("user", "membership")},
    **{f"admin: {name}": f"/admin/initiatives/{name}/{{{name}}}/change/" for name in ("user", "membership")},
    **{f"admin: new {name}": f"/admin/initiatives/{name}/add/" for name in ("user", "membership")},
}
# What auditors alone see.
AUDITOR_PAGES = {"person-log": "/log/"}
INTERFACE_PAGES = {"description of the interface": "/api/docs/"}

EVERYTHING = {**PAGES, **LONG_PAGES, **SIGN_IN, **ADMIN_PAGES, **ACCOUNT_PAGES, **AUDITOR_PAGES, **INTERFACE_PAGES}


def address_of(name, installation) -> str:
    """Return the address of a page by its name in one of the tables."""
    return EVERYTHING[name].format(**installation.facts["ids"])
