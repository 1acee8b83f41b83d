"""How values look on a page: days, periods, and the badges whose word and shape say the same as their colour."""

from __future__ import annotations

from datetime import date, datetime

from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from initiatives.choices import Confidence, Freshness, Light, Position, Status
from initiatives.periods import Period, PeriodError
from initiatives.texts import DEFAULT_LANGUAGE, Text

NOTHING = "–"
SHAPES = "initiatives/shapes.svg"
CONFIDENCE_MEANS = {
    Confidence.GREEN: gettext_lazy("likely"),
    Confidence.AMBER: gettext_lazy("in doubt"),
    Confidence.RED: gettext_lazy("unlikely"),
}


def language() -> str:
    """Return the reader's language."""
    return get_language() or DEFAULT_LANGUAGE


def language_name(code: str) -> str:
    """Return the name of a language in the reader's language, such as "Swedish"."""
    return str(get_language_info(code)["name_translated"])


def day(value: date | None) -> str:
    """Return a day in words, such as "20. december 2018", or a dash; one beyond all plans is written in numbers."""
    if value is None:
        return NOTHING
    try:
        return Period.day(value).label(language())
    except PeriodError:
        return value.isoformat()


def instant(value: datetime) -> str:
    """Return an instant in the installation's time, such as "20. december 2018, 10:30"."""
    local = timezone.localtime(value, timezone.get_default_timezone())
    return f"{day(local.date())}, {local:%H:%M}"


def period(value: Period) -> str:
    """Return a period in words, or a dash."""
    return value.label(language()) if value else NOTHING


def deadline_period(current: Period) -> SafeString:
    """Return a deadline's period with its last day beneath where that is not said already."""
    if not current:
        return format_html('<span class="quiet">{}</span>', _("without deadline"))
    if current.is_exact or current.latest is None:
        return format_html("{}", period(current))
    last = _("last day %(day)s") % {"day": day(current.latest)}
    return format_html('{}<span class="under">{}</span>', period(current), last)


def text(value: Text) -> SafeString:
    """Return a text that says in HTML which language it is in, where that is not the page's."""
    if value.language == language():
        return format_html("{}", value)
    return format_html('<span lang="{}">{}</span>', value.language, value)


def text_marks(value: Text) -> SafeString:
    """Return marks for a text that is not in the reader's language, or not in the document's own words."""
    if not value or value.official:
        return language_mark(value)
    return format_html('{} <span class="mark">{}</span>', language_mark(value), _("our wording"))


def language_mark(value: Text) -> SafeString:
    """Return the name of a text's language as a mark, where that is not the reader's language."""
    if not value or value.language == language():
        return SafeString("")
    return format_html('<span class="mark">{}</span>', language_name(value.language))


def shape(name: str, classes: str = "") -> SafeString:
    """Return a drawing that repeats what the word beside it says, with further classes if any."""
    return format_html(
        '<svg class="{}" width="16" height="16" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        f"shape {classes}".strip(),
        static(SHAPES),
        name,
    )


def position_badge(position: str, days_overdue: int | None, days_late: int | None, days_left: int | None) -> SafeString:
    """Return where a deadline stands: shape, word, and the number of days that belongs to it."""
    word = capfirst(str(Position(position).label))
    return format_html(
        '<span class="position position-{}">{}<span>{}{}</span></span>',
        position,
        shape(f"position-{position}"),
        word,
        _days_beside(position, days_overdue, days_late, days_left),
    )


def _days_beside(position: str, overdue: int | None, late: int | None, left: int | None) -> SafeString:
    if position == Position.DUE_SOON and left is not None:
        words = _("today") if left == 0 else ngettext("in %d day", "in %d days", left) % left
    elif (days := {Position.OVERDUE: overdue, Position.MET_LATE: late}.get(Position(position))) is not None:
        words = ngettext("%d day", "%d days", days) % days
    else:
        return SafeString("")
    return format_html(' <b class="days">{}</b>', words)


def review_words(review_on: date | None, as_of: date) -> SafeString:
    """Return since when an ongoing deadline has been due for review, or nothing where it is not."""
    if review_on is None or review_on > as_of:
        return SafeString("")
    return format_html('<span class="under">{}</span>', _("review due since %(day)s") % {"day": day(review_on)})


def status_words(status: str) -> SafeString:
    """Return how far the work is: a glyph and plain words; a missing report looks like none of them."""
    word = capfirst(str(Status(status).label))
    return format_html('<span class="status status-{}">{}{}</span>', status, shape(f"status-{status}"), word)


def confidence_words(confidence: str, *, named: bool = True) -> SafeString:
    """Return whether it will be made, such as "Delivery: amber", or nothing where nobody said.

    Where a heading says what it is about, ``named=False`` leaves the colour alone.
    """
    if not confidence:
        return SafeString("")
    colour = Confidence(confidence).label
    return format_html(
        '<span class="confidence confidence-{}">{}{}</span>',
        confidence,
        shape(f"confidence-{confidence}"),
        _("Delivery: %(colour)s") % {"colour": colour} if named else colour,
    )


def confidence_answer(confidence: str) -> SafeString:
    """Return an answer to "will it be made?" as a form offers it."""
    word = capfirst(str(Confidence(confidence).label))
    return format_html(
        '<span class="answer confidence-{}">{}</span> {}: {}',
        confidence,
        shape(f"confidence-{confidence}"),
        word,
        CONFIDENCE_MEANS[Confidence(confidence)],
    )


def light_words(light: str, days: int | None = None) -> SafeString:
    """Return how far off the deadline in force is: shape, colour in words and the number of days; nothing if none."""
    if light == Light.NONE:
        return SafeString("")
    words = _("Deviation: %(colour)s") % {"colour": Light(light).label}
    if light == Light.GREY:
        words = f"{words}, {Position.NO_DEADLINE.label}"
    elif days and days > 0:
        words = f"{words}, {ngettext('%d day', '%d days', days) % days}"
    return format_html('<span class="light light-{}">{}{}</span>', light, shape(f"light-{light}"), words)


def days_off(position: str, days_overdue: int | None, current: Period, forecast: Period) -> int:
    """Return the days from the deadline in force to what the light compares it with.

    It is 0 where the deadline is not passed, and where the position, which is shown too, says these days already.
    """
    expected = forecast.latest or forecast.earliest
    slip = (expected - current.latest).days if expected and current.latest else 0
    is_said = position == Position.MET_LATE or slip <= (days_overdue or 0)
    return 0 if is_said else slip


def freshness_words(freshness: str, reported_on: date | None = None) -> SafeString:
    """Return how long ago somebody reported: a speech bubble, the word, and the day of the last report."""
    when = format_html(' <span class="when">{}</span>', day(reported_on)) if reported_on else ""
    return format_html(
        '<span class="freshness freshness-{}">{}<span><span class="word">{}</span>{}</span></span>',
        freshness,
        shape(f"freshness-{freshness}"),
        capfirst(str(Freshness(freshness).label)),
        when,
    )


def safe_link(address: str) -> bool:
    """Return whether an address may be shown as a link."""
    return address.startswith(("http://", "https://"))


def percent(rate: float | None) -> str:
    """Return a share in whole percent, or nothing where there is none."""
    return "" if rate is None else f"{round(rate * 100)}\N{NO-BREAK SPACE}%"
