"""Confirming the selected deadlines unchanged: first what will happen, then that it has."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.clocks import Moment
from initiatives.models import Deadline
from initiatives.presentation import confirming
from initiatives.presentation.addresses import address_of, safe_address
from initiatives.queries.rows import rows_of
from initiatives.queries.visible import visible_q
from initiatives.web.page import Page

SELECTED, CONFIRMED, NEXT = "deadline", "confirmed", "next"


class ConfirmSelected(Page):
    """Shows which of the selected deadlines can be confirmed, and confirms them when that is what the person wants."""

    http_method_names = ("get", "head", "post")
    template = "deadlines/confirm.html"
    section = "deadlines"
    travels = False
    title = gettext_lazy("Confirm unchanged")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Lead to the list: what was selected is not in the address."""
        return HttpResponseRedirect(address_of("deadlines"))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask, or with ``confirmed`` do it and lead back to the list."""
        back = safe_address(request, request.POST.get(NEXT, ""))
        keys = self._selected(request.POST.getlist(SELECTED))
        if not keys:
            messages.warning(request, _("Nothing is selected. Tick the deadlines that you want to confirm."))
            return HttpResponseRedirect(back)
        if len(keys) > confirming.MOST_AT_ONCE:
            messages.error(request, confirming.too_many())
            return HttpResponseRedirect(back)
        if CONFIRMED in request.POST:
            confirming.confirm_those(request, keys)
            return HttpResponseRedirect(back)
        seen = confirming.seen_at(request)
        selection = confirming.selection_of(rows_of(keys, self.visit.moment), self.visit, seen)
        return self.show(selection=selection, back=back, seen_at=seen.isoformat())

    def _selected(self, texts: list[str]) -> list[int]:
        """Return the database ids of those selected that the visitor sees, in the order of the list."""
        moment: Moment = self.visit.moment
        identities = list(dict.fromkeys(found for text in texts if (found := _identity(text)) is not None))
        seen = Deadline.objects.filter(visible_q(self.visit.actor, moment), public_id__in=identities)
        by_identity = dict(seen.order_by().values_list("public_id", "pk"))
        return [by_identity[identity] for identity in identities if identity in by_identity]


def _identity(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
