"""Where the visitor is signed in, and signing out there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from initiatives.presentation.addresses import address_of
from initiatives.presentation.browsers import browser_name
from initiatives.presentation.signing_out import sign_out_of
from initiatives.queries.sessions import OpenSession, open_sessions
from initiatives.web.views.account import PersonPage

SESSION = "session"


class Sessions(PersonPage):
    """The visitor's sessions; a POST ends the one that is named, or without a name all others."""

    http_method_names = ("get", "head", "post")
    template = "account/sessions.html"
    title = gettext_lazy("Where I am signed in")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them, this one first."""
        here, elsewhere = self._sessions(request)
        shown = [(session, browser_name(session.agent), session in here) for session in (*here, *elsewhere)]
        return self.show(sessions=shown, others=len(elsewhere))

    def post(self, request: HttpRequest) -> HttpResponse:
        """End them; one that is over already is no mistake."""
        _here, elsewhere = self._sessions(request)
        name = request.POST.get(SESSION)
        ended = [session for session in elsewhere if name in (None, session.name)]
        sign_out_of(ended, self.visit)
        if ended:
            said = ngettext("You are signed out there.", "You are signed out in %(count)s other places.", len(ended))
            messages.success(request, said % {"count": len(ended)})
        else:
            messages.info(request, _("You were not signed in there any more."))
        return HttpResponseRedirect(address_of("sessions"))

    def _sessions(self, request: HttpRequest) -> tuple[list[OpenSession], list[OpenSession]]:
        """Return the session that asks, if it is among them, and the others."""
        found = open_sessions(self.person, self.visit.now)
        current = request.session.session_key
        here = [session for session in found if session.key == current]
        return here, [session for session in found if session.key != current]
