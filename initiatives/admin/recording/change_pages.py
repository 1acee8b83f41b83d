"""The page that writes to the log of deadline changes: move, settle the reading, first date, remove the date."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

from initiatives.admin.base.addresses import page_of
from initiatives.admin.recording.page import DeadlinePages
from initiatives.choices import ChangeKind
from initiatives.presentation.change_form import EXPLAINED, ChangeForm
from initiatives.presentation.repeats import changed_already


class ChangePages(DeadlinePages):
    """Mixed into the page of deadlines."""

    def get_urls(self) -> list[URLPattern]:
        """Add the address below a deadline's own."""
        address = path(
            "<object_id>/date/<kind>/", self.admin_site.admin_view(self.date_view), name="initiatives_deadline_date"
        )
        return [address, *super().get_urls()]

    def date_view(self, request: HttpRequest, object_id: str, kind: str) -> HttpResponse:
        """Show the form of one kind of change with the links to the other kinds, and write it once."""
        rights = self.rights_on(request, object_id)
        if kind not in ChangeKind.values:
            raise Http404
        if not rights.coordinates:
            raise PermissionDenied
        change = ChangeKind(kind)
        deadline = rights.deadline
        initial: dict[str, Any] = {"version": deadline.version}
        if change == ChangeKind.READING:
            initial["period"] = deadline.original or deadline.current
        form = ChangeForm(request.POST or None, initial=initial, kind=change)
        if request.method == "POST" and form.is_valid():
            answer = self.save_once(
                request,
                rights,
                form,
                lambda _seen: form.write(change, rights.visit.author, deadline),
                lambda visit, seen: changed_already(
                    visit.actor, deadline, seen, kind, form.period_given, form.cleaned_data["explanation"]
                ),
            )
            if answer is not None:
                return answer
        title, explained = EXPLAINED[change]
        kinds = [
            {"address": page_of(deadline, "date", other.value), "title": EXPLAINED[other][0], "here": other == change}
            for other in rights.changes
        ]
        return self.show(request, rights, "date", str(title), form, explained=explained, kinds=kinds)
