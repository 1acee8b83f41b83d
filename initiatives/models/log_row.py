"""What the rows of the log share: who and when, the chain, and texts that can be redacted but not changed."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from functools import cache
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from initiatives.choices import RecordOrigin
from initiatives.models.append_only import AppendOnly
from initiatives.models.base import PublicIdentity
from initiatives.models.canonical import CanonicalForm

FORMAT_VERSION = 1
REDACTED_PREFIX = "[text removed on "
GENESIS = "0" * 64


def digest_of(salt: str, text: str) -> str:
    """Return the salted digest that stands for a text in the hashed content."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def altered_texts(texts: Mapping[str, str], salts: Mapping[str, str], digests: Mapping[str, str]) -> list[str]:
    """Return the names of the texts that neither match their digest nor were redacted."""
    altered = []
    for field, text in texts.items():
        salt = salts.get(field)
        redacted = salt is None and text.startswith(REDACTED_PREFIX)
        if not redacted and (salt is None or digest_of(salt, text) != digests.get(field)):
            altered.append(field)
    return altered


def redacted_texts(texts: Mapping[str, str], salts: Mapping[str, str]) -> list[str]:
    """Return the names of the texts that were removed, with their salts."""
    return [field for field, text in texts.items() if field not in salts and text.startswith(REDACTED_PREFIX)]


class Redactable(AppendOnly):
    """An append-only row with texts that may one day have to be removed.

    The row keeps a salted digest of each such text, and only the digest is hashed. Removing a text removes its salt
    too, so that a short text cannot be guessed back from its digest, and the chain still verifies.
    """

    REDACTABLE: ClassVar[tuple[str, ...]] = ()

    salts = models.JSONField(default=dict, editable=False)
    text_digests = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True

    def seal_texts(self) -> None:
        """Draw a salt for every redactable text and keep its digest; called once, before the row is inserted."""
        self.salts = {field: secrets.token_hex(16) for field in self.REDACTABLE}
        self.text_digests = {field: digest_of(self.salts[field], getattr(self, field)) for field in self.REDACTABLE}

    def altered_texts(self) -> list[str]:
        """Return the texts that neither match their digest nor were redacted."""
        texts = {field: getattr(self, field) for field in self.REDACTABLE}
        return altered_texts(texts, self.salts, self.text_digests)


class LogRow(PublicIdentity, Redactable):
    """A row of a deadline's log. The rows of one deadline, of both tables, form one chain of hashes.

    ``known_at`` equals ``recorded_at`` for all that people and clients write; only what a command takes from a
    document is known from an earlier instant. ``known_on`` is its day in the installation's time zone.
    """

    # Columns that are no content: they say where the row lies or follow from the rest.
    UNHASHED: ClassVar[frozenset[str]] = frozenset({"id", "row_hash", "salts", "who"})

    seq = models.PositiveIntegerField(_("sequence number"), editable=False)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    who_name = models.CharField(_("who"), max_length=200, editable=False)
    origin = models.CharField(
        _("origin"), max_length=16, choices=RecordOrigin.choices, default=RecordOrigin.PERSON, editable=False
    )
    recorded_at = models.DateTimeField(_("recorded at"), editable=False)
    known_at = models.DateTimeField(_("known at"), editable=False)
    known_on = models.DateField(_("known on"), editable=False)
    effective_on = models.DateField(_("effective on"))
    format_version = models.PositiveSmallIntegerField(default=FORMAT_VERSION, editable=False)
    previous_hash = models.CharField(max_length=64, editable=False)
    row_hash = models.CharField(max_length=64, editable=False)

    class Meta:
        abstract = True

    def canonical_content(self) -> str:
        """Return the text that is hashed: every column in one fixed form, redactable texts by their digests."""
        return canonical_form(type(self)).text_of(self)

    def computed_hash(self) -> str:
        """Return the hash that the row must carry."""
        return hashlib.sha256(self.canonical_content().encode()).hexdigest()


@cache
def canonical_form(model: type[LogRow]) -> CanonicalForm:
    """Return the form in which a log's rows are hashed."""
    return CanonicalForm(model, model.UNHASHED | set(model.REDACTABLE))


def log_row_constraints(name: str) -> list[models.BaseConstraint]:
    """Return the constraints that both logs share."""
    return [
        models.UniqueConstraint(fields=("deadline", "seq"), name=f"{name}_one_row_a_place"),
        models.CheckConstraint(
            name=f"{name}_known_when_recorded_by_people",
            condition=(Q(origin=RecordOrigin.PERSON) & Q(known_at=F("recorded_at")))
            | (~Q(origin=RecordOrigin.PERSON) & Q(known_at__lte=F("recorded_at"))),
        ),
        models.CheckConstraint(
            name=f"{name}_effective_when_known",
            condition=Q(effective_on__lte=F("known_on")),
            violation_error_message=_("A report may hold from a day in the past, never from one in the future."),
        ),
    ]
