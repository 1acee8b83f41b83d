"""The pages of accounts, for administrators. An account is switched off, never removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.signals import password_changed
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from initiatives import policies
from initiatives.admin.base.addresses import list_of
from initiatives.admin.base.counting import count_by, number_link
from initiatives.admin.base.policy import PolicyAdmin
from initiatives.admin.site import site
from initiatives.choices import PersonEventKind
from initiatives.models import Membership, User
from initiatives.presentation.visits import Visit, visit_of
from initiatives.services.accounts import limit_first_password

if TYPE_CHECKING:
    AnyUserAdmin = UserAdmin[User]
else:  # Django's class takes no parameter when it runs.
    AnyUserAdmin = UserAdmin


@admin.register(User, site=site)
class AccountAdmin(PolicyAdmin, AnyUserAdmin):
    """Accounts. Django's own permissions and groups have no place here: memberships say what a person may do."""

    list_display = ("username", "first_name", "last_name", "email", "roles", "is_active", "last_login")
    list_filter = ("is_active",)
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined", "first_password_until")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (gettext_lazy("Person"), {"fields": ("first_name", "last_name", "email", "language")}),
        (
            gettext_lazy("Access"),
            {
                "fields": ("is_active", "last_login", "date_joined", "first_password_until"),
                "description": gettext_lazy(
                    "Switch an account off when somebody leaves: what they recorded keeps their name. "
                    "What a person may do is said by their memberships."
                ),
            },
        ),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "first_name", "last_name", "usable_password", "password1", "password2")}),
    )

    def may_view(self, visit: Visit) -> bool:
        """Administrators."""
        return policies.may_administer(visit.actor)

    def may_add(self, visit: Visit) -> bool:
        """Administrators."""
        return policies.may_administer(visit.actor)

    def may_change(self, visit: Visit, thing: User) -> bool:
        """Administrators."""
        return policies.may_administer(visit.actor)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> User | None:
        """Find the account; that its data were read is logged."""
        found: User | None = super().get_object(request, object_id, from_field)
        if found is not None:
            visit_of(request).noting.note(PersonEventKind.LOG_READ)
        return found

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:  # noqa: FBT001 (Django's signature)
        """Save the account; the password of a new one is a first password."""
        super().save_model(request, obj, form, change)
        if not change:
            limit_first_password(by=visit_of(request).author, user=obj)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Give an account a first password again, or take its password; that it was done is logged, with who did it."""
        if request.method != "POST":
            return super().user_change_password(request, id, form_url)
        with transaction.atomic():
            person = self.get_object(request, unquote(id))
            before = person.password if person is not None else ""
            answer: HttpResponse = super().user_change_password(request, id, form_url)
            if person is not None:
                person.refresh_from_db()
                if person.password != before:
                    self._tell_of_password(request, person)
        return answer

    def _tell_of_password(self, request: HttpRequest, person: User) -> None:
        limit_first_password(by=visit_of(request).author, user=person)
        visit_of(request).noting.note(PersonEventKind.PASSWORD_CHANGED, user=person)
        if person == request.user:
            # The session goes on under another key, by which it is listed from now on.
            password_changed.send(sender=User, request=request, user=person)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return what the policies say; the form for a new account asks without one."""
        return self.has_add_permission(request) if obj is None else super().has_change_permission(request, obj)

    def prepare(self, rows: list[Any], visit: Visit) -> None:
        """Count each person's roles."""
        roles = count_by(Membership.objects.all(), "user", [person.pk for person in rows])
        for person in rows:
            person.role_count = roles.get(person.pk, 0)

    @admin.display(description=gettext_lazy("roles"))
    def roles(self, person: Any) -> Any:
        """How many roles the person has, and the way to them."""
        return number_link(person.role_count, list_of(Membership, q=person.username))
