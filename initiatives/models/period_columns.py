"""A Period stored in a row: its EDTF text and the bounds and precision that follow from it."""

from __future__ import annotations

from typing import Any, Self, overload

from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives.periods import Period, Precision

EDTF_LENGTH = 64


class PeriodColumns(property):
    """Adds ``<name>_edtf``, ``<name>_earliest``, ``<name>_latest`` and ``<name>_precision`` to a model.

    The attribute itself reads and writes them together as one :class:`~initiatives.periods.Period`, so that the
    derived columns can never differ from the text. Filters and orderings use the columns. It is a property, so that a
    model takes the period as a keyword, as it does for every property that can be set.
    """

    def __init__(self, verbose_name: Any, *, indexed: bool = False) -> None:
        super().__init__()
        self.verbose_name = verbose_name
        self.indexed = indexed
        self.name = ""

    def contribute_to_class(self, cls: type[models.Model], name: str) -> None:
        """Add the four columns to the model and become its attribute ``name``."""
        self.name = name
        columns: dict[str, models.Field[Any, Any]] = {
            "edtf": models.CharField(self.verbose_name, max_length=EDTF_LENGTH, blank=True, default=""),
            "earliest": models.DateField(_("earliest day"), null=True, blank=True, editable=False),
            "latest": models.DateField(_("latest day"), null=True, blank=True, editable=False, db_index=self.indexed),
            "precision": models.CharField(
                _("precision"), max_length=8, choices=Precision.choices, default=Precision.NONE, editable=False
            ),
        }
        for suffix, field in columns.items():
            if f"{name}_{suffix}" not in {existing.name for existing in cls._meta.local_fields}:
                cls.add_to_class(f"{name}_{suffix}", field)
        setattr(cls, name, self)

    @overload  # type: ignore[override]
    def __get__(self, instance: None, owner: type[models.Model]) -> Self: ...
    @overload
    def __get__(self, instance: models.Model, owner: type[models.Model]) -> Period: ...
    def __get__(self, instance: models.Model | None, owner: type[models.Model]) -> Self | Period:
        if instance is None:
            return self
        return Period.parse(getattr(instance, f"{self.name}_edtf"))

    def __set__(self, instance: models.Model, value: Period) -> None:
        for column, content in period_values(self.name, value).items():
            setattr(instance, column, content)


def period_values(name: str, period: Period) -> dict[str, Any]:
    """Return the four column values that store ``period`` under ``name``."""
    return {
        f"{name}_edtf": period.edtf,
        f"{name}_earliest": period.earliest,
        f"{name}_latest": period.latest,
        f"{name}_precision": period.precision,
    }


def period_constraints(name: str) -> list[models.BaseConstraint]:
    """Return the constraints of one stored period: ordered bounds, and bounds exactly where there is a text."""
    earliest, latest, edtf = f"{name}_earliest", f"{name}_latest", f"{name}_edtf"
    without_bounds = models.Q(**{f"{earliest}__isnull": True, f"{latest}__isnull": True})
    return [
        models.CheckConstraint(
            name=f"%(class)s_{name}_bounds_in_order",
            condition=models.Q(**{f"{earliest}__isnull": True})
            | models.Q(**{f"{latest}__isnull": True})
            | models.Q(**{f"{earliest}__lte": models.F(latest)}),
            violation_error_message=_("The earliest day of a period may not come after its latest day."),
        ),
        models.CheckConstraint(
            name=f"%(class)s_{name}_bounds_from_text",
            condition=(models.Q(**{edtf: "", f"{name}_precision": Precision.NONE}) & without_bounds)
            | (~models.Q(**{edtf: ""}) & ~without_bounds),
            violation_error_message=_("A period has bounds exactly where it has a text."),
        ),
    ]
