"""What is said once something stands in the log: what was recorded, and the way to take it back."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from initiatives.choices import ChangeKind, Status, UpdateKind
from initiatives.models import Deadline, DeadlineChange, StatusUpdate
from initiatives.presentation import display
from initiatives.presentation.addresses import address_of
from initiatives.presentation.rights import Rights
from initiatives.queries.rows import rows_of

LONGEST_LABEL = 60
RECORDED = {
    UpdateKind.REPORT.value: gettext_lazy("Recorded on %(deadline)s: %(said)s."),
    UpdateKind.UNCHANGED.value: gettext_lazy("Confirmed unchanged on %(deadline)s: %(said)s."),
    UpdateKind.CORRECTION.value: gettext_lazy("Corrected on %(deadline)s: %(said)s."),
    UpdateKind.REOPENING.value: gettext_lazy("Reopened %(deadline)s: %(said)s."),
}


def short_name(deadline: Deadline) -> str:
    """Return the number of the action and the label of the deadline, cut to a length that a message bears."""
    return f"{deadline.action.number}, {Truncator(deadline.text('label')).chars(LONGEST_LABEL)}"


def recorded(row: StatusUpdate, rights: Rights, way_back: str) -> SafeString:
    """Return what a row of the log says now, with the links to take it back and to what may come next."""
    words = RECORDED[row.kind] % {"deadline": short_name(rights.deadline), "said": in_short(row)}
    links = [(address_of("withdraw", row.public_id, next=way_back), _("Take back"))]
    if next_one := next_occurrence(rights):
        links.append((next_one, _("Add the next occurrence")))
    return format_html("{} {}", words, format_html_join(" · ", '<a href="{}">{}</a>', links))


def in_short(row: StatusUpdate | None) -> str:
    """Return what a report says, in a few words; None is no report."""
    if row is None:
        return str(Status.NONE.label)
    parts = [str(row.get_status_display())]
    if row.completed:
        parts.append(display.period(row.completed))
    if row.forecast:
        parts.append(_("expected %(period)s") % {"period": display.period(row.forecast)})
    return ", ".join(parts)


def withdrawn(target: StatusUpdate, deadline: Deadline) -> str:
    """Return that a report was taken back, and what stands now."""
    words = _("Taken back on %(deadline)s: no. %(seq)d. What stands now: %(stands)s.")
    return words % {
        "deadline": short_name(deadline),
        "seq": target.seq,
        "stands": in_short(deadline.latest_update),
    }


def changed(change: DeadlineChange, deadline: Deadline) -> str:
    """Return what a change of the date has done to a deadline."""
    values = {
        "deadline": short_name(deadline),
        "old": display.period(change.old),
        "new": display.period(change.new),
        "original": display.period(change.new_original),
    }
    if change.kind == ChangeKind.MOVE:
        times = ngettext("It has been moved %d time.", "It has been moved %d times.", deadline.moves) % deadline.moves
        return " ".join([_("Moved %(deadline)s: from %(old)s to %(new)s.") % values, times])
    if change.kind == ChangeKind.FIRST_DATE:
        return _("First date given to %(deadline)s: %(new)s.") % values
    if change.kind == ChangeKind.READING:
        return _("Reading settled for %(deadline)s: the plan means %(original)s.") % values
    return _("Date removed from %(deadline)s: it was %(old)s.") % values


def next_occurrence(rights: Rights) -> str:
    """Return the address of the form for the next of a series, where it is offered; empty where it is not."""
    if not rights.coordinates:
        return ""
    (row,) = rows_of([rights.deadline.pk], rights.visit.moment)
    if not rights.may_add_next(row.position):
        return ""
    query = urlencode({"in_action": rights.deadline.action.public_id})
    return f"{reverse('admin:initiatives_deadline_add')}?{query}"
