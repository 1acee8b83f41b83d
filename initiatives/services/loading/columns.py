"""From what a file holds to the columns of the record. What identifies a thing is not among them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from initiatives.choices import Status
from initiatives.models import Objective, Organisation
from initiatives.plan_files.entries import (
    ActionEntry,
    DeadlineEntry,
    FundingEntry,
    ObjectiveEntry,
    OrganisationEntry,
    PlanFile,
    ReportEntry,
    ResponsibilityEntry,
    TranslatedText,
)
from initiatives.services.statements import EvidenceItem, Report

Organisations = Mapping[str, Organisation]


def of_organisation(entry: OrganisationEntry, parent: Organisation | None) -> dict[str, Any]:
    """Return the columns of an organisation."""
    return {
        **_texts(entry.language, name=entry.name),
        "abbreviation": entry.abbreviation,
        "kind": entry.kind,
        "parent": parent,
        "aliases": list(entry.aliases),
        "place": entry.place,
    }


def of_plan(entry: PlanFile, organisations: Organisations) -> dict[str, Any]:
    """Return the columns of a plan."""
    return {
        **_texts(entry.language, title=entry.title, summary=entry.summary),
        "reference": entry.reference,
        "kind": entry.kind,
        "issuer": organisations[entry.issuer] if entry.issuer else None,
        "adopted": entry.adopted,
        "adopted_is_inferred": entry.adopted_is_inferred,
        "source_link": entry.source_link,
    }


def of_objective(entry: ObjectiveEntry, language: str, parent: Objective | None) -> dict[str, Any]:
    """Return the columns of an objective."""
    return {
        **_texts(language, title=entry.title, summary=entry.summary),
        "parent": parent,
        "place": entry.place,
    }


def of_action(entry: ActionEntry, language: str, objective: Objective) -> dict[str, Any]:
    """Return the columns of an action."""
    texts = {"title": entry.title, "alternative_title": entry.alternative_title, "summary": entry.summary}
    return {
        **_texts(language, **texts),
        "objective": objective,
        "wording": entry.wording,
        "deadline_wording": entry.deadline_wording,
        "place": entry.place,
        "origin": entry.origin,
    }


def of_deadline(entry: DeadlineEntry, language: str) -> dict[str, Any]:
    """Return the columns of a deadline, without its period."""
    return {
        **_texts(language, label=entry.label, interpretation_note=entry.interpretation_note),
        "kind": entry.kind,
        "firmness": entry.firmness,
        "wording": entry.wording,
        "place": entry.place,
        "is_confirmed": entry.is_confirmed,
    }


def of_responsibility(entry: ResponsibilityEntry) -> dict[str, Any]:
    """Return the columns of a responsibility, without its role and its body."""
    return {"basis": entry.basis, "words": entry.words, "place": entry.place}


def of_funding(entry: FundingEntry) -> dict[str, Any]:
    """Return the columns of an amount of money."""
    return {
        "amount": entry.amount,
        "currency": entry.currency,
        "qualifier": entry.qualifier,
        "words": entry.words,
    }


def report_of(entry: ReportEntry) -> Report:
    """Return the report that a document states."""
    return Report(
        status=entry.status,
        completed=entry.completed,
        completion_unknown=entry.status == Status.COMPLETED and not entry.completed,
        note=entry.note,
        evidence=tuple(EvidenceItem(item.title, item.link, item.reference) for item in entry.evidence),
    )


def _texts(language: str, **texts: TranslatedText) -> dict[str, Any]:
    """Return the plain columns, in the source language, and the translations.

    The source language has an entry there only to say that its text is ours.
    """
    columns: dict[str, Any] = {field: text.by_language.get(language, "") for field, text in texts.items()}
    translations: dict[str, dict[str, Any]] = {}
    for field, text in texts.items():
        for code, written in text.by_language.items():
            official = code not in text.ours
            if code != language:
                translations.setdefault(code, {})[field] = {"text": written, "official": official}
            elif not official:
                translations.setdefault(code, {})[field] = {"official": False}
    return {**columns, "translations": translations}
