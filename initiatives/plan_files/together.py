"""What is wrong between files, each of which is right by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django.utils.translation import gettext as _

from initiatives.plan_files.entries import OrganisationEntry, OrganisationsFile, PlanFile, ResponsibilityEntry
from initiatives.plan_files.problems import Problem

# The name of a file as shown, with an organisation in it.
Placed = tuple[str, OrganisationEntry]


def problems_between(
    organisations: Iterable[OrganisationsFile], plans: Iterable[PlanFile], known: Collection[str]
) -> Iterator[Problem]:
    """Yield the problems. ``known`` are the slugs of organisations that may be named beside those in the files."""
    placed = [(file.file, entry) for file in organisations for entry in file.organisations]
    first: dict[str, Placed] = {}
    for file, entry in placed:
        if entry.slug in first:
            where = {"slug": entry.slug, "file": first[entry.slug][0], "line": first[entry.slug][1].line}
            what = _("The organisation %(slug)s stands in %(file)s, line %(line)s, already.") % where
            yield Problem(file, entry.line_of("slug"), what, _("Keep one of them."))
        first.setdefault(entry.slug, (file, entry))
    there = {*known, *first}
    yield from _problems_of_parents(first, there)
    yield from _problems_of_plans(plans, there)


def _problems_of_parents(organisations: dict[str, Placed], there: Collection[str]) -> Iterator[Problem]:
    for file, entry in organisations.values():
        if entry.parent and entry.parent not in there:
            yield _unknown(file, entry.line_of("parent"), entry.parent)
        elif _is_above_itself(entry, organisations):
            what = _("The organisation %(slug)s would belong to itself.") % {"slug": entry.slug}
            yield Problem(file, entry.line_of("parent"), what, _("Check “parent” here and in those above."))


def _is_above_itself(entry: OrganisationEntry, organisations: dict[str, Placed]) -> bool:
    above, passed = entry.parent, set()
    while above in organisations and above not in passed:
        if above == entry.slug:
            return True
        passed.add(above)
        above = organisations[above][1].parent
    return False


def _problems_of_plans(plans: Iterable[PlanFile], there: Collection[str]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for plan in plans:
        if plan.slug in seen:
            what = _("The plan %(slug)s stands in %(file)s already.") % {"slug": plan.slug, "file": seen[plan.slug]}
            yield Problem(plan.file, plan.line_of("slug"), what, _("Give each plan a slug of its own."))
        seen.setdefault(plan.slug, plan.file)
        if plan.issuer and plan.issuer not in there:
            yield _unknown(plan.file, plan.line_of("issuer"), plan.issuer)
        for responsible in _responsible_in(plan):
            if responsible.organisation and responsible.organisation not in there:
                yield _unknown(plan.file, responsible.line_of("organisation"), responsible.organisation)


def _responsible_in(plan: PlanFile) -> Iterator[ResponsibilityEntry]:
    for objective in plan.objectives_of_both_levels():
        yield from objective.responsible
    for action in plan.actions():
        yield from action.responsible
        for deadline in action.deadlines:
            yield from deadline.responsible


def _unknown(file: str, line: int, slug: str) -> Problem:
    what = _("There is no organisation %(slug)s.") % {"slug": slug}
    return Problem(file, line, what, _("Check the spelling, or add it to a file of organisations."))
