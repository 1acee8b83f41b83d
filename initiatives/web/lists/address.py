"""The address of a list, taken apart: what narrows and orders it, the day, and the place in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from initiatives.presentation.addresses import address_of

ORDERING = "ordering"
Asked = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ListAddress:
    """A list by the name of its page, what is asked of it, and the reader's standpoint that its links keep.

    ``asked`` has the values of each filter, and of the ordering, in the order in which they were given.
    """

    page: str
    asked: Asked
    kept: Mapping[str, str]

    @classmethod
    def of(cls, page: str, query: QueryDict, kept: Mapping[str, str], names: Collection[str]) -> ListAddress:
        """Take a query string apart: of its parameters those of these names; blank values ask for nothing."""
        return cls(page, asked_in(query, names), kept)

    @property
    def filters(self) -> Asked:
        """What narrows the list; the ordering does not."""
        return {name: values for name, values in self.asked.items() if name != ORDERING}

    @property
    def whole(self) -> str:
        """The address of the list from its beginning."""
        return self.with_changes()

    @property
    def unfiltered(self) -> str:
        """The address of the list without a filter, in the same order."""
        return self._made({name: values for name, values in self.asked.items() if name == ORDERING})

    def with_changes(self, **changes: str | Sequence[str]) -> str:
        """Return the address with other values of some parameters: a text, several, or none of them for an empty one.

        Filters and ordering are replaced; a parameter that is neither, such as ``format``, is added.
        """
        return self._made({**self.asked, **changes})

    def only(self, name: str, value: str) -> str:
        """Return the address narrowed to one value of a filter, whichever others were asked for before."""
        return self.with_changes(**{name: value})

    def left_by(self, name: str, value: str) -> Asked:
        """Return what is asked without one value of a filter, and without what makes no sense then."""
        rest = tuple(each for each in self.asked.get(name, ()) if each != value)
        asked = {**self.asked, name: rest}
        for dependent, needed in NEEDS.items():
            if not asked.get(needed):
                asked.pop(dependent, None)
        return {name: values for name, values in asked.items() if values}

    def without(self, name: str, value: str) -> str:
        """Return the address without one value of a filter."""
        return self._made(self.left_by(name, value))

    def _made(self, asked: Mapping[str, str | Sequence[str]]) -> str:
        values = {name: value if isinstance(value, str) else list(value) for name, value in asked.items()}
        return address_of(self.page, kept=self.kept, **values)


# Filters that mean something only beside another one.
NEEDS = {"role": "organisation"}


def asked_in(query: QueryDict, names: Collection[str]) -> Asked:
    """Return the values of the parameters of these names, without blank ones."""
    found = {name: tuple(text for value in query.getlist(name) if (text := value.strip())) for name in query}
    return {name: values for name, values in found.items() if values and name in names}


def same(one: Asked, other: Asked) -> bool:
    """Return whether two addresses ask for the same; the order of values means nothing."""
    return {name: {*values} for name, values in one.items()} == {name: {*values} for name, values in other.items()}
