"""Choosing the language of the pages: for this browser, and for the account of whoever is signed in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.generic import View

from initiatives.exceptions import FilterError
from initiatives.presentation.addresses import safe_address
from initiatives.presentation.speech import is_spoken, remember_language
from initiatives.presentation.visits import visit_of
from initiatives.services.accounts import choose_language
from initiatives.web.views import errors


class ChooseLanguage(View):
    """Take the language from the foot of a page, and lead back to that page."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the language; one that is not spoken is told in words."""
        language = request.POST.get("language", "")
        if not is_spoken(language):
            return errors.not_understood(request, FilterError({"language": [_("The pages are not in this language.")]}))
        visit = visit_of(request)
        if visit.actor.user is not None:
            spoken = tuple(code for code, _name in settings.LANGUAGES)
            choose_language(by=visit.author, user=visit.actor.user, language=language, spoken=spoken)
        answer = HttpResponseRedirect(safe_address(request, request.POST.get("next", "")))
        remember_language(answer, language)
        return answer
