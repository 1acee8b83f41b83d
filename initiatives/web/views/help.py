"""What the product says about itself: how it judges, the words it uses, and how accessible it is."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from initiatives.policies import Actor
from initiatives.presentation import method
from initiatives.presentation.visits import visit_of
from initiatives.web.page import Page

STATEMENT_REVIEWED_ON = date(2026, 11, 25)


class Help(Page):
    """The rule in plain sentences, with its markers, and the words of both languages."""

    template = "help/help.html"
    title = _("Method and words")
    travels = False

    def admits(self, actor: Actor) -> bool:
        """Whoever is signed in may know how the product judges."""
        return True

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        return self.show(
            positions=method.positions(),
            lights=method.lights(),
            freshness=method.freshness(),
            languages=settings.LANGUAGES,
            terms=method.glossary(),
        )


class Accessibility(View):
    """The accessibility statement, for everybody: it needs no account."""

    http_method_names = ("get", "head")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it; who is signed in has the menu."""
        context = {
            "visit": visit_of(request),
            "title": _("Accessibility statement"),
            "contact": settings.ACCESSIBILITY_CONTACT,
            "contact_is_mail": "@" in settings.ACCESSIBILITY_CONTACT and " " not in settings.ACCESSIBILITY_CONTACT,
            "reviewed_on": STATEMENT_REVIEWED_ON,
        }
        return render(request, "initiatives/help/accessibility.html", context)
