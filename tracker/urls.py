"""The addresses of the installation."""

from __future__ import annotations

from django.urls import include, path

from initiatives.admin import site
from tracker.health import healthz
from tracker.security_txt import security_txt

urlpatterns = [
    path("admin/", site.urls),
    path("api/", include("initiatives.api.urls")),
    path("healthz", healthz, name="healthz"),
    path(".well-known/security.txt", security_txt, name="security-txt"),
    path("", include("initiatives.web.second_step.urls")),
    path("", include("initiatives.web.urls")),
]

handler400 = "tracker.errors.bad_request"
handler403 = "tracker.errors.permission_denied"
handler404 = "tracker.errors.page_not_found"
handler500 = "tracker.errors.server_error"
