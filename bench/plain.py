"""The same list as most would write it first: a ModelSerializer over select_related rows, and numbered pages."""

from __future__ import annotations

from typing import Any

from django.urls import include, path
from django.utils import timezone
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.pagination import PageNumberPagination
from rest_framework.renderers import JSONRenderer

from initiatives.choices import ResponsibilityRole
from initiatives.models import Action, Deadline, StatusUpdate
from initiatives.positions import Facts, Limits, judge

RESPONSIBILITIES = "responsibilities__organisation"


class _Period(serializers.Field[Any, Any, Any, Any]):
    def get_attribute(self, instance: Any) -> Any:
        period = getattr(instance, str(self.source))
        parts = ("edtf", "earliest", "latest", "precision")
        return {part: getattr(period, part) for part in parts} if period else None

    def to_representation(self, value: Any) -> Any:
        return value


class _Action(serializers.ModelSerializer[Any]):
    id = serializers.UUIDField(source="public_id")
    url = serializers.HyperlinkedIdentityField(
        "initiatives-api:action-detail", lookup_field="public_id", lookup_url_kwarg="id"
    )

    class Meta:
        model = Action
        fields = ("id", "number", "title", "url")


class _LastUpdate(serializers.ModelSerializer[Any]):
    id = serializers.UUIDField(source="public_id")
    recorded_by = serializers.CharField(source="who_name")

    class Meta:
        model = StatusUpdate
        fields = ("id", "kind", "recorded_at", "recorded_by", "note")


class _Deadline(serializers.ModelSerializer[Any]):
    id = serializers.UUIDField(source="public_id")
    url = serializers.HyperlinkedIdentityField(
        "initiatives-api:deadline-detail", lookup_field="public_id", lookup_url_kwarg="id"
    )
    plan = serializers.CharField(source="action.plan.slug")
    objective = serializers.CharField(source="action.objective.number")
    action = _Action()
    original = _Period()
    current = _Period()
    status = serializers.CharField(source="latest_update.status", default="none")
    effective_on = serializers.DateField(source="latest_update.effective_on", default=None)
    confidence = serializers.CharField(source="latest_update.confidence", default="")
    started_on = serializers.DateField(source="latest_update.started_on", default=None)
    forecast = serializers.SerializerMethodField()
    completed = serializers.SerializerMethodField()
    position = serializers.SerializerMethodField()
    days_overdue = serializers.SerializerMethodField()
    days_late = serializers.SerializerMethodField()
    days_left = serializers.SerializerMethodField()
    days_slipped = serializers.SerializerMethodField()
    light = serializers.SerializerMethodField()
    freshness = serializers.SerializerMethodField()
    last_update = _LastUpdate(source="latest_update")
    leads = serializers.SerializerMethodField()
    partners = serializers.SerializerMethodField()

    class Meta:
        model = Deadline
        fields = (
            *("id", "ref", "url", "plan", "objective", "action", "key", "label", "kind", "firmness", "wording"),
            *("wording_language", "original", "current", "is_confirmed", "interpretation_note", "moves", "status"),
            *("effective_on", "confidence", "position", "days_overdue", "days_late", "days_left", "days_slipped"),
            *("light", "freshness", "forecast", "started_on", "completed", "last_update", "leads", "partners"),
            "version",
        )

    def _judgement(self, deadline: Any) -> Any:
        if not hasattr(deadline, "judgement"):
            update, plan = deadline.latest_update, deadline.action.plan
            said: dict[str, Any] = (
                {
                    "status": update.status,
                    "started_on": update.started_on,
                    "reported_on": update.known_on,
                    "completed": update.completed,
                    "forecast": update.forecast,
                }
                if update
                else {}
            )
            facts = Facts(kind=deadline.kind, current=deadline.current, baseline=deadline.baseline, **said)
            limits = Limits(plan.due_soon_days, plan.ageing_after_days, plan.stale_after_days, plan.archived_on)
            deadline.judgement = judge(facts, timezone.localdate(), limits)
        return deadline.judgement

    def _bodies(self, deadline: Deadline, *roles: str) -> list[dict[str, str]]:
        action = deadline.action
        for thing in (deadline, action, action.objective, action.objective.parent):
            named = [row for row in thing.responsibilities.all() if row.role in roles] if thing else []
            if named:
                return [
                    {"abbreviation": row.organisation.abbreviation, "name": row.organisation.text("name")}
                    if row.organisation
                    else {"abbreviation": "", "name": row.named_as}
                    for row in sorted(named, key=lambda row: row.pk)
                ]
        return []

    def get_leads(self, deadline: Deadline) -> Any:
        return self._bodies(deadline, ResponsibilityRole.LEAD, ResponsibilityRole.HOST)

    def get_partners(self, deadline: Deadline) -> Any:
        return self._bodies(deadline, ResponsibilityRole.PARTNER)

    def get_forecast(self, deadline: Deadline) -> Any:
        return self._said(deadline, "forecast")

    def get_completed(self, deadline: Deadline) -> Any:
        return self._said(deadline, "completed")

    def _said(self, deadline: Deadline, name: str) -> Any:
        period = getattr(deadline.latest_update, name, None)
        parts = ("edtf", "earliest", "latest", "precision")
        return {part: getattr(period, part) for part in parts} if period else None


for _measure in ("position", "days_overdue", "days_late", "days_left", "days_slipped", "light", "freshness"):
    setattr(
        _Deadline, f"get_{_measure}", lambda self, deadline, name=_measure: getattr(self._judgement(deadline), name)
    )


class _Pages(PageNumberPagination):
    page_size = 100


class PlainOverdueList(ListAPIView[Any]):
    """Overdue deadlines, worst first, with the count that numbered pages need."""

    serializer_class = _Deadline
    pagination_class = _Pages
    renderer_classes = (JSONRenderer,)
    schema = None

    def get_queryset(self) -> Any:
        """Return the rows with all that they need joined or prefetched."""
        return (
            Deadline.objects.filter(is_open=True, current_latest__lt=timezone.localdate())
            .select_related("action__plan", "action__objective__parent", "latest_update")
            .prefetch_related(
                RESPONSIBILITIES,
                f"action__{RESPONSIBILITIES}",
                f"action__objective__{RESPONSIBILITIES}",
                f"action__objective__parent__{RESPONSIBILITIES}",
            )
            .order_by("current_latest", "id")
        )


urlpatterns = [path("plain/", PlainOverdueList.as_view()), path("", include("tracker.urls"))]
