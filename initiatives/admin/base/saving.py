"""The way from a form to a service and back: what a service refuses is said on the form, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from initiatives.admin.base.addresses import form_for_new, list_of, page_of
from initiatives.admin.base.policy import PolicyAdmin
from initiatives.exceptions import Stale
from initiatives.presentation.refusals import REFUSED, say, words_of
from initiatives.presentation.visits import visit_of
from initiatives.services.authorship import Author

REFUSAL = "_refusal"
SHOWN_TEXT = 2000
SEEN = "seen_version"


if TYPE_CHECKING:
    AnyModelForm = forms.ModelForm[Any]
else:  # Django's class takes no parameter when it runs.
    AnyModelForm = forms.ModelForm


class ServiceForm(AnyModelForm):
    """A form whose content is handed to a service, which checks and saves it.

    The hidden ``seen_version`` is the one that the person saw. ``refusal`` is what the service said to the same content
    a moment ago: the form is then shown again with it. ``above`` is the thing that a new one is added to. ``shown`` are
    the fields of the page: what it does not show cannot be sent.
    """

    refusal: Exception | None = None
    above: Any = None
    shown: Collection[str] = ()
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name in set(self.fields) - set(self.shown):
            del self.fields[name]
        if self.instance.pk is not None:
            self.initial[SEEN] = self.instance.version

    def content(self) -> dict[str, Any]:
        """Return what the service is given, by the names of its arguments; without what the person left as it was."""
        changed = [name for name in self.changed_data if name != SEEN]
        names = changed if self.instance.pk is not None else [name for name in self.cleaned_data if name != SEEN]
        return {name: self.cleaned_data[name] for name in names}

    def _post_clean(self) -> None:
        """Leave the instance as it stands: the service makes the change, on a row that it has locked."""
        if isinstance(self.refusal, Stale):
            self._show_both()
        elif self.refusal is not None:
            say(self, self.refusal)

    def _show_both(self) -> None:
        """Say at each field what stands there now, keep what was typed, and take the next save as made knowingly."""
        self.add_error(None, str(self.refusal))
        for name in self.changed_data:
            if name != SEEN:
                shown = _shown(self.fields[name], self.initial.get(name))
                self.add_error(name, _("Now stored: “%(text)s”. What you wrote stands below.") % {"text": shown})
        self.data = {**self.data.dict(), self.add_prefix(SEEN): str(self.instance.version)}  # type: ignore[attr-defined]


def _shown(field: Any, stored: Any) -> str:
    """Return a stored value as the field shows it: the label of a choice, else the text."""
    if isinstance(field, forms.ModelChoiceField):
        return str(field.queryset.filter(pk=stored).first() or "") if stored and field.queryset is not None else ""
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(stored, ""))  # type: ignore[arg-type]
    if isinstance(stored, bool):
        return _("yes") if stored else _("no")
    return str(field.prepare_value(stored) if stored is not None else "")[:SHOWN_TEXT]


class ServiceAdmin(PolicyAdmin):
    """Pages that write through services: ``create``, ``update`` and ``remove`` say through which."""

    form = ServiceForm

    def above(self, request: HttpRequest) -> Any:
        """Return the thing that a new one is added to, or None where it stands by itself."""

    def create(self, by: Author, above: Any, content: dict[str, Any]) -> Model:
        """Create a row from the form's content through its service, within the thing ``above``."""
        raise NotImplementedError

    def update(self, by: Author, thing: Any, expected_version: int | None, content: dict[str, Any]) -> Model:
        """Change a row through its service; ``content`` has what the person changed."""
        raise NotImplementedError

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:  # noqa: FBT001, FBT002 (Django's signature)
        """Return the form, with what the service has just refused."""
        made = super().get_form(request, obj, change, **options)
        shown = set(flatten_fieldsets(self.get_fieldsets(request, obj))) - set(self.get_readonly_fields(request, obj))
        told = {
            "refusal": getattr(request, REFUSAL, None),
            "above": self.above(request) if obj is None else None,
            "shown": shown,
        }
        return type(made.__name__, (made,), told)

    def changeform_view(self, request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponse:
        """Show the form; save it through its service. What the service refuses is shown on the same form again."""
        try:
            return super().changeform_view(request, *arguments, **options)
        except REFUSED as refusal:
            setattr(request, REFUSAL, refusal)
            return super().changeform_view(request, *arguments, **options)

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:  # noqa: FBT001 (Django's signature)
        """Hand the content to the service and return the row that it saved. Raises what the service raises."""
        by = visit_of(request).author
        if change:
            return self.update(by, form.instance, form.cleaned_data[SEEN], form.content())
        return self.create(by, form.above, form.content())

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 (Django's signature)
        """The service has saved the row already."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001 (Django's signature)
        """Nothing else is saved with a row."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The versions say who added it."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The versions say who changed it."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """The last version says who removed it."""

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """Say that it was added and show what the person asked for next."""
        return self._saved(request, obj, _("The %(name)s “%(thing)s” was added."))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Say that it was changed and show what the person asked for next."""
        return self._saved(request, obj, _("The %(name)s “%(thing)s” was changed."))

    def _saved(self, request: HttpRequest, thing: Any, sentence: str) -> HttpResponse:
        link = format_html('<a href="{}">{}</a>', page_of(thing), thing)
        text = sentence.replace("%(name)s", "{name}").replace("%(thing)s", "{thing}")
        self.message_user(request, format_html(text, name=self.opts.verbose_name, thing=link), messages.SUCCESS)
        if "_addanother" in request.POST:
            return HttpResponseRedirect(f"{form_for_new(self.model)}?{request.GET.urlencode()}")
        if "_continue" in request.POST:
            return HttpResponseRedirect(page_of(thing))
        return HttpResponseRedirect(list_of(self.model))


class RemovableAdmin(ServiceAdmin):
    """Pages of things that may be removed as long as the record says nothing about them."""

    def may_remove(self, visit: Any, thing: Any) -> bool:
        """Return whether the person may remove such a thing, if nothing of the record is lost by it."""
        return self.may_change(visit, thing)

    def remove(self, by: Author, thing: Any) -> None:
        """Remove a row through its service. Raises HasHistory when the record says something about it."""
        raise NotImplementedError

    def has_history(self, thing: Any) -> bool:
        """Return whether the page offers no removal, because the service would refuse it."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether the page offers the removal."""
        return obj is not None and self.may_remove(visit_of(request), obj) and not self.has_history(obj)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> Any:
        """Ask, then remove it through its service; where that is refused, go back to its page and say why."""
        thing = self.get_object(request, object_id)
        if not self.may_remove(visit_of(request), thing):
            return super().delete_view(request, object_id, extra_context)
        try:
            if not self.has_history(thing):
                return super().delete_view(request, object_id, extra_context)
            refusal = _("“%(thing)s” stays: it was published, or the record says something about it.") % {
                "thing": thing
            }
        except REFUSED as error:
            refusal = words_of(error)
        self.message_user(request, refusal, messages.ERROR)
        return HttpResponseRedirect(page_of(thing))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Remove it through its service."""
        self.remove(visit_of(request).author, obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Name what would go: the thing alone, since a service removes nothing else with it."""
        return [f"{capfirst(self.opts.verbose_name)}: {thing}" for thing in objs], {}, set(), []
