"""A file that is no plain UTF-8 text is refused by name, before anything reads it."""

import pytest

from initiatives.plan_files import PlanFileError, opening
from tests.plan_files.example import PLAN


def test_an_empty_file_is_named(problems_of):
    assert problems_of("") == ["0: The file is empty."]
    assert problems_of(" \n\n") == ["0: The file is empty."]


def test_a_file_of_remarks_alone_is_named(problems_of):
    assert problems_of("# nothing yet\n") == ["0: The file holds remarks alone."]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_named(problems_of, encoding):
    assert problems_of(PLAN.encode(encoding)) == ["0: The file is written in UTF-16."]


def test_windows_1252_is_named_with_the_line_and_the_character(problems_of):
    (problem,) = problems_of(PLAN.encode("windows-1252"))
    assert problem == "18: The file is not written in UTF-8. Read as Windows-1252, the character would be “æ”."


def test_a_nul_is_named_with_its_line(problems_after):
    assert problems_after("Læsbare skilte", "Læsbare\0skilte") == [
        "18: The line has the character U+0000, which no text may hold."
    ]


def test_a_tab_is_named_with_its_line(problems_after):
    assert problems_after("      title: Læsbare", "\ttitle: Læsbare") == ["18: The line has a tab."]


def test_a_workbook_renamed_to_yaml_is_refused(problems_of):
    (problem,) = problems_of(b"PK\x03\x04\x14\x00\x06\x00\x08\x00")
    assert "U+0003" in problem


def test_a_file_that_is_too_large_is_refused_before_it_is_read_as_anything(problems_of):
    assert problems_of(b"\0" * (opening.LARGEST_BYTES + 1)) == ["0: The file is larger than 5 MB."]


def test_a_missing_file_and_a_folder_are_named(read, tmp_path):
    folder = tmp_path / "folder.yaml"
    folder.mkdir()
    for name in ("missing.yaml", "folder.yaml"):
        with pytest.raises(PlanFileError, match=f"{name}: There is no such file."):
            opening.open_text(tmp_path / name, opening.ProblemList(name))


def test_a_text_that_turns_the_direction_of_writing_is_refused(problems_after):
    assert problems_after("Læsbare skilte", '"Læsbare \\u202e skilte"') == [
        "18: The value holds the character U+202E, which no text may hold."
    ]


def test_half_of_a_surrogate_pair_and_a_written_nul_are_refused(problems_after):
    assert "U+D800" in problems_after("Læsbare skilte", '"Læsbare \\uD800"')[0]
    assert "U+0000" in problems_after("Læsbare skilte", '"Læsbare \\0"')[0]
