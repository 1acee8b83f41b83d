"""Fields hold the source's texts: what was read in another language is never written in their place."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from initiatives.models.base import Translated


def without_translations(thing: Translated, content: dict[str, Any], language: str) -> dict[str, Any]:
    """Return what a body changes, without the translations that it sends back as they were read.

    ``language`` is the one in which the client has read the thing. A text that it was shown as a translation can be
    sent back as it was read or as the source has it. Raises ValidationError, by field, for any other: it may be
    a better translation, which would replace the source's own words.
    """
    kept, errors = dict(content), {}
    for field in thing.TRANSLATED:
        shown = thing.text(field, language)
        if field not in content or shown.language == thing.language or content[field] == getattr(thing, field):
            continue
        if content[field] == shown:
            del kept[field]
        else:
            errors[field] = [_refusal(field, shown.language, thing.language)]
    if errors:
        raise ValidationError(errors)
    return kept


def _refusal(field: str, shown: str, own: str) -> str:
    return _(
        "You have read a translation (%(shown)s), and this field holds the source's own text (%(own)s). Change the "
        "translation in translations.%(shown_code)s.%(field)s.text, or the source's text with ?lang=%(own_code)s."
    ) % {
        "shown": get_language_info(shown)["name_translated"],
        "own": get_language_info(own)["name_translated"],
        "shown_code": shown,
        "own_code": own,
        "field": field,
    }
