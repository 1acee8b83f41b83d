"""Parameters of addresses that are none of a list's filters: given once or not at all, and refused by name."""

from __future__ import annotations

from django.http import QueryDict
from django.utils.translation import gettext as _

from initiatives.exceptions import FilterError

PAGE_SIZE = "page_size"


def once(parameters: QueryDict, name: str) -> str | None:
    """Return the one value of a parameter, None when it is not given. Raises FilterError when it is given twice."""
    values = parameters.getlist(name)
    if len(values) > 1:
        raise FilterError({name: [_("This can be given only once.")]})
    return values[0] if values else None


def refuse_others(parameters: QueryDict, *names: str) -> None:
    """Raise FilterError, by name, for parameters that are none of these."""
    if others := [name for name in parameters if name not in names]:
        raise FilterError({name: [_("There is no such filter.")] for name in others})


def page_size(parameters: QueryDict, *, usual: int, largest: int) -> int:
    """Return the number of rows that a page shall have; a larger one than is allowed is the largest.

    Raises FilterError for what is no whole number above nought.
    """
    text = once(parameters, PAGE_SIZE)
    if text is None:
        return usual
    if not (text.isascii() and text.isdigit() and text.strip("0")):
        raise FilterError({PAGE_SIZE: [_("Give a whole number from 1 to %(most)d.") % {"most": largest}]})
    digits = text.lstrip("0")
    return largest if len(digits) > len(str(largest)) else min(int(digits), largest)
