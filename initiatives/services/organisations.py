"""The writers of organisations, which all plans share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from initiatives import policies
from initiatives.models import Organisation
from initiatives.services import editing
from initiatives.services.authorship import Author
from initiatives.texts import check_characters

EDITABLE = ("abbreviation", "name", "translations", "kind", "parent", "aliases", "place")


@transaction.atomic
def create_organisation(*, by: Author, slug: str, name: str, **fields: Any) -> Organisation:
    """Create an organisation and return it. Raises NotAllowed, or ValidationError by field."""
    _require_editor(by)
    _check_aliases(fields)
    return editing.insert(Organisation(slug=slug, name=name, **fields), by)


@transaction.atomic
def update_organisation(
    *, by: Author, organisation: Organisation, expected_version: int | None = None, **changes: Any
) -> Organisation:
    """Change fields of an organisation and return it as it stands then; its slug never changes.

    Raises NotAllowed, Stale, or ValidationError by field, also when it would belong to itself.
    """
    _require_editor(by)
    _check_aliases(changes)
    row = editing.locked(organisation)
    if changes.get("parent") is not None:
        # Two edits at once could otherwise close a loop that neither of them sees.
        list(Organisation.objects.select_for_update().order_by("pk").values_list("pk"))
    editing.refuse_stale(row, expected_version)
    return editing.apply(row, changes, by, EDITABLE)


@transaction.atomic
def delete_organisation(*, by: Author, organisation: Organisation, expected_version: int | None = None) -> None:
    """Delete an organisation to which nothing refers. Raises NotAllowed, Stale, or HasHistory."""
    _require_editor(by)
    row = editing.locked(organisation)
    editing.refuse_stale(row, expected_version)
    editing.remove(row, by)


def _check_aliases(fields: Mapping[str, Any]) -> None:
    """Raise ValidationError unless the aliases, if given, are a list of texts that can be kept."""
    aliases = fields.get("aliases", [])
    if not isinstance(aliases, list) or not all(isinstance(alias, str) and alias for alias in aliases):
        raise ValidationError({"aliases": _("Other names are a list of texts.")})
    try:
        check_characters("\n".join(aliases))
    except ValidationError as error:
        raise ValidationError({"aliases": error}) from None


def _require_editor(by: Author) -> None:
    message = _("All plans share the organisations: only a coordinator of everything edits them.")
    editing.require(policies.may_edit_organisations(by.actor), message)
