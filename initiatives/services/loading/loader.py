"""Loads files in one transaction: either all of them are in the record afterwards, or nothing has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from initiatives.choices import PlanState, RecordOrigin
from initiatives.clocks import local_day, start_of_day
from initiatives.models import Organisation, Plan
from initiatives.plan_files import PlanFile, PlanFileError, PlanFiles, Problem
from initiatives.policies import Actor
from initiatives.services.authorship import Author
from initiatives.services.loading import columns
from initiatives.services.loading.organisations import load_organisations
from initiatives.services.loading.outcome import Outcome, placed
from initiatives.services.loading.plans import Tree, publish_if_wanted, settle_plan
from initiatives.services.loading.work import Work
from initiatives.services.plans import create_plan


@transaction.atomic
def load_files(*, actor: Actor, now: datetime, files: PlanFiles) -> list[Outcome]:
    """Bring what the files hold into the record and return what was done, file by file.

    What is new is known from the beginning of the day of its plan's document, so that the plan is known on that day
    already; organisations are known from the earliest of these days. What is changed is known from ``now``. Raises
    PlanFileError, with nothing stored, when the record refuses something.
    """
    _wait_for_other_loads()
    if problems := list(_problems_with_the_record(files, now)):
        raise PlanFileError(problems)
    by_now = Author(actor=actor, now=now, origin=RecordOrigin.LOAD_PLANS)
    known = {plan.slug: start_of_day(plan.known_from) for plan in files.plans}
    by_document = {
        slug: Author(actor=actor, now=now, origin=RecordOrigin.LOAD_PLANS, document_known_at=instant)
        for slug, instant in known.items()
    }
    earliest = min(by_document.values(), key=lambda author: author.known_at, default=by_now)
    outcomes = load_organisations(files.organisations, earliest, by_now)
    organisations = {row.slug: row for row in Organisation.objects.all()}
    outcomes += [_load_plan(file, organisations, by_document[file.slug], by_now) for file in files.plans]
    return outcomes


def _load_plan(
    file: PlanFile, organisations: Mapping[str, Organisation], by_document: Author, by_now: Author
) -> Outcome:
    outcome = Outcome(file.slug)
    plan = Plan.objects.filter(slug=file.slug).first()
    if plan is not None and plan.state == PlanState.ARCHIVED:
        outcome.closed = True
        return outcome
    is_new = plan is None
    with placed(file.file, file):
        if plan is None:
            wanted = columns.of_plan(file, organisations)
            plan = create_plan(by=by_document, slug=file.slug, language=file.language, **wanted)
            outcome.add(plan)
        work = Work(file, plan, organisations, by_document, by_now, outcome)
        if not is_new:
            work.plan = settle_plan(work)
    tree = Tree(work)
    tree.load()
    publish_if_wanted(work, is_new=is_new)
    return outcome


def _problems_with_the_record(files: PlanFiles, now: datetime) -> Iterator[Problem]:
    """Yield what each file may well say by itself, and the record or the calendar contradicts."""
    for file in files.plans:
        if file.known_from > local_day(now):
            mend = _("Write the day of the document.")
            yield Problem(file.file, file.line_of("known_from"), _("This day lies in the future."), mend)
        plan = Plan.objects.filter(slug=file.slug).first()
        if plan is not None and plan.is_demonstration:
            what = _("The plan %(slug)s is the demonstration.") % {"slug": file.slug}
            yield Problem(file.file, file.line_of("slug"), what, _("Give the plan another slug."))
        elif plan is not None and plan.language != file.language:
            what = _("The record has the source language %(language)s for this plan.") % {"language": plan.language}
            yield Problem(file.file, file.line_of("language"), what, _("Write the language of the record."))
    languages = dict(Organisation.objects.values_list("slug", "language"))
    for organisations in files.organisations:
        for entry in organisations.organisations:
            if languages.get(entry.slug, entry.language) != entry.language:
                what = _("The record has the source language %(language)s for this organisation.")
                where = {"language": languages[entry.slug]}
                line = entry.line_of("language")
                yield Problem(organisations.file, line, what % where, _("Write the language of the record."))


def _wait_for_other_loads() -> None:
    """Let one load after the other find what is new; on SQLite the transaction itself does it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('initiatives.load_plans'))")
