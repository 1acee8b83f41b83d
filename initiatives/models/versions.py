"""Versions of everything that can be edited: kept on every path, read as known at any instant.

django-simple-history keeps them; this module is the one place that knows it. ``history_date`` is the instant from
which a version was known, ``recorded_at`` the server's clock when it was written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.db.models import F, QuerySet, Window
from django.db.models.functions import Now, RowNumber
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from initiatives.choices import RecordOrigin

if TYPE_CHECKING:
    from initiatives.models.user import User

NEWEST_FIRST = ("-history_date", "-history_id")


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who makes a version, from when it is known, and why. ``request``: what the request that made it is called."""

    user: User | None = None
    name: str = ""
    origin: str = RecordOrigin.PERSON
    known_at: datetime | None = None
    reason: str = ""
    request: str = ""

    def because(self, reason: str) -> Stamp:
        """Return the same stamp with a reason."""
        return replace(self, reason=reason)


class Version(models.Model):
    """What every version row has beside the columns of its model."""

    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now(), editable=False)
    history_author = models.CharField(_("who"), max_length=200, blank=True, default="", editable=False)
    history_origin = models.CharField(
        _("origin"), max_length=16, choices=RecordOrigin.choices, default=RecordOrigin.PERSON, editable=False
    )
    history_request = models.CharField(_("request"), max_length=32, blank=True, default="", editable=False)

    class Meta:
        abstract = True


class VersionRecords(HistoricalRecords):
    """Writes a version on every save and removal, with the stamp that the writer put on the instance.

    ``related_name`` lets a query join the versions of a thing; it costs a column and is given only where lists do so.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(
            bases=[Version], history_change_reason_field=models.TextField(blank=True, default=""), **options
        )

    def get_meta_options(self, model: Any) -> dict[str, Any]:
        """Return the library's options with the index that finds the version of one thing at an instant.

        An index on the instant alone would mislead PostgreSQL into walking it from the end for every single thing.
        """
        options: dict[str, Any] = super().get_meta_options(model)
        newest = models.Index(fields=["id", *NEWEST_FIRST], name=f"{model._meta.model_name}_newest_version")
        return {**options, "indexes": [newest]}

    def create_historical_record(self, instance: Any, history_type: str, using: str | None = None) -> None:
        """Write one version of ``instance``; called by the library after a save and after a removal."""
        _write_versions(type(instance), [instance], history_type, instance.stamp)


def _write_versions(model: Any, instances: list[Any], history_type: str, stamp: Stamp) -> None:
    version_model = model.history.model
    related = hasattr(version_model, "history_relation")
    version_model.objects.bulk_create(
        version_model(
            history_type=history_type,
            history_date=stamp.known_at or Now(),  # a write without a stamp, such as a shell's: the database's clock
            history_user=stamp.user,
            history_change_reason=stamp.reason,
            history_author=stamp.name,
            history_origin=stamp.origin,
            history_request=stamp.request,
            **({"history_relation_id": instance.pk} if related else {}),
            **{field.attname: getattr(instance, field.attname) for field in version_model.tracked_fields},
        )
        for instance in instances
    )


class VersionedQuerySet(QuerySet[Any, Any]):
    """A QuerySet whose bulk paths keep versions too. ``stamped(stamp)`` says who does it."""

    _stamp = Stamp()

    def stamped(self, stamp: Stamp) -> Self:
        """Return the same rows; bulk writes made through it carry ``stamp``."""
        clone: Self = self._chain()  # type: ignore[attr-defined]
        clone._stamp = stamp
        return clone

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._stamp = self._stamp
        return clone

    def bulk_create(self, objs: Iterable[Any], *arguments: Any, **options: Any) -> list[Any]:
        """Create all and a first version of each, in one transaction. Ignoring or updating conflicts is refused."""
        if options.get("ignore_conflicts") or options.get("update_conflicts"):
            raise TypeError("bulk_create of versioned rows cannot ignore or update conflicts")
        with transaction.atomic(using=self.db):
            created = super().bulk_create(objs, *arguments, **options)
            _write_versions(self.model, created, "+", self._stamp)
        return created

    def bulk_update(self, objs: Iterable[Any], fields: Iterable[str], batch_size: int | None = None) -> int:
        """Update all and keep a version of each, in one transaction."""
        rows = list(objs)
        with transaction.atomic(using=self.db):
            # The library's bulk_update ends in update(), which would keep the versions a second time.
            count = QuerySet(self.model, using=self.db).bulk_update(rows, list(fields), batch_size)
            kept = self.model._base_manager.using(self.db).filter(pk__in=[row.pk for row in rows])
            _write_versions(self.model, list(kept), "~", self._stamp)
        return count

    def update(self, **values: Any) -> int:
        """Update the rows and keep a version of each, in one transaction."""
        with transaction.atomic(using=self.db):
            keys = list(self.values_list("pk", flat=True))
            count = super().update(**values)
            changed = self.model._base_manager.using(self.db).filter(pk__in=keys)
            _write_versions(self.model, list(changed), "~", self._stamp)
        return count

    update.alters_data = True  # type: ignore[attr-defined]

    def update_pointers(self, **values: Any) -> int:
        """Update columns that are no content of their own (pointers into the log); no version is kept of them.

        Raises TypeError when a tracked column is among them.
        """
        tracked = {field.attname for field in self.model.history.model.tracked_fields}
        if content := tracked & set(values):
            raise TypeError(f"versions are kept of {', '.join(sorted(content))}: use update()")
        return super().update(**values)


class Versioned(models.Model):
    """A model whose every insert, update and removal keeps a version.

    ``version`` counts the edits; a writer who names the version that he saw is refused when it is no longer the one.
    """

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    stamp = Stamp()

    class Meta:
        abstract = True

    def save_stamped(self, stamp: Stamp) -> None:
        """Save with a version that carries ``stamp``."""
        self.stamp = stamp
        self.save()

    def delete_stamped(self, stamp: Stamp) -> None:
        """Remove the row; its versions stay and the last one says who removed it."""
        self.stamp = stamp
        self.delete()


def known(model: Any, instant: datetime, **scope: Any) -> QuerySet[Any]:
    """Return the versions of ``model`` that were in force at ``instant``, one row a thing, removed things left out.

    ``scope`` narrows by columns that never change, such as ``id__in``. Two versions of the same instant are told
    apart by the order of writing. The newest version is found in an inner query, because a filter of the caller must
    not reach into it and bring an older version back.
    """
    newest = Window(RowNumber(), partition_by=F("id"), order_by=[F("history_date").desc(), F("history_id").desc()])
    rows = model.history.filter(history_date__lte=instant, **scope).annotate(newest_first=newest).filter(newest_first=1)
    versions: QuerySet[Any] = model.history.filter(history_id__in=rows.values("history_id")).exclude(history_type="-")
    return versions
