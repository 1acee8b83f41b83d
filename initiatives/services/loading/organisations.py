"""Brings the organisations of a file into the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from initiatives.models import Organisation
from initiatives.plan_files.entries import OrganisationEntry, OrganisationsFile
from initiatives.services.authorship import Author
from initiatives.services.loading import columns, leaves
from initiatives.services.loading.outcome import Outcome, placed
from initiatives.services.organisations import create_organisation, update_organisation

COLUMNS = ("name", "translations", "abbreviation", "kind", "parent", "aliases", "place")


def load_organisations(files: Iterable[OrganisationsFile], by_document: Author, by_now: Author) -> list[Outcome]:
    """Add new organisations, bring changes into the others, and return what was done for each file.

    ``by_document`` makes what is new, ``by_now`` what is changed.
    """
    outcomes = {file.file: Outcome(file.file) for file in files}
    rows = {row.slug: row for row in Organisation.objects.all()}
    loaded = leaves.loaded_by_id(Organisation, [row.pk for row in rows.values()], COLUMNS)
    for file, entry in _parents_first(files):
        outcome = outcomes[file]
        row = rows.get(entry.slug)
        wanted = columns.of_organisation(entry, rows[entry.parent] if entry.parent else None)
        with placed(file, entry):
            if row is None:
                row = create_organisation(by=by_document, slug=entry.slug, language=entry.language, **wanted)
                rows[entry.slug] = row
                outcome.add(row)
                continue
            comparison = leaves.compare(row, wanted, loaded[row.pk])
            outcome.left_alone += [f"{entry.slug}: {leaves.name_of(leaf)}" for leaf in comparison.left_alone]
            if comparison.changes:
                rows[entry.slug] = update_organisation(by=by_now, organisation=row, **comparison.changes)
                outcome.change(row)
    return list(outcomes.values())


def _parents_first(files: Iterable[OrganisationsFile]) -> Iterator[tuple[str, OrganisationEntry]]:
    waiting = {entry.slug: (file.file, entry) for file in files for entry in file.organisations}
    while waiting:
        ready = [pair for pair in waiting.values() if pair[1].parent not in waiting]
        yield from ready
        for _file, entry in ready:
            del waiting[entry.slug]
