"""What is overdue of the Commission's plan when nothing is reported but the founding meetings, day by day."""

import csv
import io
from datetime import date

import pytest
from django.core.management import call_command

# What is overdue from each of these days on, beside what was overdue before.
OVERDUE_FROM = {
    date(2017, 10, 18): [],
    date(2017, 11, 1): ["II-1/call"],
    date(2017, 12, 1): ["III-2/founding"],
    date(2018, 1, 1): ["IV-1/founding"],
    date(2018, 4, 1): ["III-1/next-meeting", "III-2/start", "III-6/guidance", "IV-2/meeting"],
    date(2018, 10, 1): ["III-4/guidance", "III-4/application", "III-5/guidance"],
    date(2018, 11, 1): ["II-2/call"],
    date(2019, 1, 1): ["III-3/guidance"],
}


@pytest.mark.django_db
def test_the_list_and_the_export_say_the_same_on_every_day_then_and_now(tmp_path):
    call_command("load_plans", stdout=io.StringIO())
    expected = set()
    for day, added in OVERDUE_FROM.items():
        expected |= {f"com-2017-612/{ref}" for ref in added}
        for known in ("then", "now"):
            arguments = ["--plan", "com-2017-612", "--as-of", str(day), "--known", known, "--language", "en"]
            assert set(listed(*arguments)) == expected
            assert set(exported(tmp_path / "progress.csv", *arguments)) == expected


def listed(*arguments):
    out = io.StringIO()
    call_command("list_overdue", *arguments, stdout=out)
    lines = out.getvalue().splitlines()
    refs = [line.split()[0] for line in lines if line.startswith("com-2017-612/")]
    assert lines[-1].startswith(f"{len(refs)} ")
    return refs


def exported(target, *arguments):
    call_command("export_progress", "--output", str(target), "--force", *arguments, stderr=io.StringIO())
    with target.open(encoding="utf-8", newline="") as file:
        return [row["ref"] for row in csv.DictReader(file) if row["position"] == "overdue"]
