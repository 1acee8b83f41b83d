"""The addresses of the installation."""

from __future__ import annotations

from django.urls import include, path
from django.views.generic import RedirectView

from initiatives.admin import site
from tracker.health import healthz

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index"), name="home"),
    path("admin/", site.urls),
    path("api/", include("initiatives.api.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("healthz", healthz, name="healthz"),
]

handler400 = "initiatives.api.outside.bad_request"
handler403 = "initiatives.api.outside.permission_denied"
handler404 = "initiatives.api.outside.page_not_found"
handler500 = "initiatives.api.outside.server_error"
