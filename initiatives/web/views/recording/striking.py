"""Which rows of the log may be corrected or taken back, by whom, and how an address names one."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from initiatives.choices import UpdateKind
from initiatives.models import Deadline, StatusUpdate
from initiatives.presentation.finding import find_public
from initiatives.queries.visible import visible_q
from initiatives.web.views.recording.page import DeadlinePage


class StrikingPage(DeadlinePage):
    """A page about a row of the log that is to be struck: ``target``."""

    target: StatusUpdate

    def find(self, **names: object) -> Deadline:
        """Return the deadline of the row that the address names. Raises Http404 where the visitor sees none."""
        plan = "deadline__action__plan"
        visible = StatusUpdate.objects.filter(visible_q(self.visit.actor, self.visit.moment, plan=plan))
        found: StatusUpdate | None = find_public(
            visible.select_related(plan, "deadline__latest_update"), str(names["update_id"])
        )
        if found is None:
            raise Http404
        self.target = found
        deadline: Deadline = found.deadline
        return deadline

    def allow(self) -> None:
        """Let strike one's own rows, or any within a coordinator's reach; each is struck once."""
        self.must_record()
        if self.target.kind == UpdateKind.WITHDRAWAL:
            raise PermissionDenied(_("A withdrawal cannot be taken back: record the report again."))
        if not self.rights.may_strike(self.target):
            raise PermissionDenied(
                _("You may correct and withdraw your own reports; a coordinator may do it for others.")
            )
        # What is sent a second time is answered by the page itself: it has been done.
        if self.request.method != "POST" and StatusUpdate.objects.filter(target=self.target).exists():
            raise PermissionDenied(_("This row has been corrected or withdrawn already."))
