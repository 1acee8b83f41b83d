"""The fields of a file of organisations."""

from __future__ import annotations

from initiatives.choices import OrganisationKind
from initiatives.plan_files import values
from initiatives.plan_files.entries import OrganisationEntry, OrganisationsFile
from initiatives.plan_files.fields import Fields

ABBREVIATION = values.words(40)
NAME = values.words(300)
PLACE = values.words(300)
SOURCE = values.words(300)


def read_organisations(fields: Fields, file: str) -> OrganisationsFile:
    """Return the organisations; what is wrong is noted in the problems of ``fields``."""
    organisations = OrganisationsFile(
        file=file,
        source=fields.optional("source", SOURCE, ""),
        organisations=tuple(_read_organisation(item) for item in fields.each("organisations")),
    )
    fields.finish()
    return organisations


def _read_organisation(fields: Fields) -> OrganisationEntry:
    language = fields.required("language", values.language(fields.languages))
    fields = fields.in_language(language or "")
    entry = OrganisationEntry(
        line=fields.line,
        lines=fields.lines,
        slug=fields.required("slug", values.slug),
        language=language,
        name=fields.translated("name", NAME, required=True),
        abbreviation=fields.optional("abbreviation", ABBREVIATION, ""),
        kind=fields.required("kind", values.one_of(OrganisationKind)),
        parent=fields.optional("parent", values.slug, ""),
        place=fields.optional("place", PLACE, ""),
        aliases=fields.strings("aliases", NAME),
    )
    fields.finish()
    return entry
