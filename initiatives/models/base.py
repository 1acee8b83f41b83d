"""What most models share: a public identity, and texts in several languages."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, router
from django.db.models import CheckConstraint, Q, Value
from django.utils.translation import gettext_lazy as _

from initiatives import texts


class CheckedTogether(models.Model):
    """A row whose check constraints are put to the database in one question.

    Django asks for each by itself, in a savepoint of its own: three statements for each of a log row's seventeen
    constraints. Only when the one answer is no is each asked, to say which does not hold.
    """

    class Meta:
        abstract = True

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Check the constraints that use none of the excluded fields; raises ValidationError."""
        together, fields, names = _checks_without(type(self), frozenset(exclude or ()))
        columns = [field for field in self._meta.concrete_fields if field.name in fields]
        against = {field.name: Value(getattr(self, field.attname), field) for field in columns}
        holds = not names or together.check(against, using=router.db_for_write(type(self), instance=self))
        self._holding = names if holds else frozenset()
        super().validate_constraints(exclude=exclude)

    def get_constraints(self) -> list[tuple[type[models.Model], Sequence[models.BaseConstraint]]]:
        """Return the constraints by model, without those that have just been found to hold."""
        holding = self.__dict__.pop("_holding", ())
        return [
            (model, [constraint for constraint in constraints if constraint.name not in holding])
            for model, constraints in super().get_constraints()
        ]


@cache
def _checks_without(model: type[models.Model], excluded: frozenset[str]) -> tuple[Q, frozenset[str], frozenset[str]]:
    """Return the check constraints that use none of the excluded fields as one: its condition, fields and names."""
    together, fields, names = Q(), set[str](), set[str]()
    for constraint in model._meta.constraints:
        if isinstance(constraint, CheckConstraint):
            condition = Q(constraint.condition)
            used = {model._meta.get_field(name).name for name in condition.referenced_base_fields}
            if not used & excluded:
                together &= condition
                fields |= used
                names.add(constraint.name)
    return together, frozenset(fields), frozenset(names)


class CheckedTexts(CheckedTogether):
    """A row whose every text can be stored and shown as it is written."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Check the fields, and that every text can be stored and shown as it is written."""
        errors: dict[str, Any] = {}
        try:
            super().clean_fields(exclude=exclude)
        except ValidationError as error:
            errors = error.error_dict
        for field in self._meta.concrete_fields:
            if field.name in errors or field.name in (exclude or ()):
                continue
            try:
                for text in _texts_in(getattr(self, field.attname)):
                    texts.check_characters(text)
            except ValidationError as error:
                errors[field.name] = [error]
        if errors:
            raise ValidationError(errors)


class PublicIdentity(CheckedTexts):
    """A random public id for addresses, interfaces and exports. Database ids never leave the database."""

    public_id = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


def _texts_in(value: Any) -> Iterator[str]:
    """Yield the texts in a value, however deep they lie in JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _texts_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts_in(inner)


class Translated(models.Model):
    """A row with texts: the plain columns hold the source language, ``translations`` all other languages."""

    TRANSLATED: ClassVar[tuple[str, ...]] = ()

    language = models.CharField(
        _("language"),
        max_length=8,
        default=texts.DEFAULT_LANGUAGE,
        help_text=_("The language of the source text."),
    )
    translations = models.JSONField(_("translations"), default=dict, blank=True, encoder=texts.PlainJSONEncoder)

    class Meta:
        abstract = True

    def text(self, field: str, language: str | None = None) -> texts.Text:
        """Return a text in the reader's language, else a fall-back, else the source's; it knows its language."""
        return texts.choose(getattr(self, field), self.language, self.translations, field, language)

    def every_text(self, *fields: str) -> list[str]:
        """Return the texts of the given fields in every language, for search keys."""
        found = [getattr(self, field) for field in fields]
        for entries in self.translations.values():
            found.extend(entries[field]["text"] for field in fields if entries.get(field, {}).get("text"))
        return [text for text in found if text]

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Check the shape of the translations beside the fields themselves."""
        super().clean_fields(exclude=exclude)
        if not exclude or "translations" not in exclude:
            try:
                texts.check_translations(self.translations, self.TRANSLATED, self.language, settings.CONTENT_LANGUAGES)
            except ValidationError as error:
                raise ValidationError({"translations": error}) from None
