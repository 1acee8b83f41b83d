"""The pages of memberships: what people may do, and where. Administrators give them, never to themselves."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives import policies
from initiatives.admin.base.saving import ServiceForm
from initiatives.admin.base.things import ThingAdmin
from initiatives.admin.site import site
from initiatives.choices import MembershipRole
from initiatives.models import Membership, User
from initiatives.presentation.fields import DayField
from initiatives.presentation.visits import Visit
from initiatives.services import memberships
from initiatives.services.authorship import Author


class MembershipForm(ServiceForm):
    """A role with its reach and validity."""

    valid_from = DayField(label=gettext_lazy("Valid from"), required=False)
    valid_to = DayField(
        label=gettext_lazy("Valid to"),
        required=False,
        help_text=gettext_lazy("The last day. A membership is ended, never deleted."),
    )


@admin.register(Membership, site=site)
class MembershipAdmin(ThingAdmin):
    """Roles. They say nothing about the administrator's own say over content: there is none."""

    form = MembershipForm
    list_display = ("person", "role", "reach", "valid_from", "valid_to")
    list_filter = ("role",)
    search_fields = ("user__username", "user__first_name", "user__last_name")
    own_fields = [
        (None, {"fields": ["seen_version", "person", "role", "organisation", "plan", "valid_from", "valid_to"]}),
    ]
    new_fields = [(None, {"fields": ["user", "role", "organisation", "plan", "valid_from", "valid_to"]})]

    def may_view(self, visit: Visit) -> bool:
        """Administrators, and auditors, who ask who could do what."""
        return policies.may_administer(visit.actor) or MembershipRole.AUDITOR in visit.actor.reaches

    def may_add(self, visit: Visit) -> bool:
        """Administrators."""
        return policies.may_administer(visit.actor)

    def may_change(self, visit: Visit, thing: Membership) -> bool:
        """Administrators, but nobody their own."""
        return policies.may_administer(visit.actor) and visit.actor.user != thing.user

    def create(self, by: Author, above: None, content: dict[str, Any]) -> Membership:
        """Give a person a role."""
        return memberships.create_membership(by=by, **content)

    def update(
        self, by: Author, thing: Membership, expected_version: int | None, content: dict[str, Any]
    ) -> Membership:
        """Change a role, its reach or its validity."""
        return memberships.update_membership(by=by, membership=thing, expected_version=expected_version, **content)

    def get_readonly_fields(self, request: HttpRequest, obj: Membership | None = None) -> Any:
        """Keep whose it is."""
        return ("person",) if obj is not None else ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Read the person and the reach with it."""
        return super().get_queryset(request).select_related("user", "organisation", "plan")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Offer everybody but oneself, and drafts too: somebody must be given the role of coordinating them."""
        if db_field.name == "user":
            options["queryset"] = User.objects.filter(is_active=True).exclude(username=request.user.get_username())
        else:
            options["queryset"] = db_field.remote_field.model.objects.all()
        field = super().formfield_for_foreignkey(db_field, request, **options)
        if db_field.name == "user":
            field.label_from_instance = _with_user_name
        return field

    @admin.display(description=gettext_lazy("person"), ordering="user__username")
    def person(self, row: Membership) -> str:
        """Whose role it is."""
        return _with_user_name(row.user)

    @admin.display(description=gettext_lazy("reach"))
    def reach(self, row: Membership) -> str:
        """Where the role holds."""
        return str(row.organisation or row.plan or _("everything"))


def _with_user_name(user: User) -> str:
    """Return the name of a person, of whom another one may have the same."""
    return f"{user.display_name} ({user.username})"
