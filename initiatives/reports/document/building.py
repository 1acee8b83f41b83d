"""Makes the document of a report: its title sheet, and each part that was asked for, in their order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from initiatives.reports.document.model import Block, Document, Labels, Part
from initiatives.reports.document.parts import annexes
from initiatives.reports.document.parts.ahead import ahead
from initiatives.reports.document.parts.attention import attention
from initiatives.reports.document.parts.gaps import gaps
from initiatives.reports.document.parts.method import method
from initiatives.reports.document.parts.objectives import objectives
from initiatives.reports.document.parts.organisations import organisations
from initiatives.reports.document.parts.since import since
from initiatives.reports.document.parts.status import status
from initiatives.reports.document.parts.summary import summary
from initiatives.reports.document.wording import day_name, instant_name, language, short_day
from initiatives.reports.progress.definition import Audience, Section
from initiatives.reports.progress.facts import PlanFacts, ProgressReport

Builder = Callable[[ProgressReport], tuple[Block, ...]]
PARTS: dict[Section, Builder] = {
    Section.SUMMARY: summary,
    Section.STATUS: status,
    Section.ATTENTION: attention,
    Section.SINCE: since,
    Section.NEXT: ahead,
    Section.OBJECTIVES: objectives,
    Section.ORGANISATIONS: organisations,
    Section.GAPS: gaps,
}
ANNEXES: dict[Section, Builder] = {
    Section.TABLE: annexes.full_table,
    Section.MOVES: annexes.moves,
    Section.DICTIONARY: annexes.dictionary,
}
WIDE = (Section.OBJECTIVES, Section.TABLE, Section.MOVES)


def document_of(report: ProgressReport, digest: str) -> Document:
    """Return the document of a report in its language. ``digest``: the SHA-256 of the report's JSON form."""
    with override(report.definition.language):
        return _document(report, digest)


def _document(report: ProgressReport, digest: str) -> Document:
    definition = report.definition
    several = len(report.plans) > 1
    first = report.plans[0]
    subtitle = _("%(number)d plans") % {"number": len(report.plans)} if several else str(first.title)
    foreign = not several and first.title.language != definition.language
    day = day_name(definition.as_of)
    title = _("Progress report")
    return Document(
        language=definition.language,
        title=title,
        name=_("%(title)s as of %(day)s: %(plan)s") % {"title": title, "day": day, "plan": subtitle},
        subtitle=subtitle,
        subtitle_language=first.title.language if foreign else "",
        reference=", ".join(plan.reference or plan.slug for plan in report.plans),
        publisher=definition.texts.publisher,
        as_of=short_day(definition.as_of),
        as_of_in_words=day,
        facts=_facts(report),
        notice=_notice(report),
        notice_short=_("Demonstration data") if _is_demonstration(report) else "",
        labels=Labels(
            contents=_("Contents"),
            page=_("Page"),
            of=pgettext("page 2 of 10", "of"),
            annex=_("Annex"),
            as_of=_("As of"),
        ),
        parts=tuple(_parts(report, digest)),
    )


def _parts(report: ProgressReport, digest: str) -> list[Part]:
    parts: list[Part] = []
    builders: dict[Section, Builder] = {**PARTS, Section.METHOD: lambda asked: method(asked, digest)}
    for section in Section:
        if not report.definition.has(section):
            continue
        if section in builders:
            number = str(len([part for part in parts if not part.is_annex]) + 1)
            builder, is_annex = builders[section], False
        else:
            number = "ABC"[len([part for part in parts if part.is_annex])]
            builder, is_annex = ANNEXES[section], True
        part = Part(section.value, number, _title(section), builder(report), is_annex)
        # What says only that there is nothing needs no page across, and no page of its own.
        before = parts[-1] if parts else None
        starts_page = before is None or (is_annex and not (before.is_annex and not before.has_rows))
        parts.append(replace(part, is_wide=section in WIDE and part.has_rows, starts_page=starts_page))
    return parts


def _title(section: Section) -> str:
    """Return the heading of a part: its label without the word that says it is an annex."""
    label = str(section.label)
    return capfirst(label.partition(": ")[2] or label)


def _facts(report: ProgressReport) -> tuple[tuple[str, str], ...]:
    """Return what the title sheet says of the report."""
    definition = report.definition
    facts = [(_("Plan"), _plan(plan)) for plan in report.plans]
    first = report.plans[0]
    if len(report.plans) == 1 and first.issuer:
        facts.append((_("Issuer"), first.issuer))
    if len(report.plans) == 1 and first.adopted:
        adopted = first.adopted.label(language())
        facts.append(
            (_("Adopted"), _("%(day)s (inferred)") % {"day": adopted} if first.adopted_is_inferred else adopted)
        )
    if report.organisation:
        facts.append((_("Organisation"), report.organisation))
    facts.append((_("As of"), day_name(definition.as_of)))
    facts.append((_("Known"), instant_name(definition.known)))
    if definition.since is not None:
        facts.append((_("Compared with"), day_name(definition.since)))
    facts.append((_("Audience"), capfirst(str(Audience(definition.audience).label))))
    facts.append((_("Version of the definition"), str(definition.version)))
    return tuple(facts)


def _plan(plan: PlanFacts) -> str:
    return f"{plan.reference}: {plan.title}" if plan.reference else str(plan.title)


def _is_demonstration(report: ProgressReport) -> bool:
    return any(plan.is_demonstration for plan in report.plans)


def _notice(report: ProgressReport) -> str:
    if _is_demonstration(report):
        return _("Demonstration data: plan, bodies and reports are invented.")
    if report.definition.audience == Audience.INTERNAL:
        return _("Internal: holds notes that are not for the public.")
    return ""
