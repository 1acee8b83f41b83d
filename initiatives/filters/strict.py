"""Strict filter sets: an unknown parameter or value is an error that names it, never a list that looks filtered."""

from __future__ import annotations

from collections.abc import Collection
from copy import copy
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from initiatives.exceptions import FilterError
from initiatives.filters import fields


class SharedFilter(django_filters.Filter):
    """A filter whose choices and labels are the same for every request, and are not copied for each."""

    def __deepcopy__(self, _memo: dict[int, Any]) -> SharedFilter:
        own = copy(self)
        own.method = self.method  # of the filter set that the copy is for
        return own


class WordsFilter(SharedFilter):
    """A filter by texts that the filter set resolves itself."""

    field_class = fields.Words


class AnyOfFilter(SharedFilter):
    """A filter by codes of a closed list; ``field_name`` is the column that must be among them."""

    field_class = fields.AnyOf

    def __init__(self, field_name: str | None = None, **options: Any) -> None:
        super().__init__(field_name, "in", **options)


class OneOfFilter(SharedFilter):
    """A filter or ordering that can be given only once."""

    field_class = fields.OneOf


class DaysFilter(SharedFilter):
    """A filter by days."""

    field_class = fields.Days


class StrictForm(forms.Form):
    """The form of a strict filter set: after its fields, the filter set has its say."""

    filterset: StrictFilterSet

    def clean(self) -> dict[str, Any]:
        """Look up what the values name, and refuse parameters that do not exist."""
        for name in self.fields:
            look_up = getattr(self.filterset, f"find_{name}", None)
            if look_up is not None and self.cleaned_data.get(name):
                try:
                    self.cleaned_data[name] = look_up(self.cleaned_data[name], self.cleaned_data)
                except ValidationError as error:
                    self.add_error(name, error)
        if self.filterset.unknown_parameters:
            self.add_error(None, _("These filters do not exist: %s.") % ", ".join(self.filterset.unknown_parameters))
        return self.cleaned_data


class StrictFilterSet(django_filters.FilterSet):
    """A filter set whose ``qs`` raises FilterError unless every parameter and every value exists.

    ``also_allowed`` names parameters of the page that are none of its filters, such as the page size. A form page
    asks ``is_valid()`` first and shows the errors of ``form``. A method ``find_<parameter>(values, cleaned)`` turns
    the values of a parameter into what its filter needs, and raises ValidationError for one that names nothing.
    """

    class Meta:
        form = StrictForm

    def __init__(
        self,
        data: Any = None,
        queryset: QuerySet[Any] | None = None,
        *,
        also_allowed: Collection[str] = (),
        **options: Any,
    ) -> None:
        super().__init__(data, queryset, **options)
        allowed = {*self.filters, *also_allowed}
        self.unknown_parameters = [name for name in (data or {}) if name not in allowed]

    def get_form_class(self) -> type[forms.Form]:
        """Return the form class, which knows this filter set."""
        form_class: type[forms.Form] = super().get_form_class()
        form_class.filterset = self  # type: ignore[attr-defined]
        return form_class

    @property
    def problems(self) -> dict[str, list[str]]:
        """What is wrong, by parameter; empty when nothing is."""
        problems = {
            name: [str(message) for message in messages]
            for name, messages in self.errors.items()
            if name != NON_FIELD_ERRORS
        }
        return problems | {name: [_("There is no such filter.")] for name in self.unknown_parameters}

    @property
    def qs(self) -> QuerySet[Any]:
        """The filtered rows. Raises FilterError when a parameter or a value does not exist."""
        if self.is_bound and not self.is_valid():
            raise FilterError(self.problems)
        return super().qs  # type: ignore[no-any-return]
