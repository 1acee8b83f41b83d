"""The tags that pages are written with: addresses that keep the day, texts that know their language, and markers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from initiatives import policies
from initiatives.choices import Status
from initiatives.periods import Period
from initiatives.presentation import bars, controls, display, report_form
from initiatives.presentation import menu as menus
from initiatives.presentation.addresses import address_of
from initiatives.presentation.visits import Visit
from initiatives.queries.progress import Positions
from initiatives.texts import Text

register = template.Library()


@register.simple_tag(takes_context=True)
def address(context: template.Context, name: str, *arguments: object, **query: object) -> str:
    """Return the address of a page, keeping the day that the reader looks at: ``{% address "plan" plan.slug %}``."""
    standpoint = context.get("standpoint")
    return address_of(name, *arguments, kept=standpoint.kept if standpoint else None, **query)


@register.simple_tag
def single_sign_on() -> dict[str, str] | None:
    """Return name and address of the provider of single sign-on, or None where there is none."""
    provider = settings.SINGLE_SIGN_ON
    if not provider:
        return None
    address = reverse("openid_connect_login", kwargs={"provider_id": provider["provider"]})
    return {"name": provider["name"], "address": address}


@register.filter
def text(value: Text | str) -> SafeString | str:
    """Show a text, marked where it is not in the reader's language."""
    return display.text(value) if isinstance(value, Text) else value


@register.simple_tag
def text_marks(value: Text | str) -> SafeString | str:
    """Show of a text in which other language it is, and that its wording is ours where it is not official."""
    return display.text_marks(value) if isinstance(value, Text) else ""


@register.simple_tag
def language_mark(value: Text | str) -> SafeString | str:
    """Show in which language a text is, where that is not the reader's."""
    return display.language_mark(value) if isinstance(value, Text) else ""


@register.filter
def day(value: date | None) -> str:
    """Show a day in words, or a dash."""
    return display.day(value)


@register.filter
def instant(value: datetime) -> str:
    """Show an instant in the installation's time."""
    return display.instant(value)


@register.filter
def period(value: Period) -> str:
    """Show a period in words, or a dash."""
    return display.period(value)


@register.filter
def status(code: str) -> SafeString:
    """Show how far the work is: glyph and words."""
    return display.status_words(code)


@register.filter
def status_name(code: str) -> str:
    """Return the word for a status alone."""
    return capfirst(str(Status(code).label))


@register.filter
def confidence(code: str) -> SafeString:
    """Show whether it will be made, or nothing where nobody said."""
    return display.confidence_words(code)


@register.simple_tag
def position(row: Any) -> SafeString:
    """Show where a deadline stands: ``{% position row %}`` with anything that has the fields of a judgement."""
    return display.position_badge(row.position, row.days_overdue, row.days_late, row.days_left)


@register.simple_tag
def light(row: Any) -> SafeString:
    """Show how far off the deadline in force is: ``{% light row %}``; nothing where nothing can be compared."""
    days = display.days_off(row.position, row.days_overdue, row.current, row.forecast)
    return display.light_words(row.light, days)


@register.filter
def freshness(row: Any) -> SafeString:
    """Show how fresh the report of a row is, with its day."""
    return display.freshness_words(row.freshness, row.last_update_on)


@register.simple_tag
def shape(name: str, classes: str = "") -> SafeString:
    """Show one of our drawings, such as "position-overdue"; the words beside it say the same."""
    return display.shape(name, classes)


@register.simple_tag
def bar(counts: Positions) -> SafeString:
    """Show how many deadlines stand where, as one line of parts."""
    return bars.bar(counts)


@register.simple_tag
def bar_key() -> SafeString:
    """Show what the colours and patterns of bars mean."""
    return bars.bar_key()


@register.simple_tag(takes_context=True)
def menu(context: template.Context) -> list[menus.Place]:
    """Return the places of the menu for the visitor of a page."""
    return menus.menu(context["visit"], context.get("standpoint"), context.get("section") or "")


@register.filter
def roles(visit: Visit) -> str:
    """Return a visitor's roles in words."""
    return menus.roles_in_words(visit.actor)


@register.filter
def may_read(visit: Visit | str) -> bool:
    """Return whether there is a visitor who may read."""
    return isinstance(visit, Visit) and policies.may_read(visit.actor)


@register.filter
def uses_administration(visit: Visit | str) -> bool:
    """Return whether the visitor has work in the administration."""
    return isinstance(visit, Visit) and menus.uses_administration(visit.actor)


@register.filter
def reads_person_log(visit: Visit) -> bool:
    """Return whether the visitor reads what is logged about all accounts."""
    return policies.may_read_person_log(visit.actor)


@register.filter
def reads_removals(visit: Visit) -> bool:
    """Return whether the visitor reads requests for the removal of texts."""
    return policies.may_read_removals(visit.actor)


@register.filter
def alert_shape(level: str) -> str:
    """Return the drawing of a message of this level."""
    return f"alert-{level if level in ('success', 'warning', 'error') else 'info'}"


@register.filter
def control(field: BoundField) -> SafeString:
    """Show the input of a form field; ``partials/_field.html`` has it with label, hint and errors."""
    return controls.control(field)


@register.filter
def status_explained(code: str) -> str:
    """Return in a few words what it means to report this status."""
    return str(report_form.EXPLAINED[Status(code)])


@register.filter
def confidence_answer(code: str) -> SafeString:
    """Show an answer to whether it will be made: shape, colour's name and what it means."""
    return display.confidence_answer(code)


@register.filter
def shown_before(field: BoundField) -> SafeString:
    """Show the hidden input that remembers the first content of a field, for one whose choices are written out."""
    return controls.shown_before(field)


@register.filter
def percent(rate: float | None) -> str:
    """Show a share in whole percent, or nothing where there is none."""
    return display.percent(rate)
