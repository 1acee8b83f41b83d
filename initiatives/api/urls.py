"""The addresses of the REST interface."""

from __future__ import annotations

from django.urls import include, path, re_path
from django.views.generic import RedirectView
from rest_framework.routers import DefaultRouter

from initiatives.api.views import NothingHere, SchemaView, documentation
from initiatives.api.viewsets.actions import ActionViewSet
from initiatives.api.viewsets.deadline_changes import DeadlineChangeViewSet
from initiatives.api.viewsets.deadline_writes import DeadlineViewSet
from initiatives.api.viewsets.objectives import ObjectiveViewSet
from initiatives.api.viewsets.organisations import OrganisationViewSet
from initiatives.api.viewsets.plans import PlanViewSet
from initiatives.api.viewsets.progress_report import ProgressReportView
from initiatives.api.viewsets.status_updates import StatusUpdateViewSet

app_name = "initiatives-api"

router = DefaultRouter()
router.include_format_suffixes = False
for viewset in (
    PlanViewSet,
    ObjectiveViewSet,
    ActionViewSet,
    DeadlineViewSet,
    OrganisationViewSet,
    StatusUpdateViewSet,
    DeadlineChangeViewSet,
):
    router.register(f"{viewset.resource}s", viewset, basename=viewset.resource)

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="initiatives-api:documentation"), name="start"),
    path("v1/reports/progress/", ProgressReportView.as_view(), name="progress-report"),
    path("v1/", include(router.urls)),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", documentation, name="documentation"),
    re_path("", NothingHere.as_view()),
]
