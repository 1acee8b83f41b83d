"""HTML: landmarks, headings in order, tables with their heads, and a file that needs nothing else."""

import itertools
import re
from html.parser import HTMLParser

import pytest

from initiatives.queries.actors import system_actor
from initiatives.reports.making import report_document
from initiatives.reports.writers.html import markup_of
from tests.reports.made import made
from tests.reports.progress.scene import bulgarian, definition
from tests.reports.reading.html import read_html

pytestmark = pytest.mark.django_db


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def tags_of(text):
    parser = _Tags()
    parser.feed(text)
    return parser.found


@pytest.fixture
def html(scene):
    return made("html").decode()


def test_headings_follow_one_another_without_a_gap(html):
    levels = [level for level, _text in read_html(html.encode()).headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_within_a_page_that_has_a_title_the_headings_begin_lower(scene):
    _report, document = report_document(definition(), system_actor("test"))
    tags = [tag for tag, _attributes in tags_of("".join(markup_of(document, heading=2)))]
    assert "h1" not in tags
    assert tags.index("h2") < tags.index("h3") < tags.index("h4")


def test_every_table_has_a_caption_and_heads_for_its_columns_and_rows(html):
    tables = re.findall(r'<table class="report-table">.*?</table>', html, re.DOTALL)
    assert len(tables) > 20
    for table in tables:
        assert re.search("<caption[^>]*>.+?</caption>", table)
        assert 'scope="col"' in table
        rows = re.search("<tbody>(.*)</tbody>", table, re.DOTALL)[1].count("<tr>")
        assert (
            table.count('scope="row"') + table.count('scope="rowgroup"') + table.count('<td class="muted" colspan')
            >= rows
        )


def test_ids_are_unique_and_links_within_the_file_lead_somewhere(html):
    tags = tags_of(html)
    ids = [attributes["id"] for _tag, attributes in tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = [
        attributes["href"][1:] for tag, attributes in tags if tag in ("a", "use") and attributes["href"][0] == "#"
    ]
    assert len(targets) > 12
    assert set(targets) <= set(ids)


def test_the_file_needs_and_runs_nothing_else(html):
    tags = tags_of(html)
    assert not [tag for tag, _attributes in tags if tag in ("script", "link", "img", "iframe", "object")]
    assert not [name for _tag, attributes in tags for name in attributes if name.startswith("on") or name == "src"]
    assert "url(" not in html.partition("</style>")[0]
    policy = next(attributes for tag, attributes in tags if attributes.get("http-equiv") == "Content-Security-Policy")
    assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'"


def test_drawings_have_a_name_and_their_text(html):
    figures = re.findall(r"<figure.*?</figure>", html, re.DOTALL)
    assert len(figures) == 2
    for figure in figures:
        assert re.search(r'role="img" aria-labelledby="([^"]+)"', figure)
        assert re.search('<p class="visually-hidden">.+?</p>', figure)


def test_evidence_is_a_link_wherever_it_is_named(scene):
    assert read_html(made("html")).links == ["https://example.org/vejledning"] * 2


def test_texts_in_another_language_say_so(scene):
    bulgarian(scene)
    assert 'lang="bg"' in made("html").decode()
