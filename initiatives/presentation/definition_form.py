"""The form in which a report is asked for; pages fill it from an address or from what was sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from initiatives import policies
from initiatives.choices import MembershipRole
from initiatives.clocks import KNOWN_THEN, ClockError, Moment
from initiatives.models import Objective, Organisation, Plan
from initiatives.presentation.fields import DayField
from initiatives.presentation.visits import Visit
from initiatives.queries.visible import visible_plans
from initiatives.reports.progress.definition import ALL_SECTIONS, Audience, Decision, Definition, Section, Texts
from initiatives.texts import DEFAULT_LANGUAGE, check_characters

MOST_PLANS = 50
MOST_STATEMENTS = 8
DECISION_ROWS = 3
LONGEST_TEXT = 2000
OBJECTIVE_TEXT = "text/"
BOXES = forms.CheckboxSelectMultiple(attrs={"class": "form-checkbox"})
SHORT = forms.Textarea(attrs={"rows": 3})


class DefinitionForm(forms.Form):
    """What a report is to be about. ``visit``: who asks; only plans that this person sees are offered.

    ``with_texts``: the words of a coordinator are asked for too, for the plans that are chosen.
    """

    plan = forms.MultipleChoiceField(label=_("Plans"), widget=BOXES)
    as_of = DayField(label=_("As of"), required=False, help_text=_("The day that is judged; today if left empty."))
    known = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    since = DayField(
        label=_("Compared with"), required=False, help_text=_("An earlier day. Left empty, nothing is compared.")
    )
    sections = forms.MultipleChoiceField(
        label=_("Sections"), choices=Section.choices, required=False, widget=BOXES
    )
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    audience = forms.ChoiceField(label=_("Audience"), required=False)
    lang = forms.ChoiceField(label=_("Language of the report"), required=False)
    publisher = forms.CharField(label=_("Publisher"), max_length=200, required=False, validators=[check_characters])
    statements = forms.CharField(
        label=_("Statements"),
        required=False,
        widget=SHORT,
        max_length=LONGEST_TEXT,
        validators=[check_characters],
        help_text=_("One a line; they stand first under the main picture."),
    )

    def __init__(self, data: Any, *, visit: Visit, moment: Moment, with_texts: bool, **options: Any) -> None:
        super().__init__(data, auto_id="report_%s", **options)
        self.visit = visit
        plans = list(visible_plans(visit.actor, moment)[:MOST_PLANS])
        self.plans = {plan.slug: plan.pk for plan in plans}
        self._choose("plan", [(plan.slug, f"{plan}: {plan.text('title')}") for plan in plans])
        self._choose("organisation", [("", _("all")), *_organisations()])
        self._choose("lang", [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES])
        self._choose("sections", [(code, capfirst(str(label))) for code, label in Section.choices])
        audiences = list(Audience.choices) if _reads_internal_notes(visit) else [Audience.choices[0]]
        self._choose("audience", [(code, capfirst(str(label))) for code, label in audiences])
        self.objectives: list[Objective] = []
        if with_texts:
            self._add_texts(plans)
        else:
            del self.fields["publisher"], self.fields["statements"]

    def _choose(self, name: str, choices: Sequence[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _add_texts(self, plans: Sequence[Plan]) -> None:
        chosen = self._chosen_plans()
        for number in range(1, DECISION_ROWS + 1):
            for part, label in (("about", _("About")), ("background", _("Background")), ("question", _("Question"))):
                self.fields[f"decision_{part}_{number}"] = forms.CharField(
                    label=label, required=False, max_length=500, validators=[check_characters]
                )
        keys = [plan.pk for plan in plans if plan.slug in chosen]
        self.objectives = list(Objective.objects.filter(plan__in=keys, parent=None).select_related("plan"))
        for objective in self.objectives:
            self.fields[f"{OBJECTIVE_TEXT}{objective.plan.slug}/{objective.number}"] = forms.CharField(
                label=f"{objective.number} {objective.text('title')}",
                required=False,
                widget=SHORT,
                max_length=LONGEST_TEXT,
                validators=[check_characters],
            )

    def _chosen_plans(self) -> list[str]:
        if isinstance(self.data, QueryDict):
            return self.data.getlist("plan")
        return list(self.initial.get("plan", ()))

    @property
    def decision_rows(self) -> list[list[forms.BoundField]]:
        """The fields of the decisions, row by row."""
        return [
            [self[f"decision_{part}_{number}"] for part in ("about", "background", "question")]
            for number in range(1, DECISION_ROWS + 1)
            if f"decision_about_{number}" in self.fields
        ]

    @property
    def objective_texts(self) -> list[forms.BoundField]:
        """The fields of the texts by objective."""
        return [self[name] for name in self.fields if name.startswith(OBJECTIVE_TEXT)]

    def clean(self) -> dict[str, Any]:
        """Check that decisions are whole, and that the clocks can be read."""
        content = super().clean() or {}
        for number in range(1, DECISION_ROWS + 1):
            given = [content.get(f"decision_{part}_{number}", "") for part in ("about", "background", "question")]
            if any(given) and not given[2]:
                self.add_error(f"decision_question_{number}", _("Ask a question, or leave the row empty."))
        if len(_lines(content.get("statements", ""))) > MOST_STATEMENTS:
            self.add_error(
                "statements", ValidationError(_("At most %(most)d statements."), params={"most": MOST_STATEMENTS})
            )
        chosen = [self.plans[slug] for slug in content.get("plan", ())]
        if self._writes_texts(content) and not all(policies.may_edit_plan(self.visit.actor, key) for key in chosen):
            self.add_error("statements", _("Only coordinators of every chosen plan add texts to a report."))
        try:
            self.moment = Moment.resolve(
                now=self.visit.now, as_of=content.get("as_of"), known=content.get("known") or KNOWN_THEN
            )
        except ClockError as error:
            self.add_error("as_of", str(error))
        return content

    @staticmethod
    def _writes_texts(content: dict[str, Any]) -> bool:
        return any(
            value
            for name, value in content.items()
            if name in ("publisher", "statements") or name.startswith((OBJECTIVE_TEXT, "decision_"))
        )

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
            audience=content["audience"] or Audience.PUBLIC.value,
            language=content["lang"] or get_language() or DEFAULT_LANGUAGE,
            texts=self._texts(),
        )

    def _texts(self) -> Texts:
        content = self.cleaned_data
        rows = [
            Decision(*(content.get(f"decision_{part}_{number}", "") for part in ("about", "background", "question")))
            for number in range(1, DECISION_ROWS + 1)
        ]
        return Texts(
            publisher=content.get("publisher", ""),
            statements=tuple(_lines(content.get("statements", ""))),
            decisions=tuple(row for row in rows if row.question),
            objectives={
                name.removeprefix(OBJECTIVE_TEXT): value
                for name, value in content.items()
                if name.startswith(OBJECTIVE_TEXT) and value
            },
        )


def writes_texts(visit: Visit) -> bool:
    """Return whether the person may add words of their own to a report: coordinators do."""
    return visit.actor.system or MembershipRole.COORDINATOR in visit.actor.reaches


def usual_earlier_day(as_of: date) -> date:
    """Return the day that a report is usually compared with: the last day of the quarter before the judged day."""
    first = date(as_of.year, 3 * ((as_of.month - 1) // 3) + 1, 1)
    return first - timedelta(days=1)


def _reads_internal_notes(visit: Visit) -> bool:
    return visit.actor.system or MembershipRole.AUDITOR in visit.actor.reaches or writes_texts(visit)


def _organisations() -> list[tuple[str, str]]:
    return [(body.slug, str(body.text("name"))) for body in Organisation.objects.order_by("sort_key", "pk")]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
