"""What is no resource: the description of the interface, its page for people, and addresses that nothing has."""

from __future__ import annotations

from typing import Any, NoReturn

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from drf_spectacular.views import SpectacularAPIView
from rest_framework.exceptions import NotFound
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from initiatives import policies
from initiatives.api.moments import check_parameters
from initiatives.models import User
from initiatives.queries.actors import actor_of


class SchemaView(SpectacularAPIView):
    """The description of the interface as OpenAPI, in JSON, or in YAML where that is what the client accepts."""

    schema = None
    renderer_classes = [OpenApiJsonRenderer, OpenApiYamlRenderer]
    content_negotiation_class = DefaultContentNegotiation
    http_method_names = ["get", "head"]

    def get(self, request: Request, *arguments: Any, **options: Any) -> Response:
        """Return the description, in English like its names."""
        check_parameters(request, ())
        with override("en"):
            return super().get(request, *arguments, **options)  # type: ignore[no-any-return]


class NothingHere(APIView):
    """Every other address below ``/api/``: nothing is there, whatever is asked of it."""

    schema = None

    def http_method_not_allowed(self, request: Any, *arguments: Any, **options: Any) -> NoReturn:
        """Raise NotFound, with a hint where only the slash at the end is missing."""
        if _is_address(f"{request.path_info}/"):
            raise NotFound(_("Addresses here end with a slash."))
        raise Http404


@login_required
@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """Return the page that shows the description and lets a signed-in person try it. Raises PermissionDenied."""
    actor = actor_of(request.user if isinstance(request.user, User) else None, timezone.localdate())
    if not policies.may_read(actor):
        raise PermissionDenied
    context = {"site_header": _("Tiltag"), "site_title": _("Tiltag"), "has_permission": True, "may_read": True}
    return render(request, "initiatives/api/documentation.html", context)


def _is_address(path: str) -> bool:
    try:
        match = resolve(path)
    except Resolver404:
        return False
    return getattr(match.func, "cls", None) is not NothingHere
