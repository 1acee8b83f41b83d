"""Examples of what is written, for the description of the interface; a test sends each of them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample

Operation = tuple[str, str]


def _request(name: str, value: dict[str, Any]) -> OpenApiExample:
    return OpenApiExample(name, value, request_only=True)


EXAMPLES: dict[Operation, list[OpenApiExample]] = {
    ("plan", "create"): [
        _request(
            "A new draft",
            {
                "slug": "signs-2026",
                "reference": "PLAN(2026) 1",
                "title": "Handlingsplan for bedre skilte",
                "language": "da",
                "translations": {"en": {"title": {"text": "Action plan for better signs", "official": False}}},
                "adopted": "2026-03-01",
            },
        )
    ],
    ("plan", "partial_update"): [
        _request("Publish a draft", {"state": "published", "published_on": "2026-03-02"}),
        _request("Warn earlier", {"due_soon_days": 60}),
    ],
    ("objective", "create"): [_request("A new objective", {"plan": "signs", "number": "9", "title": "Skilte i tide"})],
    ("objective", "partial_update"): [_request("Another title", {"title": "Læsbare skilte"})],
    ("action", "create"): [
        _request(
            "A new action with a dated and an undated deadline",
            {
                "plan": "signs",
                "objective": "0f2f7dd4-6b0a-4f0e-9b61-3d8a52a3c1c5",
                "number": "9.1",
                "title": "Vejledning om skilte",
                "deadlines": [
                    {"key": "draft", "label": "Udkast i høring", "kind": "complete_by", "original": "2027-33"},
                    {"key": "final", "label": "Vejledningen foreligger"},
                ],
            },
        )
    ],
    ("action", "partial_update"): [_request("In our own words", {"summary": "Én fælles vejledning."})],
    ("deadline", "create"): [
        _request(
            "A new deadline",
            {
                "action": "7c6f2cb7-5f3c-4f44-8a53-0a8f1a2c9b10",
                "key": "opening",
                "label": "Åbningen er holdt",
                "kind": "event",
                "original": {"earliest": "2027-04-01", "latest": "2027-06-30"},
            },
        )
    ],
    ("deadline", "partial_update"): [_request("Another label", {"label": "Vejledningen er offentliggjort"})],
    ("organisation", "create"): [
        _request("A new body", {"slug": "vejdirektoratet", "name": "Vejdirektoratet", "kind": "agency"})
    ],
    ("organisation", "partial_update"): [_request("An abbreviation", {"abbreviation": "VD"})],
    ("status-update", "create"): [
        _request(
            "Report progress",
            {
                "deadline": "signs/1.1/guidance",
                "status": "in_progress",
                "started_on": "2026-02-01",
                "forecast": "2199-36",
                "confidence": "amber",
                "confidence_reason": "Høringen trækker ud",
                "delay_reason": "capacity",
                "note": "Udkastet er i høring.",
            },
        ),
        _request(
            "Report completion with evidence",
            {
                "deadline": "signs/1.1/guidance",
                "status": "completed",
                "completed": "2026-09-30",
                "evidence": [{"title": "Vejledningen", "link": "https://example.org/vejledning"}],
            },
        ),
        _request("Confirm that nothing has changed", {"deadline": "signs/1.1/hearing", "kind": "unchanged"}),
        _request(
            "Correct the last report",
            {
                "kind": "correction",
                "corrects": "3f1b6f6e-1f0b-4d53-9a6e-6a0e2f0c4b77",
                "status": "on_hold",
                "note": "Arbejdet hviler.",
            },
        ),
        _request(
            "Withdraw a report",
            {
                "kind": "withdrawal",
                "corrects": "3f1b6f6e-1f0b-4d53-9a6e-6a0e2f0c4b77",
                "note": "Skrevet på den forkerte frist.",
            },
        ),
        _request(
            "Reopen what was completed",
            {
                "deadline": "signs/1.1/done",
                "kind": "reopening",
                "status": "in_progress",
                "forecast": "2199-06",
                "note": "Domstolen sendte vejledningen tilbage.",
            },
        ),
    ],
    ("deadline-change", "create"): [
        _request(
            "Move a deadline",
            {
                "deadline": "signs/1.1/guidance",
                "kind": "move",
                "period": "2199-36",
                "reason": "political_decision",
                "explanation": "Udskudt efter aftale med kommunerne.",
                "decision_reference": "Sag 2026-1234",
            },
        ),
        _request(
            "Take the date away",
            {
                "deadline": "signs/1.1/hearing",
                "kind": "removal",
                "reason": "changed_need",
                "explanation": "Høringen afventer loven.",
            },
        ),
    ],
}
