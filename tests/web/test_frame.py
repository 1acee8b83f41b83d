"""The frame of all pages: the menu, the markers, and templates without script or style of their own."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils.translation import override

from initiatives.choices import Confidence, Freshness, Light, MembershipRole, Position, Status
from initiatives.presentation import bars, display, method
from initiatives.queries.progress import Counts
from tests.people import text_of

TEMPLATES = sorted(Path(settings.ROOT, "initiatives", "templates").rglob("*.html"))
FORBIDDEN = {
    "script of its own": re.compile(r"<script(?![^>]*(?:\bsrc=|type=\"application/json\"))", re.IGNORECASE),
    "style of its own": re.compile(r"<style|\sstyle=", re.IGNORECASE),
    "an event attribute": re.compile(r"\son[a-z]+\s*=", re.IGNORECASE),
    "code in an attribute of htmx": re.compile(r"hx-on|hx-vals=[\"']?js|hx-trigger=[\"'][^\"']*\[", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_has(what):
    found = [path.name for path in TEMPLATES if FORBIDDEN[what].search(path.read_text(encoding="utf-8"))]

    assert found == []


def test_every_page_forbids_script_and_style_from_elsewhere(client, sign_in):
    sign_in(MembershipRole.READER)

    policy = client.get("/me/")["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_every_marker_has_its_drawing_and_its_looks():
    drawings = Path(finders.find("initiatives/shapes.svg")).read_text(encoding="utf-8")
    looks = Path(finders.find("initiatives/tiltag.css")).read_text(encoding="utf-8")
    kinds = {
        "position": Position,
        "status": Status,
        "confidence": Confidence,
        "light": [light for light in Light if light != Light.NONE],
        "freshness": Freshness,
    }

    for kind, values in kinds.items():
        assert f".{kind}" in looks
        for value in values:
            assert f'id="{kind}-{value}"' in drawings
    for position in Position:
        assert f".position-{position}" in looks or position.startswith(("no_", "closed"))


@pytest.mark.parametrize(("language", "words"), [("en", "Delivery: amber"), ("da", "Levering: gul")])
def test_confidence_says_what_it_is_about(language, words):
    with override(language):
        assert words in display.confidence_words(Confidence.AMBER)
        assert display.confidence_words("") == ""


def test_the_light_says_its_colour_and_its_days():
    with override("en"):
        assert "Deviation: amber, 58 days" in display.light_words(Light.AMBER, 58)
        assert "Deviation: green<" in display.light_words(Light.GREEN, 0)
        assert display.light_words(Light.NONE) == ""


def test_a_bar_says_its_numbers_and_fills_its_width():
    counts = Counts(8, {Position.OVERDUE: 2, Position.IN_PERIOD: 1, Position.UPCOMING: 1, Position.MET_LATE: 4}, 0)

    with override("en"):
        drawn = bars.bar(counts)

    assert 'aria-label="2 overdue, 2 later, 4 completed"' in drawn
    assert re.findall(r'x="([\d.]+)%" width="([\d.]+)%"', drawn) == [
        ("0.000", "25.000"),
        ("25.000", "25.000"),
        ("50.000", "50.000"),
    ]
    assert "style=" not in drawn


def test_every_position_has_its_part_of_a_bar_and_its_meaning():
    assert sorted(position for part in bars.PARTS for position in part.positions) == sorted(Position)
    assert set(method.POSITIONS) == set(Position)


@pytest.mark.parametrize(
    ("role", "first", "administers"),
    [
        (MembershipRole.READER, "Overview", False),
        (MembershipRole.CONTRIBUTOR, "My deadlines", False),
        (MembershipRole.COORDINATOR, "Overview", True),
        (MembershipRole.AUDITOR, "Overview", True),
    ],
)
def test_the_menu_is_named_for_the_person(client, sign_in, role, first, administers):
    user = sign_in(role)

    text = text_of(client.get("/me/"))

    assert f">{first}</a>" in text
    assert user.display_name in text
    assert ('href="/admin/"' in text) is administers


def test_the_menu_and_the_search_keep_the_day(client, sign_in):
    sign_in(MembershipRole.READER)

    text = text_of(client.get("/help/?as_of=2018-12-31"))

    assert 'href="/plans/?as_of=2018-12-31"' in text
    assert '<input type="hidden" name="as_of" value="2018-12-31">' in text


@pytest.mark.parametrize(("language", "words"), [("da", "Tilgængelighedserklæring"), ("en", "Accessibility statement")])
def test_the_accessibility_statement_needs_no_account(client, db, settings, language, words):
    settings.ACCESSIBILITY_CONTACT = "tilgaengelighed@ministeriet.example"
    client.cookies["django_language"] = language

    answer = client.get("/accessibility/")

    assert answer.status_code == 200
    assert words in text_of(answer)
    assert "mailto:tilgaengelighed@ministeriet.example" in text_of(answer)


def test_the_method_is_for_those_who_signed_in_and_has_the_words_in_both_languages(client, sign_in):
    assert client.get("/help/").status_code == 302

    sign_in(MembershipRole.READER)
    text = text_of(client.get("/help/"))

    assert '<th scope="row" lang="da">Forsinket</th>' in text
    assert '<td lang="en">Delayed</td>' in text
