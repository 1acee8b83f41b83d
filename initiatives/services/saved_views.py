"""The writers of saved views: a list with its filters, kept by a person for that person alone."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from initiatives.exceptions import NotAllowed
from initiatives.models import SavedView
from initiatives.services.authorship import Author

MOST_VIEWS = 50


@transaction.atomic
def save_view(*, by: Author, name: str, list_name: str, query: str = "") -> SavedView:
    """Keep a list with its query string under a name and return the view.

    Raises NotAllowed without an account, and ValidationError by field: a name that is missing or taken, a query that
    is too long, or more views than a person can look through.
    """
    if by.actor.user is None:
        raise NotAllowed(_("Only somebody with an account can save a view."))
    view = SavedView(user=by.actor.user, name=name.strip(), list_name=list_name, query=query)
    if SavedView.objects.filter(user=view.user).count() >= MOST_VIEWS:
        raise ValidationError(
            {"name": _("You have %(number)d views already. Remove one first.") % {"number": MOST_VIEWS}}
        )
    if SavedView.objects.filter(user=view.user, name=view.name).exists():
        raise ValidationError({"name": _("You have a view with this name already.")})
    view.full_clean()
    view.save(force_insert=True)
    return view


@transaction.atomic
def remove_view(*, by: Author, view: SavedView) -> None:
    """Remove a view. Raises NotAllowed for anybody but its person."""
    if by.actor.user is None or view.user_id != by.actor.user.pk:
        raise NotAllowed(_("A saved view is removed by the person whose it is."))
    view.delete()
