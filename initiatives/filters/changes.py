"""The filters of the list of changes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from initiatives.choices import ChangeKind, UpdateKind
from initiatives.exceptions import FilterError
from initiatives.filters.naming import InPlansFilterSet, refuse_unknown
from initiatives.filters.strict import AnyOfFilter, DaysFilter, WordsFilter
from initiatives.models import StatusUpdate
from initiatives.models.organisation_tree import OrganisationTree

# What somebody did to the plan itself, or to what it names, rather than reported about it.
EDIT = "edit"
KIND_CHOICES = [*UpdateKind.choices, *ChangeKind.choices, (EDIT, _("edit"))]


class ChangeFilterSet(InPlansFilterSet):
    """Reads what a list of changes is asked for; there are no rows to narrow, since several tables hold them.

    ``asked_for`` is the answer. ``tree``: the organisations as known at the moment that is looked at.
    """

    plan = WordsFilter(label=_("plan"))
    kind = AnyOfFilter(choices=KIND_CHOICES, label=_("kind"))
    organisation = WordsFilter(label=_("organisation"))
    who = WordsFilter(label=_("who"))
    known_from = DaysFilter(label=_("from"))
    known_to = DaysFilter(label=_("to"))

    def __init__(self, data: Any, *, tree: OrganisationTree, **options: Any) -> None:
        super().__init__(data, StatusUpdate.objects.none(), **options)
        self.tree = tree

    def find_organisation(self, names: list[str], _cleaned: dict[str, Any]) -> frozenset[int]:
        """Return the ids of the organisations with these slugs or abbreviations, and of all those below them."""
        refuse_unknown(names, {name for name in names if self.tree.named(name)})
        return self.tree.with_those_below(key for name in names for key in self.tree.named(name))

    def asked_for(self) -> dict[str, Any]:
        """Return the values by parameter. Raises FilterError when a parameter or a value does not exist."""
        if not self.is_valid():
            raise FilterError(self.problems)
        return {name: value for name, value in self.form.cleaned_data.items() if value}
