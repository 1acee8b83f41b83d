"""How finely a period is stated."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Precision(TextChoices):
    """The kind of expression that names a period; `open` lacks one of its ends, `none` is no date at all."""

    DAY = "day", _("day")
    WEEK = "week", _("week")
    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    HALF = "half", _("half-year")
    SEASON = "season", _("season")
    YEAR = "year", _("year")
    RANGE = "range", _("range")
    OPEN = "open", _("open-ended")
    NONE = "none", _("no date")
