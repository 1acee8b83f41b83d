"""The fields of a plan file, from the plan down to its deadlines."""

from __future__ import annotations

from django.utils.translation import gettext as _

from initiatives.choices import ActionOrigin, DeadlineKind, Firmness, PlanKind
from initiatives.periods import Period
from initiatives.plan_files import values
from initiatives.plan_files.details import read_funding, read_reports, read_responsible
from initiatives.plan_files.entries import ActionEntry, DeadlineEntry, ObjectiveEntry, PlanFile
from initiatives.plan_files.fields import Fields
from initiatives.plan_files.uniqueness import Uniqueness

TITLE = values.words(500)
LABEL = values.words(300)
PLACE = values.words(300)
REFERENCE = values.words(120)
WORDING = values.words()


def read_plan(fields: Fields, file: str) -> PlanFile:
    """Return the plan; what is wrong is noted in the problems of ``fields``."""
    language = fields.required("language", values.language(fields.languages))
    fields = fields.in_language(language or "")
    objectives_once = Uniqueness(fields.problems, _("The objective %(name)s stands on line %(line)s already."))
    actions_once = Uniqueness(fields.problems, _("The action %(name)s stands on line %(line)s already."))
    plan = PlanFile(
        line=fields.line,
        lines=fields.lines,
        file=file,
        slug=fields.required("slug", values.slug),
        reference=fields.optional("reference", REFERENCE, ""),
        kind=fields.required("kind", values.one_of(PlanKind)),
        language=language,
        title=fields.translated("title", TITLE, required=True),
        summary=fields.translated("summary", values.paragraphs),
        issuer=fields.optional("issuer", values.slug, ""),
        adopted=fields.optional("adopted", values.period, Period.none()),
        adopted_is_inferred=fields.flag("adopted_is_inferred", default=False),
        known_from=fields.required("known_from", values.day),
        published_on=fields.optional("published_on", values.day, None),
        source_link=fields.optional("source_link", values.link, ""),
        objectives=tuple(_read_objective(item, 1) for item in fields.each("objectives")),
    )
    fields.finish()
    for objective in plan.objectives_of_both_levels():
        objectives_once.check(objective.number, objective.line_of("number"))
    for action in plan.actions():
        actions_once.check(action.number, action.line_of("number"))
    return plan


def _read_objective(fields: Fields, level: int) -> ObjectiveEntry:
    below = tuple(fields.each("objectives"))
    if below and level > 1:
        what = _("Objectives have two levels at most, and these would be a third.")
        mend = _("Put them into the objective above, beside this one.")
        fields.problems.add(fields.lines["objectives"], what, mend)
        below = ()
    objective = ObjectiveEntry(
        line=fields.line,
        lines=fields.lines,
        number=fields.required("number", values.number),
        title=fields.translated("title", TITLE, required=True),
        summary=fields.translated("summary", values.paragraphs),
        place=fields.optional("place", PLACE, ""),
        responsible=read_responsible(fields),
        objectives=tuple(_read_objective(item, level + 1) for item in below),
        actions=tuple(_read_action(item) for item in fields.each("actions")),
    )
    fields.finish()
    return objective


def _read_action(fields: Fields) -> ActionEntry:
    action = ActionEntry(
        line=fields.line,
        lines=fields.lines,
        number=fields.required("number", values.number),
        title=fields.translated("title", TITLE, required=True),
        alternative_title=fields.translated("alternative_title", TITLE),
        wording=fields.optional("wording", WORDING, ""),
        deadline_wording=fields.optional("deadline_wording", WORDING, ""),
        summary=fields.translated("summary", values.paragraphs),
        place=fields.optional("place", PLACE, ""),
        origin=fields.required("origin", values.one_of(ActionOrigin)),
        responsible=read_responsible(fields),
        funding=read_funding(fields),
        deadlines=tuple(_read_deadline(item) for item in fields.each("deadlines")),
    )
    fields.finish()
    if not action.deadlines:
        what = _("The action has no deadline, and every action has at least one.")
        mend = _("Add a deadline; leave its period out where the document gives no date.")
        fields.problems.add(action.line_of("deadlines"), what, mend)
    keys_once = Uniqueness(fields.problems, _("The key %(name)s stands on line %(line)s already, in the same action."))
    for deadline in action.deadlines:
        keys_once.check(deadline.key, deadline.line_of("key"))
    return action


def _read_deadline(fields: Fields) -> DeadlineEntry:
    deadline = DeadlineEntry(
        line=fields.line,
        lines=fields.lines,
        key=fields.required("key", values.slug),
        label=fields.translated("label", LABEL, required=True),
        kind=fields.required("kind", values.one_of(DeadlineKind)),
        firmness=fields.required("firmness", values.one_of(Firmness)),
        period=fields.optional("period", values.period, Period.none()),
        wording=fields.optional("wording", WORDING, ""),
        place=fields.optional("place", PLACE, ""),
        interpretation_note=fields.translated("interpretation_note", values.paragraphs),
        is_confirmed=fields.flag("is_confirmed"),
        responsible=read_responsible(fields),
        reports=read_reports(fields),
    )
    fields.finish()
    return deadline
