"""Saving a list with its filters under a name, and removing it again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.filters.deadlines import DeadlineFilterSet
from initiatives.models import SavedView
from initiatives.presentation.addresses import address_of, safe_address
from initiatives.presentation.refusals import REFUSED, say
from initiatives.presentation.standpoint import STANDPOINT
from initiatives.services.saved_views import remove_view, save_view
from initiatives.web.lists.address import asked_in
from initiatives.web.lists.tabs import ALL, OVERDUE, address_of_view
from initiatives.web.page import Page

LISTS = (ALL, OVERDUE)
FILTERS = frozenset(DeadlineFilterSet.base_filters)


class SaveForm(forms.Form):
    """A name for a list as it stands. The day belongs to it only where the person says so."""

    name = forms.CharField(label=gettext_lazy("name of the view"), max_length=80)
    keep_day = forms.BooleanField(label=gettext_lazy("keep the day that is shown"), required=False)
    list_name = forms.ChoiceField(choices=[(name, name) for name in LISTS], widget=forms.HiddenInput)
    query = forms.CharField(max_length=4000, required=False, widget=forms.HiddenInput)


class Save(Page):
    """Keeps a list under a name."""

    http_method_names = ("get", "head", "post")
    template = "deadlines/save_view.html"
    section = "deadlines"
    travels = False
    title = gettext_lazy("Save view")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Lead to the list: which one to save is said by its own form."""
        return HttpResponseRedirect(address_of("deadlines"))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save the view and lead to it, or ask again for what is missing."""
        form = SaveForm(request.POST)
        if form.is_valid():
            list_name, asked = form.cleaned_data["list_name"], QueryDict(form.cleaned_data["query"])
            names = FILTERS | ({*STANDPOINT} if form.cleaned_data["keep_day"] else set())
            try:
                query = _query_of(asked, names)
                view = save_view(by=self.visit.author, name=form.cleaned_data["name"], list_name=list_name, query=query)
            except REFUSED as refusal:
                say(form, refusal)
            else:
                messages.success(request, _("The view “%(name)s” is saved.") % {"name": view.name})
                return HttpResponseRedirect(address_of_view(view, _kept(asked)))
        return self.show(form=form, status=400, has_day=bool(_kept(QueryDict(request.POST.get("query", "")))))


class Remove(Page):
    """Removes a person's own view."""

    http_method_names = ("get", "head", "post")
    template = "deadlines/remove_view.html"
    section = "deadlines"
    travels = False
    title = gettext_lazy("Remove view")

    def get(self, request: HttpRequest, view_id: UUID) -> HttpResponse:
        """Ask."""
        return self.show(view=self._own(view_id), back=self._back(request.GET))

    def post(self, request: HttpRequest, view_id: UUID) -> HttpResponse:
        """Remove it and lead back."""
        view = self._own(view_id)
        remove_view(by=self.visit.author, view=view)
        messages.success(request, _("The view “%(name)s” is removed.") % {"name": view.name})
        return HttpResponseRedirect(self._back(request.POST))

    def _own(self, view_id: UUID) -> SavedView:
        view = SavedView.objects.filter(user=self.visit.actor.user, public_id=view_id).first()
        if view is None:
            raise Http404
        return view

    def _back(self, data: Any) -> str:
        return safe_address(self.request, data.get("next") or address_of("deadlines"))


def _query_of(asked: QueryDict, names: set[str] | frozenset[str]) -> str:
    query = QueryDict(mutable=True)
    for name, values in asked_in(asked, names).items():
        query.setlist(name, list(values))
    return query.urlencode()


def _kept(asked: QueryDict) -> dict[str, str]:
    return {name: values[-1] for name, values in asked_in(asked, STANDPOINT).items()}
