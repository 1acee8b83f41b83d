"""The addresses at which the provider of single sign-on by SAML meets us."""

from __future__ import annotations

import logging

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from initiatives.web.saml.believing import believed
from initiatives.web.saml.person import Person, carried, carry, put_down
from initiatives.web.saml.provider import both_sides, require_saml
from initiatives.web.saml.shape import NotBelieved
from initiatives.web.single_sign_on import did_not_work

logger = logging.getLogger(__name__)


@method_decorator(csrf_exempt, name="dispatch")
@method_decorator(never_cache, name="dispatch")
class Consumer(View):
    """Take a response that the provider lets the browser send.

    The browser sends no session along with it, since the form is another site's; so nothing but the response can be
    looked at here, no session is touched, and the next address, which the browser asks for by itself, does the rest.
    """

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Lead on, with the person where the response is believed."""
        require_saml()
        answer = HttpResponseRedirect(reverse("saml_finish"))
        try:
            carry(answer, believed(request))
        except NotBelieved as error:
            logger.warning("A response of single sign-on was refused: %.200r", str(error))
            put_down(answer)
        return answer


@method_decorator(never_cache, name="dispatch")
class Finish(View):
    """Sign in whom the browser carries, when it is this browser that asked for it."""

    http_method_names = ("get",)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Sign the person in, or say that it did not work."""
        require_saml()
        person = carried(request)
        answer = did_not_work(request) if person is None else _sign_in(request, person)
        put_down(answer)
        return answer


@method_decorator(never_cache, name="dispatch")
class Metadata(View):
    """What the provider has to know of us."""

    http_method_names = ("get",)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return our metadata."""
        require_saml()
        return HttpResponse(both_sides(request).get_sp_metadata(), content_type="application/samlmetadata+xml")


def _sign_in(request: HttpRequest, person: Person) -> HttpResponse:
    provider = get_adapter().get_provider(request, settings.SINGLE_SIGN_ON["provider"])
    try:
        # Each request is answered once, and in the session that made it.
        state = provider.unstash_redirect_state(request, person.request)
    except PermissionDenied:
        logger.warning("A response of single sign-on was refused: it answers no open request of this session.")
        return did_not_work(request)
    login = provider.sociallogin_from_response(request, person)
    login.state = state
    answer: HttpResponse = complete_social_login(request, login)
    return answer
