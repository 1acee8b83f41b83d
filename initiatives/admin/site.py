"""The site that the admin pages hang on: who may enter, what stands in its header, and how its index is grouped."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from initiatives import policies
from initiatives.admin.front import front_page
from initiatives.presentation.addresses import safe_address
from initiatives.presentation.visits import visit_of

METHODS = ("GET", "HEAD", "POST")
GROUPS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (_("Plans"), ("Plan", "Objective", "Action", "Deadline", "Responsibility", "Funding")),
    (_("Record"), ("StatusUpdate", "DeadlineChange", "Evidence")),
    (_("People"), ("Organisation", "Membership", "User")),
)


class TiltagSite(AdminSite):
    """Whoever has a role enters; roles come from memberships, never from Django's own permissions."""

    site_header = _("Tiltag")
    site_title = _("Tiltag")
    index_title = _("Overview")
    site_url = None
    enable_nav_sidebar = False
    empty_value_display = "–"

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send visitors to the sign-in page of the site; who is signed in and has no role today is told so."""
        wanted = request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index", current_app=self.name)
        if not request.user.is_authenticated:
            return redirect_to_login(wanted)
        if not self.has_permission(request):
            raise PermissionDenied(_("You have no role today."))
        return HttpResponseRedirect(safe_address(request, wanted))

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002 (Django's signature)
        """Answer the methods of browsers alone: Django's pages would take any other one for GET."""
        wrapped = super().admin_view(view, cacheable)

        @wraps(wrapped)
        def inner(request: HttpRequest, *arguments: Any, **options: Any) -> Any:
            if request.method not in METHODS:
                return HttpResponseNotAllowed(METHODS)
            return wrapped(request, *arguments, **options)

        return inner

    def app_index(self, request: HttpRequest, app_label: str, extra_context: Any = None) -> HttpResponse:  # type: ignore[override]
        """The overview has all models."""
        return HttpResponseRedirect(reverse("admin:index", current_app=self.name))

    def has_permission(self, request: HttpRequest) -> bool:
        """Return whether the person has a role today."""
        return bool(visit_of(request).actor.reaches)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Tell every page whether it has a reader, who gets links to the content in its header."""
        return {**super().each_context(request), "may_read": policies.may_read(visit_of(request).actor)}

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """Return the models in groups, in the order in which a plan is built; groups without any are left out."""
        models = {
            model["object_name"]: model for app in super().get_app_list(request, app_label) for model in app["models"]
        }
        groups = []
        for number, (name, members) in enumerate(GROUPS):
            found = [models[member] for member in members if member in models]
            if found:
                groups.append(
                    {
                        "name": name,
                        "app_label": f"group{number}",
                        "app_url": reverse("admin:index", current_app=self.name),
                        "has_module_perms": True,
                        "models": found,
                    }
                )
        return groups

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Show what is overdue and what was recorded last above the models."""
        return super().index(request, {"front": front_page(visit_of(request)), **(extra_context or {})})


site = TiltagSite()
