"""The page that maps OWASP ASVS 5.0 to what we have names only what is there, and every requirement once."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "security" / "asvs-5.0-level-2.md"
NUMBER = re.compile(r"\d+\.\d+\.\d+")
NAMED = re.compile(r"`([\w./-]+\.(?:py|md|txt|toml|html|lock))(?:::(\w+)|: (\w+))?`")
# The requirements of levels 1 and 2, by section.
REQUIREMENTS = """
1.1:1,2 1.2:1,2,3,4,5,6,7,8,9 1.3:1,2,3,4,5,6,7,8,9,10,11 1.4:1,2,3 1.5:1,2 2.1:1,2,3 2.2:1,2,3 2.3:1,2,3,4 2.4:1
3.2:1,2 3.3:1,2,3,4 3.4:1,2,3,4,5,6 3.5:1,2,3,4,5 3.7:1,2 4.1:1,2,3 4.2:1 4.3:1,2 4.4:1,2,3,4 5.1:1 5.2:1,2,3 5.3:1,2
5.4:1,2,3 6.1:1,2,3 6.2:1,2,3,4,5,6,7,8,9,10,11,12 6.3:1,2,3,4 6.4:1,2,3,4 6.5:1,2,3,4,5 6.6:1,2,3 6.8:1,2,3,4
7.1:1,2,3 7.2:1,2,3,4 7.3:1,2 7.4:1,2,3,4,5 7.5:1,2 7.6:1,2 8.1:1,2 8.2:1,2,3 8.3:1 8.4:1 9.1:1,2,3 9.2:1,2,3,4
10.1:1,2 10.2:1,2 10.3:1,2,3,4 10.4:1,2,3,4,5,6,7,8,9,10,11 10.5:1,2,3,4,5 10.6:1,2 10.7:1,2,3 11.1:1,2 11.2:1,2,3
11.3:1,2,3 11.4:1,2,3,4 11.5:1 11.6:1 12.1:1,2,3 12.2:1,2 12.3:1,2,3,4 13.1:1 13.2:1,2,3,4,5 13.3:1,2 13.4:1,2,3,4,5
14.1:1,2 14.2:1,2,3,4 14.3:1,2,3 15.1:1,2,3 15.2:1,2,3 15.3:1,2,3,4,5,6,7 16.1:1 16.2:1,2,3,4,5 16.3:1,2,3,4
16.4:1,2,3 16.5:1,2,3 17.1:1 17.2:1,2,3,4 17.3:1,2
"""


def test_every_requirement_of_levels_1_and_2_stands_there_once():
    expected = [
        f"{section}.{number}"
        for section, numbers in (part.split(":") for part in REQUIREMENTS.split())
        for number in numbers.split(",")
    ]
    cells = [line.split("|")[1] for line in PAGE.read_text().splitlines() if line.startswith("| ")]
    assert sorted(NUMBER.findall(" ".join(cells))) == sorted(expected)
    assert len(expected) == 253


def test_every_test_setting_and_file_that_it_names_is_there():
    named = NAMED.findall(PAGE.read_text())
    assert len(named) > 100
    for path, test, setting in named:
        assert (ROOT / path).is_file(), path
        text = (ROOT / path).read_text()
        assert not test or f"def {test}(" in text, f"{path}::{test}"
        assert setting in text, f"{path}: {setting}"
