"""The form in which a report is asked for; pages fill it from an address or from what was sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from initiatives import policies
from initiatives.choices import MembershipRole
from initiatives.clocks import KNOWN_NOW, KNOWN_THEN, ClockError, Moment
from initiatives.models import Organisation
from initiatives.presentation.day_control import knowledge
from initiatives.presentation.fields import DayField
from initiatives.presentation.report_texts import ReportTexts, texts_as_fields
from initiatives.presentation.visits import Visit
from initiatives.queries.visible import visible_plans
from initiatives.reports.progress.definition import ALL_SECTIONS, Audience, Definition, Section
from initiatives.texts import DEFAULT_LANGUAGE

# Months of the periods at the end of which a report is often compared.
MONTHS = {"quarter": 3, "half_year": 6, "year": 12}
COMPARISONS = (
    ("", _("No other day")),
    ("quarter", _("The end of the quarter before")),
    ("half_year", _("The end of the half-year before")),
    ("year", _("The end of the year before")),
    ("day", _("Another day:")),
)
USUAL_COMPARISON = "quarter"


class DefinitionForm(ReportTexts):
    """What a report is to be about. ``visit``: who asks; only plans that this person sees are offered.

    ``moment``: that of the page, by which plans are found. Words are asked for where the person may write them.
    """

    plan = forms.MultipleChoiceField(
        label=_("Plans"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-checkbox"}),
        error_messages={"required": _("Choose at least one plan.")},
    )
    as_of = DayField(label=_("As of"), required=False, help_text=_("Today, if left empty."))
    known = forms.ChoiceField(label=_("What counts?"), required=False)
    compare = forms.ChoiceField(label=_("Compared with"), required=False, choices=COMPARISONS)
    since = DayField(label=_("The other day"), required=False)
    sections = forms.MultipleChoiceField(
        label=_("Sections"),
        choices=Section.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-checkbox"}),
    )
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    audience = forms.ChoiceField(label=_("Audience"))
    lang = forms.ChoiceField(label=_("Language of the report"))

    def __init__(self, data: QueryDict | None, *, visit: Visit, moment: Moment, **options: Any) -> None:
        super().__init__(data, auto_id="report_%s", **options)
        self.visit = visit
        plans = list(visible_plans(visit.actor, moment))
        self.plans = {plan.slug: plan.pk for plan in plans}
        self._choose("plan", [(plan.slug, f"{plan}: {plan.text('title')}") for plan in plans])
        self._choose("known", self._known_choices(moment))
        self._choose("organisation", [("", _("All")), *_organisations()])
        self._choose("lang", [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES])
        self._choose("sections", [(code, capfirst(str(label))) for code, label in Section.choices])
        audiences = list(Audience.choices) if _reads_internal_notes(visit) else [Audience.choices[0]]
        self._choose("audience", [(code, capfirst(str(label))) for code, label in audiences])
        if writes_texts(visit):
            chosen = data.getlist("plan") if data is not None else self.initial.get("plan", ())
            self.add_texts([key for slug, key in self.plans.items() if slug in chosen])

    def _choose(self, name: str, choices: Sequence[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _known_choices(self, moment: Moment) -> list[tuple[str, Any]]:
        """Return the two usual ways to know, and the instant that was asked for, where it is another one."""
        choices: list[tuple[str, Any]] = [("", _("As known then")), (KNOWN_NOW, _("With what has been recorded since"))]
        asked = self.data.get("known", "") if self.is_bound else self.initial.get("known", "")
        if asked and asked not in (KNOWN_THEN, KNOWN_NOW):
            try:
                instant = Moment.resolve(now=self.visit.now, as_of=moment.as_of, known=asked).known
            except ClockError:
                return choices
            choices.append((asked, capfirst(knowledge(asked, instant, is_future=False))))
        return choices

    @property
    def more_is_open(self) -> bool:
        """Whether the rest of the form is shown at once, since something there is wrong or unlike the usual."""
        if any(self[name].errors for name in ("sections", "organisation", "known")):
            return True
        sections = self["sections"].value()
        return bool(self["organisation"].value()) or len(sections or ALL_SECTIONS) < len(ALL_SECTIONS)

    def clean(self) -> dict[str, Any]:
        """Check what the fields say together: the clocks, the day compared with, and who may add words."""
        content = super().clean() or {}
        self.clean_texts(content)
        chosen = [self.plans[slug] for slug in content.get("plan", ())]
        name = self.first_text(content)
        if name and not all(policies.may_edit_plan(self.visit.actor, key) for key in chosen):
            self.add_error(name, _("Only coordinators of every chosen plan add texts to a report."))
        try:
            self.moment = Moment.resolve(
                now=self.visit.now, as_of=content.get("as_of"), known=content.get("known") or KNOWN_THEN
            )
        except ClockError as error:
            self.add_error("known" if content.get("known") else "as_of", str(error))
        else:
            self._compare(content)
        return content

    def _compare(self, content: dict[str, Any]) -> None:
        """Find the day that is compared with; one that is written down goes before the usual ones."""
        compare, as_of = content.get("compare", ""), self.moment.as_of
        if content.get("since") is None and "since" not in self.errors:
            if compare in MONTHS:
                content["since"] = earlier_day(as_of, MONTHS[compare])
            elif compare == "day":
                self.add_error("since", _("Write the day that is compared with, or choose another comparison."))
        if (since := content.get("since")) is not None and since >= as_of:
            words = _("The day that is compared with must lie before the day of the report.")
            self.add_error("since", ValidationError(words))

    def definition(self) -> Definition:
        """Return what was asked for; a report of today is pinned to this instant. The form must be valid."""
        content = self.cleaned_data
        sections = content["sections"] or ALL_SECTIONS
        return Definition(
            plans=tuple(content["plan"]),
            as_of=self.moment.as_of,
            known=self.moment.known,
            since=content["since"],
            sections=tuple(section for section in ALL_SECTIONS if section in sections),
            organisation=content["organisation"],
            audience=content["audience"],
            language=content["lang"],
            texts=self.texts(content),
        )


def with_usual(query: QueryDict) -> QueryDict:
    """Return the parameters of an address with what it may leave out: who the report is for, and its language."""
    whole = query.copy()
    whole.setdefault("audience", Audience.PUBLIC.value)
    whole.setdefault("lang", get_language() or DEFAULT_LANGUAGE)
    return whole


def as_fields(definition: Definition) -> list[tuple[str, str]]:
    """Return names and values of the fields as they give a definition again, its instant pinned; words too."""
    named: dict[str, Sequence[str]] = {
        "plan": definition.plans,
        "as_of": [definition.as_of.isoformat()],
        "known": [definition.known.isoformat()],
        "since": [definition.since.isoformat()] if definition.since else [],
        "sections": definition.sections if definition.sections != ALL_SECTIONS else [],
        "organisation": [definition.organisation] if definition.organisation else [],
        "audience": [definition.audience],
        "lang": [definition.language],
    }
    found = [(name, value) for name, values in named.items() for value in values]
    return [*found, *texts_as_fields(definition.texts)]


def link_of(definition: Definition) -> str:
    """Return the query string of a definition without its words; its instant is pinned in it."""
    left_out = {*texts_as_fields(definition.texts), ("audience", Audience.PUBLIC.value)}
    return urlencode([field for field in as_fields(definition) if field not in left_out])


def writes_texts(visit: Visit) -> bool:
    """Return whether the person may add words of their own to a report: coordinators do."""
    return visit.actor.system or MembershipRole.COORDINATOR in visit.actor.reaches


def earlier_day(as_of: date, months: int) -> date:
    """Return the last day before the period of 3, 6 or 12 months in which the judged day lies."""
    first = date(as_of.year, months * ((as_of.month - 1) // months) + 1, 1)
    return first - timedelta(days=1)


def _reads_internal_notes(visit: Visit) -> bool:
    return visit.actor.system or MembershipRole.AUDITOR in visit.actor.reaches or writes_texts(visit)


def _organisations() -> list[tuple[str, str]]:
    return [(body.slug, str(body.text("name"))) for body in Organisation.objects.order_by("sort_key", "pk")]
