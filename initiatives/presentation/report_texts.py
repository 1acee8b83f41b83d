"""The words that a coordinator adds to a report: the part of its form that asks for them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from initiatives.models import Objective
from initiatives.reports.progress.definition import Decision, Texts
from initiatives.texts import check_characters

MOST_STATEMENTS = 8
DECISION_ROWS = 3
LONGEST_TEXT = 2000
LONGEST_LINE = 500
OBJECTIVE_TEXT = "text/"
DECISION_LABELS = {"about": _("About"), "background": _("Background"), "question": _("Question")}
DECISIONS = [[f"decision_{part}_{number}" for part in DECISION_LABELS] for number in range(1, DECISION_ROWS + 1)]


class ReportTexts(forms.Form):
    """The fields for statements, decisions wanted and a text for each objective of the plans that are chosen."""

    def add_texts(self, plans: Collection[int]) -> None:
        """Add the fields; ``plans`` are the keys of those that are chosen."""
        self.fields["publisher"] = forms.CharField(
            label=_("Publisher"), max_length=200, required=False, validators=[check_characters]
        )
        self.fields["statements"] = _long(
            _("Statements"), help_text=_("One a line; they stand first under the main picture.")
        )
        for names in DECISIONS:
            for name, label in zip(names, DECISION_LABELS.values(), strict=True):
                self.fields[name] = forms.CharField(
                    label=label, required=False, max_length=LONGEST_LINE, validators=[check_characters]
                )
        for objective in Objective.objects.filter(plan__in=plans, parent=None).select_related("plan"):
            name = f"{OBJECTIVE_TEXT}{objective.plan.slug}/{objective.number}"
            self.fields[name] = _long(f"{objective.number} {objective.text('title')}")

    @property
    def has_texts(self) -> bool:
        """Whether words are asked for."""
        return "statements" in self.fields

    @property
    def decision_rows(self) -> list[list[forms.BoundField]]:
        """The fields of the decisions, row by row."""
        return [[self[name] for name in names] for names in DECISIONS]

    @property
    def objective_texts(self) -> list[forms.BoundField]:
        """The fields of the texts by objective."""
        return [self[name] for name in self.fields if name.startswith(OBJECTIVE_TEXT)]

    @property
    def texts_are_open(self) -> bool:
        """Whether the words are shown at once, since some were written or some are wrong."""
        return any(self[name].errors or self[name].value() for name in self._text_names())

    def clean_texts(self, content: dict[str, Any]) -> None:
        """Check that decisions are whole, and that statements are few."""
        for names in DECISIONS:
            given = [content.get(name, "") for name in names]
            if any(given) and not given[-1]:
                self.add_error(names[-1], _("Ask a question, or leave the row empty."))
        if len(_lines(content.get("statements", ""))) > MOST_STATEMENTS:
            self.add_error(
                "statements", ValidationError(_("At most %(most)d statements."), params={"most": MOST_STATEMENTS})
            )

    def first_text(self, content: dict[str, Any]) -> str:
        """Return the name of the first field with words in it, "" where there are none."""
        return next((name for name in self._text_names() if content.get(name)), "")

    def texts(self, content: dict[str, Any]) -> Texts:
        """Return the words of a checked form."""
        rows = [Decision(*(content.get(name, "") for name in names)) for names in DECISIONS]
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

    def _text_names(self) -> list[str]:
        own = ("publisher", "statements")
        return [name for name in self.fields if name in own or name.startswith((OBJECTIVE_TEXT, "decision_"))]


def texts_as_fields(texts: Texts) -> list[tuple[str, str]]:
    """Return names and values of the fields as they give these words again."""
    found = [("publisher", texts.publisher), ("statements", "\n".join(texts.statements))]
    for names, row in zip(DECISIONS, texts.decisions, strict=False):
        found += zip(names, (row.about, row.background, row.question), strict=True)
    found += [(f"{OBJECTIVE_TEXT}{place}", text) for place, text in texts.objectives.items()]
    return [(name, value) for name, value in found if value]


def _long(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_TEXT,
        validators=[check_characters],
        **options,
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
