"""Evidence as people type it: a link without its https:// is one all the same, and what is none is refused."""

import pytest

from initiatives.presentation.evidence_form import EvidenceForm


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://example.org/referat", "https://example.org/referat"),
        ("http://example.org", "http://example.org"),
        ("www.example.dk/referat", "https://www.example.dk/referat"),
        ("example.dk", "https://example.dk"),
    ],
)
def test_a_link_may_be_written_as_people_say_it(typed, kept):
    form = EvidenceForm({"title": "Referat", "link": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["link"] == kept


@pytest.mark.parametrize(
    "typed", ["referat", "javascript:alert(1)", "ftp://example.org/x", "se side 4", "//example.org"]
)
def test_what_is_no_link_is_refused(typed):
    assert "link" in EvidenceForm({"title": "Referat", "link": typed}).errors
