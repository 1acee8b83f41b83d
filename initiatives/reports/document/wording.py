"""How a report writes days, periods, numbers and choices, in the active language."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from initiatives.choices import Confidence, Position, ReasonCode, Status
from initiatives.periods import Period
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.queries.punctuality import Share
from initiatives.reports.document.model import Line, Tone
from initiatives.texts import DEFAULT_LANGUAGE, Text

NO_BREAK = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
NOTHING = "\N{EN DASH}"


def language() -> str:
    """Return the language of the report."""
    return get_language() or DEFAULT_LANGUAGE


def short_day(day: date | None) -> str:
    """Return a day for a table: 31.12.2018, in English 31 Dec 2018; a dash for none."""
    if day is None:
        return NOTHING
    if language() == "da":
        return f"{day:%d.%m.%Y}"
    return NO_BREAK.join((str(day.day), day_name(day).split(" ")[1][:3], str(day.year)))


def day_name(day: date) -> str:
    """Return a day in words: 31. december 2018."""
    return Period.day(day).label(language())


def instant_name(instant: datetime) -> str:
    """Return an instant in the installation's time zone, to the second."""
    local = timezone.localtime(instant, timezone.get_default_timezone())
    return f"{day_name(local.date())}, {local:%H:%M:%S}"


def period_lines(period: Period) -> tuple[Line, ...]:
    """Return a deadline's period: the last day, on which it is judged, with its words beneath where they say more."""
    if not period:
        return (Line(_("without deadline"), Tone.MUTED),)
    if period.is_exact or period.latest is None:
        return (Line(last_day(period)),)
    return (Line(last_day(period)), Line(period.label(language()), Tone.MUTED))


def last_day(period: Period) -> str:
    """Return the last day of a period; its words where the end is open, a dash where there is no period."""
    if not period:
        return NOTHING
    return short_day(period.latest) if period.latest is not None else period.label(language())


def due_lines(row: DeadlineRow) -> tuple[Line, ...]:
    """Return the current deadline, with the original one beneath where it differs; a moved one stands out."""
    first, *more = period_lines(row.current)
    lines = [Line(first.text, Tone.STRONG if row.moves else first.tone), *more]
    if row.original and row.original != row.current:
        lines.append(Line(_("originally %(day)s") % {"day": last_day(row.original)}, Tone.MUTED))
    return (*lines, *history_lines(row))


def both_dates(row: DeadlineRow) -> tuple[Line, ...]:
    """Return the original and the current deadline in one line, as the official tables have them."""
    if not row.original and not row.current:
        return (Line(_("without deadline"), Tone.MUTED),)
    dates = f"{last_day(row.original)} / {last_day(row.current)}"
    return (Line(dates, Tone.STRONG if row.moves else Tone.NORMAL), *history_lines(row))


def history_lines(row: DeadlineRow) -> tuple[Line, ...]:
    """Return what is to be known of the deadline in force: its moves, also after it had passed, and an open reading."""
    lines = []
    if row.moves:
        times = ngettext("moved once", "moved %(number)d times", row.moves) % {"number": row.moves}
        lines.append(Line(times, Tone.MUTED))
    if row.moved_late:
        lines.append(Line(_("moved after it had passed"), Tone.ALERT))
    if row.current and not row.is_confirmed:
        lines.append(Line(_("reading not settled"), Tone.MUTED))
    return tuple(lines)


def what_lines(row: DeadlineRow) -> tuple[Line, ...]:
    """Return what is due: the title of the action, what of it is due, and who leads it."""
    lines = [text_line(row.action, Tone.STRONG)]
    if row.label and row.label != row.action:
        lines.append(text_line(row.label))
    lines.append(Line(", ".join(row.leads) or _("nobody named"), Tone.MUTED))
    return tuple(lines)


def text_line(text: Text | str, tone: Tone = Tone.NORMAL) -> Line:
    """Return a text as a line that knows its language where that is not the report's."""
    foreign = isinstance(text, Text) and text.language != language()
    return Line(str(text), tone, language=text.language if foreign and isinstance(text, Text) else "")


def position_word(position: str) -> str:
    """Return the word for a position."""
    return capfirst(str(Position(position).label))


def position_lines(row: DeadlineRow) -> tuple[Line, ...]:
    """Return where a deadline stands, the days that belong to it, and that nobody has reported."""
    tone = Tone.ALERT if row.position == Position.OVERDUE else Tone.STRONG
    # "Closed" alone would hide whether it was dropped or another took its place.
    word = status_word(row.status) if row.position == Position.CLOSED else position_word(row.position)
    lines = [Line(word, tone, icon=row.position)]
    if (days := days_beside(row)) is not None:
        lines.append(Line(days, Tone.MUTED))
    if row.status == Status.NONE:
        lines.append(Line(capfirst(str(Status.NONE.label)), Tone.MUTED, icon="no_report"))
    return tuple(lines)


def days_beside(row: DeadlineRow) -> str | None:
    """Return the number of days that belongs to a position, in words, or None."""
    if row.position == Position.OVERDUE and row.days_overdue is not None:
        return days_name(row.days_overdue)
    if row.position == Position.MET_LATE and row.days_late is not None:
        return days_name(row.days_late)
    if row.position == Position.DUE_SOON and row.days_left is not None:
        if row.days_left == 0:
            return _("today")
        return ngettext("in %(number)d day", "in %(number)d days", row.days_left) % {"number": row.days_left}
    return None


def days_name(days: int) -> str:
    """Return a number of days in words; the number stays with its word."""
    text = ngettext("%(number)d day", "%(number)d days", abs(days)) % {"number": abs(days)}
    return (MINUS if days < 0 else "") + text.replace(" ", NO_BREAK)


def status_word(status: str) -> str:
    """Return the word for a status."""
    return capfirst(str(Status(status).label))


def confidence_word(confidence: str) -> str:
    """Return the word for a confidence, or nothing."""
    return str(Confidence(confidence).label) if confidence else ""


def reason_word(reason: str) -> str:
    """Return the word for a reason, or a dash."""
    return capfirst(str(ReasonCode(reason).label)) if reason else NOTHING


def forecast_lines(row: DeadlineRow) -> tuple[Line, ...]:
    """Return when it is expected; a forecast that has passed says so."""
    if not row.forecast:
        return (Line(_("not stated"), Tone.MUTED),)
    day = row.forecast.latest or row.forecast.earliest
    if day is not None and day < row.as_of:
        return (*period_lines(row.forecast), Line(_("has passed"), Tone.ALERT))
    return period_lines(row.forecast)


def change_sign(change: int) -> str:
    """Return a change with its sign."""
    return f"+{change}" if change > 0 else f"{MINUS}{-change}" if change < 0 else "0"


def share_text(share: Share) -> str:
    """Return numerator and denominator, and the rate where five or more have passed; a dash where none has."""
    if not share.denominator:
        return NOTHING
    text = _("%(numerator)d of %(denominator)d") % {"numerator": share.numerator, "denominator": share.denominator}
    if share.rate is None:
        return text
    rate = _("%(rate)d%%") % {"rate": round(share.rate * 100)}
    return f"{text} ({rate.replace(' ', NO_BREAK)})"


def quoted(words: str) -> str:
    """Return the plan's own words in quotation marks."""
    return _("“%(words)s”") % {"words": words}


def number(value: int) -> Line:
    """Return a number; zero recedes."""
    return Line(str(value), Tone.MUTED if value == 0 else Tone.NORMAL)
