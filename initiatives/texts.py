"""Texts by language: the source text in a plain column, the other languages in one JSON column."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import RegexValidator
from django.db.models import Case, Expression, F, TextField, When
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from initiatives.characters import code_of, forbidden_character, is_blank

# The languages that are tried, in order, before the source language is shown.
FALLBACKS: Mapping[str, tuple[str, ...]] = {"da": ("en",), "sv": ("en",), "bg": ("en",)}
DEFAULT_LANGUAGE = "da"

# Letters of their own in our languages: never folded to the letter they resemble.
KEPT_LETTERS = frozenset("æøåäö")
# Danish order ends z, æ, ø, å. Swedish ä and ö sort with æ and ø, as Danish lists do.
SORT_AFTER_Z = {"æ": "\ue000", "ä": "\ue000", "ø": "\ue001", "ö": "\ue001", "å": "\ue002"}
SORT_KEY_LETTERS = 40


class Text(str):
    """A text that knows its language, for the ``lang`` attribute, and whether the wording is official."""

    __slots__ = ("language", "official")
    language: str
    official: bool

    def __new__(cls, value: str, language: str, *, official: bool = True) -> Text:
        text = super().__new__(cls, value)
        text.language = language
        text.official = official
        return text


class PlainJSONEncoder(DjangoJSONEncoder):
    """Write letters as they are, so that a search of the stored JSON finds them on SQLite too."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "ensure_ascii": False})


def reader_languages(language: str | None) -> tuple[str, ...]:
    """Return the languages to try for a reader, in order; the active language stands in for ``None``."""
    wanted = (language or get_language() or DEFAULT_LANGUAGE).split("-")[0]
    return (wanted, *FALLBACKS.get(wanted, ()))


def choose(
    source: str, source_language: str, translations: Mapping[str, Any], field: str, language: str | None = None
) -> Text:
    """Return the text of ``field`` for a reader: the reader's language, a fall-back, else the source's.

    ``translations`` is the row's JSON column: ``{"en": {"title": {"text": "…", "official": false}}}``.
    An entry under the source language itself says only whether the source text is official.
    """
    for code in reader_languages(language):
        if code == source_language:
            break
        entry = translations.get(code, {}).get(field, {})
        if entry.get("text"):
            return Text(entry["text"], code, official=entry.get("official", True))
    official = translations.get(source_language, {}).get(field, {}).get("official", True)
    return Text(source, source_language, official=official)


def text_expression(path: str, language: str | None = None) -> Expression:
    """Return the SQL form of :func:`choose` for a path such as ``"title"`` or ``"action__title"``."""
    prefix, _separator, field = path.rpartition("__")
    prefix = f"{prefix}__" if prefix else ""
    whens: list[When] = []
    for code in reader_languages(language):
        whens.append(When(**{f"{prefix}language": code}, then=F(path)))
        whens.append(
            When(
                **{f"{prefix}translations__{code}__{field}__text__isnull": False},
                then=KeyTextTransform("text", KeyTransform(field, KeyTransform(code, f"{prefix}translations"))),
            )
        )
    return Case(*whens, default=F(path), output_field=TextField())


def check_translations(translations: Any, fields: Iterable[str], language: str, languages: Iterable[str]) -> None:
    """Raise ValidationError unless the JSON column has the one allowed shape, with no empty text in it.

    An empty string would be shown by SQL and skipped by Python, so it is never stored.
    """
    known_fields, known_languages = set(fields), set(languages)
    if not isinstance(translations, dict):
        raise ValidationError(_("Translations must be a mapping of languages."))
    for code, entries in translations.items():
        if code not in known_languages:
            raise ValidationError(_("Unknown language “%(code)s” in the translations."), params={"code": code})
        if not isinstance(entries, dict):
            raise ValidationError(
                _("The translations for “%(code)s” must be a mapping of fields."), params={"code": code}
            )
        for field, entry in entries.items():
            where = {"code": code, "field": field}
            if field not in known_fields:
                raise ValidationError(_("Unknown field “%(field)s” in the translations for “%(code)s”."), params=where)
            if not isinstance(entry, dict) or not set(entry) <= {"text", "official"}:
                raise ValidationError(_("The translation of “%(field)s” (%(code)s) is malformed."), params=where)
            if not isinstance(entry.get("official", True), bool):
                raise ValidationError(_("“official” of “%(field)s” (%(code)s) must be true or false."), params=where)
            if code == language:
                if "text" in entry:
                    raise ValidationError(
                        _("“%(field)s” (%(code)s) is the source language: its text belongs in the field itself."),
                        params=where,
                    )
            elif not isinstance(entry.get("text"), str) or not entry["text"].strip():
                raise ValidationError(_("The translation of “%(field)s” (%(code)s) is empty."), params=where)
            else:
                check_characters(entry["text"])


def check_characters(text: str) -> None:
    """Raise ValidationError, naming the character, unless the text can be stored and shown as it is written."""
    if (character := forbidden_character(text)) is not None:
        raise ValidationError(
            _("The text holds a character that cannot be kept (%(code)s). Remove it."),
            code="character",
            params={"code": code_of(character)},
        )
    if text and is_blank(text):
        raise ValidationError(_("The text holds nothing that can be seen."), code="invisible")


check_number = RegexValidator(
    r"^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*\Z",
    _("A number is made of letters and digits, joined by full stops or hyphens: it stands in addresses."),
)


def fold(text: str) -> str:
    """Return the search form of a text: case folded, accents dropped, the letters æ ø å ä ö and Cyrillic kept."""
    folded: list[str] = []
    for letter in unicodedata.normalize("NFC", text).casefold():
        if letter in KEPT_LETTERS or "\u0400" <= letter <= "\u04ff":
            folded.append(letter)
            continue
        folded.extend(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
    return " ".join("".join(folded).split())


def sort_key(text: str) -> str:
    """Return a key that sorts alike under every database collation: letters as fixed-width hexadecimal numbers."""
    return "".join(f"{ord(SORT_AFTER_Z.get(letter, letter)):06x}" for letter in fold(text)[:SORT_KEY_LETTERS])


ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def number_key(number: str) -> str:
    """Return a sort key for a plan's own numbers, so that "2.10" follows "2.9" and "IV-1" follows "III-6"."""
    parts: list[str] = []
    for part in number.replace("-", ".").casefold().split("."):
        if part.isdigit():
            parts.append(f"{int(part):06d}")
        elif part and set(part) <= set(ROMAN):
            values = [ROMAN[letter] for letter in part]
            total = sum(-value if value < max(values[index:]) else value for index, value in enumerate(values))
            parts.append(f"{total:06d}")
        else:
            parts.append(fold(part))
    return ".".join(parts)
