"""The Danish interface: every text of the code is collected, translated, well formed and compiled."""

import ast
import gettext
import re
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as translated
from django.utils.translation import override

CODE = Path(settings.ROOT, "initiatives")
SOURCE = Path("locale", "da", "LC_MESSAGES", "django.po")
CONTEXT_END = "\x04"  # Parts a context from its text in a compiled catalogue.
FIELD = re.compile(r'^(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) ((?:"[^\n]*"\n?)+)', re.MULTILINE)
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[#+\-.0-9]*[a-zA-Z%]|\{\w*\}|</?\w[^>]*>")
MOST_LETTERS_OF_A_SHEET_NAME = 31


@dataclass(frozen=True)
class Message:
    """One entry of a catalogue; ``texts`` is the English one, with its plural where it has one."""

    context: str
    texts: tuple[str, ...]
    translations: tuple[str, ...]
    is_fuzzy: bool

    @property
    def key(self):
        """What a compiled catalogue finds it by."""
        return f"{self.context}{CONTEXT_END}{self.texts[0]}" if self.context else self.texts[0]


def entries_of(path):
    """Return the entries of a catalogue that are in use, the header included."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    return [_entry(block) for block in blocks if FIELD.search(block)]


def _entry(block):
    fields = {name: ast.literal_eval(f"({quoted})") for name, quoted in FIELD.findall(block)}
    return Message(
        context=fields.get("msgctxt", ""),
        texts=tuple(fields[name] for name in ("msgid", "msgid_plural") if name in fields),
        translations=tuple(text for name, text in fields.items() if name.startswith("msgstr")),
        is_fuzzy=bool(re.search(r"^#,.*\bfuzzy\b", block, re.MULTILINE)),
    )


@pytest.fixture(scope="module")
def entries():
    return entries_of(CODE / SOURCE)


@pytest.fixture(scope="module")
def messages(entries):
    return [entry for entry in entries if entry.texts[0]]


def test_every_text_is_translated_in_each_of_its_forms(messages):
    assert messages
    for message in messages:
        assert len(message.translations) == len(message.texts), message.texts
        assert all(text.strip() for text in message.translations), message.texts


def test_no_translation_is_a_guess(entries):
    assert [entry.texts for entry in entries if entry.is_fuzzy] == []


def test_placeholders_and_markup_are_those_of_the_english_text(messages):
    for message in messages:
        for text, translation in zip(message.texts, message.translations, strict=True):
            assert Counter(PLACEHOLDER.findall(translation)) == Counter(PLACEHOLDER.findall(text)), text


def test_the_compiled_catalogue_says_what_its_source_says(messages):
    expected = {}
    for message in messages:
        if len(message.texts) == 1:
            expected[message.key] = message.translations[0]
        else:
            expected |= {(message.key, form): text for form, text in enumerate(message.translations)}
    with (CODE / SOURCE).with_suffix(".mo").open("rb") as file:
        compiled = dict(gettext.GNUTranslations(file)._catalog)
    compiled.pop("")
    assert compiled == expected, "the compiled catalogue is older than its source; mend: make compilemessages"


def test_the_texts_of_the_code_are_those_of_the_catalogue(messages, tmp_path, monkeypatch):
    if shutil.which("xgettext") is None:
        pytest.skip("collecting the texts of the code needs gettext")
    shutil.copytree(CODE, tmp_path / "code", ignore=shutil.ignore_patterns("__pycache__", "*.po", "*.mo"))
    monkeypatch.chdir(tmp_path / "code")
    call_command("makemessages", locale=["da"], no_wrap=True, verbosity=0)
    collected = {entry.key for entry in entries_of(SOURCE) if entry.texts[0]}
    kept = {message.key for message in messages}
    assert sorted(collected - kept) == [], "texts that were never collected; mend: make messages, and translate them"
    assert sorted(kept - collected) == [], "texts that are in the code no more; mend: make messages"


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_sheets_of_a_workbook_have_names_that_excel_takes(language):
    with override(language):
        names = [translated(name) for name in ("Deadlines", "Long texts", "Definitions")]
    assert len({name.casefold() for name in names}) == len(names)
    assert not any(len(name) > MOST_LETTERS_OF_A_SHEET_NAME or re.search(r"[][:*?/\\]", name) for name in names)
