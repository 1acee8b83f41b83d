"""Forms for texts in several languages: one field a language, each with whether the wording is official."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model, TextField
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from initiatives.admin.base.saving import ServiceForm
from initiatives.presentation.display import language_name

SEPARATOR = "__"
OFFICIAL = "official"
LONG_TEXT = {"rows": 4, "cols": 80}


def translation_fields(model: type[Model]) -> dict[str, forms.Field]:
    """Return the form fields for a model's translations: ``title__en`` and ``title__en__official`` and so on."""
    fields: dict[str, forms.Field] = {}
    for language in settings.CONTENT_LANGUAGES:
        for name in model.TRANSLATED:  # type: ignore[attr-defined]
            column: Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]
            is_long = isinstance(column, TextField)
            fields[_name(name, language)] = forms.CharField(
                label=f"{capfirst(str(column.verbose_name))} [{language}]",
                max_length=None if is_long else column.max_length,
                required=False,
                widget=forms.Textarea(attrs={**LONG_TEXT, "lang": language})
                if is_long
                else forms.TextInput(attrs={"class": "vLargeTextField", "lang": language}),
            )
            fields[_name(name, language, OFFICIAL)] = forms.BooleanField(label=_("official wording"), required=False)
    return fields


def translated_form(model: type[Model], base: type[TranslatedForm]) -> type[TranslatedForm]:
    """Return the form class for a model with texts; ``base`` adds fields of its own."""
    return type(f"{model.__name__}Form", (base,), translation_fields(model))


def translation_fieldsets(thing: Any) -> list[tuple[Any, dict[str, Any]]]:
    """Return one fieldset a language for a row that exists; languages without texts are folded away.

    The row's own language comes first and asks only whether the wording is official.
    """
    languages = [thing.language, *(code for code in settings.CONTENT_LANGUAGES if code != thing.language)]
    return [_fieldset(thing, language) for language in languages]


def _fieldset(thing: Any, language: str) -> tuple[Any, dict[str, Any]]:
    is_source = language == thing.language
    rows = [
        _name(name, language, OFFICIAL) if is_source else (_name(name, language), _name(name, language, OFFICIAL))
        for name in thing.TRANSLATED
    ]
    title = _("Source text: %(language)s") if is_source else _("Translation: %(language)s")
    folded = is_source or not thing.translations.get(language)
    label = str(title) % {"language": language_name(language)}
    return (label, {"fields": rows, "classes": ["collapse"] if folded else []})


class TranslatedForm(ServiceForm):
    """Shows the translations of a row field by field, and hands them on as the one column that keeps them."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        own = self.instance.language
        for name in list(self.fields):
            field, language, rest = _parts(name)
            if not language:
                self._name_language(name, own)
                continue
            entry = self.instance.translations.get(language, {}).get(field, {})
            # A translation that is written here is ours, unless it is said to be the plan's.
            official = entry.get(OFFICIAL, True) if entry.get("text") or language == own else False
            self.initial[name] = official if rest else entry.get("text", "")
            if rest:
                label = self.instance._meta.get_field(field).verbose_name
                self.fields[name].label = _("%(field)s: official wording") % {"field": capfirst(str(label))}

    def content(self) -> dict[str, Any]:
        """Return the content with the translations as one value, where they were changed."""
        content = super().content()
        touched = [name for name in content if _parts(name)[1]]
        for name in touched:
            content.pop(name)
        if touched and self.instance.pk is not None:
            content["translations"] = self._translations()
        return content

    def _translations(self) -> dict[str, Any]:
        built: dict[str, Any] = {}
        for language in settings.CONTENT_LANGUAGES:
            entries = {}
            for field in self.instance.TRANSLATED:
                text = str(self.cleaned_data.get(_name(field, language), "")).strip()
                official = bool(self.cleaned_data.get(_name(field, language, OFFICIAL), True))
                if language == self.instance.language:
                    entry: dict[str, Any] = {} if official else {OFFICIAL: False}
                else:
                    entry = {"text": text} if official else {"text": text, OFFICIAL: False}
                if entry.get("text") or (entry and language == self.instance.language):
                    entries[field] = entry
            if entries:
                built[language] = entries
        return built

    def _name_language(self, name: str, language: str) -> None:
        """Say of a source text in which language it is."""
        if self.instance.pk is None or name not in self.instance.TRANSLATED:
            return
        try:
            label = self.instance._meta.get_field(name).verbose_name
        except FieldDoesNotExist:
            return
        self.fields[name].label = f"{capfirst(str(label))} [{language}]"
        self.fields[name].widget.attrs["lang"] = language


def _name(*parts: str) -> str:
    return SEPARATOR.join(parts)


def _parts(name: str) -> tuple[str, str, str]:
    field, _first, rest = name.partition(SEPARATOR)
    language, _second, kind = rest.partition(SEPARATOR)
    return field, language, kind
