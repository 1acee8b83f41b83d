"""All edits of one record, and the page on which what stood before one of them is let stand again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives import policies
from initiatives.choices import PersonEventKind
from initiatives.exceptions import FilterError
from initiatives.policies import Actor
from initiatives.presentation.addresses import address_of
from initiatives.presentation.edits import differences
from initiatives.presentation.parameters import once, refuse_others
from initiatives.presentation.record_edits import changes_of, edits_in_words, kind_in_words, page_of
from initiatives.presentation.refusals import REFUSED, say
from initiatives.presentation.standpoint import STANDPOINT
from initiatives.queries.edits import FieldChange, Names
from initiatives.queries.record_edits import MODELS, RecordEdits, record_edits, records_below
from initiatives.services.reach import may_edit
from initiatives.services.restoring import LONGEST_REASON, can_be_restored, follows_another, restore
from initiatives.web.page import Page

EDITS_A_PAGE = 50
MOST_BELOW = 100
MEMBERSHIP = "membership"
BEFORE, FIELD = "before", "field"


class RestoreForm(forms.Form):
    """Why it shall stand again, and the version of the record that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    reason = forms.CharField(
        label=gettext_lazy("reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It is kept with the edit, for everybody who reads the history."),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One field as it stands and as it would stand."""

    field: str
    now: str
    after: str


class EditsPage(Page):
    """A page about the edits of one record. What may not be seen, and what is not there, is 404."""

    travels = False
    kind: str
    found: RecordEdits

    def admits(self, actor: Actor) -> bool:
        """Readers are let in, and administrators where it is about memberships."""
        return policies.may_read(actor) or (self.kwargs["kind"] == MEMBERSHIP and policies.may_administer(actor))

    def find(self, kind: str, identity: UUID, **options: Any) -> None:
        """Read the edits. Raises Http404 where the visitor is told of none."""
        found = record_edits(kind, identity, self.visit.actor, self.visit.moment, most=EDITS_A_PAGE, **options)
        if found is None:
            raise Http404
        self.kind, self.found = kind, found
        if kind == MEMBERSHIP:
            self.visit.noting.note(PersonEventKind.LOG_READ)

    @property
    def may_restore(self) -> bool:
        """Whether the visitor edits the record, which is still there."""
        return self.found.row is not None and may_edit(self.found.row, self.visit.author)

    def show_record(self, **context: Any) -> HttpResponse:
        """Show the page with the name of the record and the way to it."""
        row = self.found.row
        name = str(row) if row is not None else _("removed since")
        shared = {"record": row, "kind": kind_in_words(self.kind), "name": name, "page": page_of(row) if row else ""}
        return self.show(**{**shared, **context})


class Edits(EditsPage):
    """Who changed what in one record, when and why, from what to what."""

    template = "edits/list.html"

    def get(self, request: HttpRequest, kind: str, identity: UUID) -> HttpResponse:
        """Show the newest edits, or those before a number."""
        refuse_others(request.GET, BEFORE, *STANDPOINT)
        text = once(request.GET, BEFORE)
        if text is not None and not (text.isascii() and text.isdigit() and len(text) < 10):
            raise FilterError({BEFORE: [_("This is no number of an edit.")]})
        self.find(kind, identity, before=int(text) if text else None)
        self.title = _("Edits: %(kind)s") % {"kind": kind_in_words(kind)}
        row, following = self.found.row, self.found.following
        return self.show_record(
            edits=edits_in_words(self.found.edits),
            identity=identity,
            word=kind,
            may_restore=self.may_restore,
            older=address_of("edits", kind, identity, before=following) if following else "",
            newest=address_of("edits", kind, identity) if text else "",
            below=[
                (kind_in_words(sort), str(each), address_of("edits", sort, each.public_id))
                for sort, each in (records_below(row, MOST_BELOW) if row is not None else [])
            ],
        )


class Restore(EditsPage):
    """Show what would change, ask for a reason, and restore one field or the whole change."""

    http_method_names = ("get", "head", "post")
    template = "edits/restore.html"

    def get(self, request: HttpRequest, kind: str, identity: UUID, number: int) -> HttpResponse:
        """Ask."""
        changes = self._changes(kind, identity, number)
        version = self.found.row.version if self.found.row is not None else None
        return self._show(RestoreForm(initial={"version": version}), changes)

    def post(self, request: HttpRequest, kind: str, identity: UUID, number: int) -> HttpResponse:
        """Restore it, or show what is in the way."""
        changes = self._changes(kind, identity, number)
        form = RestoreForm(request.POST)
        if form.is_valid():
            try:
                restore(
                    by=self.visit.author,
                    model=MODELS[kind],
                    identity=identity,
                    changes=changes,
                    reason=form.cleaned_data["reason"],
                    expected_version=form.cleaned_data["version"],
                )
            except REFUSED as refusal:
                say(form, refusal)
                # What is sent next is judged on what is shown now.
                sent = request.POST.copy()
                sent["version"] = str(self.found.row.version) if self.found.row is not None else "1"
                form.data = sent
            else:
                messages.success(request, _("It stands again as it stood before. The history shows it."))
                return HttpResponseRedirect(address_of("edits", kind, identity))
        return self._show(form, changes, status=422)

    def _changes(self, kind: str, identity: UUID, number: int) -> list[FieldChange]:
        """Return the changes that are asked for. Raises Http404 where there are none, PermissionDenied for others."""
        self.find(kind, identity, only=number)
        if self.found.row is not None and not self.may_restore:
            raise PermissionDenied(_("Only those who edit this record restore something in it."))
        asked = self.request.GET.getlist(FIELD)
        edit = self.found.edits[0].edit
        changes = [change for change in changes_of(edit) if not asked or change.code in asked]
        if edit.before is None or not changes or len(asked) > len(changes):
            raise Http404
        return changes

    def _show(self, form: RestoreForm, changes: list[FieldChange], *, status: int = 200) -> HttpResponse:
        row, edit = self.found.row, self.found.edits[0].edit
        (edited,) = edits_in_words(self.found.edits)
        self.title = _("Restore what stood before")
        return self.show_record(
            status=status,
            form=form,
            edited=edited.shown,
            lines=_lines(row, changes),
            left_out=_left_out(type(row), changes) if row else [],
            back=address_of("edits", self.kind, edit.row.public_id),
        )


def _left_out(model: type[Any], changes: list[FieldChange]) -> list[FieldChange]:
    """Return the changes that restoring leaves as they are."""
    return [
        change
        for change in changes
        if not can_be_restored(model, change) and not follows_another(model, change, changes)
    ]


def _lines(row: Any, changes: list[FieldChange]) -> list[Line]:
    """Return each field as it stands today and as it would stand."""
    if row is None:
        return []
    turned = [change._replace(before=_today(row, change), after=change.before) for change in changes]
    told = differences(turned, Names(turned))
    return [Line(each.field, each.before, each.after) for each in told]


def _today(row: Any, change: FieldChange) -> Any:
    if change.language:
        return row.translations.get(change.language, {}).get(change.field.name, {})
    return getattr(row, change.field.attname)
