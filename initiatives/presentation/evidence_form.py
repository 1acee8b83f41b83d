"""The pieces of evidence of a statement, each a small form of its own."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from initiatives.services.statements import EvidenceItem, Report

BLANK_EVIDENCE_ROWS = 2
MOST_EVIDENCE = 20
# A name with a full stop in it, and neither a scheme nor a port behind it.
SPOKEN_ADDRESS = re.compile(r"[\w-]+(\.[\w-]+)+(/|\Z)")


class LinkInput(forms.CharField):
    """An address, which may be written as people say it, without https://."""

    def to_python(self, value: Any) -> str:
        """Return the address with a scheme."""
        text = str(super().to_python(value))
        return f"https://{text}" if SPOKEN_ADDRESS.match(text) else text


class EvidenceForm(forms.Form):
    """One piece of evidence; a row left empty is none."""

    title = forms.CharField(label=_("Title"), max_length=300, required=False)
    link = LinkInput(
        label=_("Link"),
        max_length=1000,
        required=False,
        validators=[URLValidator(schemes=["http", "https"])],
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"}),
    )
    case_number = forms.CharField(label=_("or case number"), max_length=100, required=False)

    def clean(self) -> dict[str, Any]:
        """Require a title, and a link or the number of a case, once anything is given."""
        content = {name: self.cleaned_data.get(name, "") for name in ("title", "link", "case_number")}
        if any(content.values()) and not self.errors:
            if not content["title"]:
                raise ValidationError({"title": _("Give each piece of evidence a title.")})
            if not content["link"] and not content["case_number"]:
                raise ValidationError({"link": _("Evidence needs a link or a case number.")})
        return content


EvidenceForms = forms.formset_factory(
    EvidenceForm, extra=BLANK_EVIDENCE_ROWS, max_num=MOST_EVIDENCE, absolute_max=MOST_EVIDENCE, validate_max=True
)


def evidence_forms(sent: Any, starting: Report) -> Any:
    """Return the forms of the evidence: as ``sent``, or with the evidence of a statement as their first content.

    What was sent is read for itself: compared with a first content, a piece that says the same would count as untouched
    and be dropped.
    """
    if sent is not None:
        return EvidenceForms(sent, prefix="evidence")
    first = [{"title": item.title, "link": item.link, "case_number": item.case_number} for item in starting.evidence]
    return EvidenceForms(initial=first, prefix="evidence")


def evidence_items(forms_of_evidence: Any) -> tuple[EvidenceItem, ...]:
    """Return the pieces of evidence that were given."""
    given = (form.cleaned_data for form in forms_of_evidence)
    return tuple(EvidenceItem(**content) for content in given if any(content.values()))
