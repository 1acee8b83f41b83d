"""A plan as it was reported on in 2018: something promised, kept, broken, moved, new, closed and never reported."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from initiatives.choices import Confidence, ReasonCode, ResponsibilityRole, Status
from initiatives.models import Deadline
from initiatives.periods import Period
from initiatives.queries.actors import system_actor
from initiatives.reports.progress.definition import Definition
from initiatives.reports.progress.gathering import gather
from initiatives.services.deadline_changes import move_deadline
from initiatives.services.status_updates import EvidenceItem, Report, record
from tests.factories import (
    ActionFactory,
    DeadlineFactory,
    ObjectiveFactory,
    OrganisationFactory,
    PlanFactory,
    ResponsibilityFactory,
)

SINCE, AS_OF = date(2018, 6, 30), date(2018, 12, 31)
KNOWN = datetime(2018, 12, 31, 22, 0, tzinfo=UTC)
LATER = datetime(2018, 10, 1, 12, tzinfo=UTC)
SLUG = "skilte-2018"

# Action, key, deadline as EDTF: in the plan's own order.
DEADLINES = (
    ("1.1", "kept", "2018-35"),
    ("1.1", "late", "2018-10-31"),
    ("1.2", "overdue", "2018-11-30"),
    ("1.2", "silent", "2018-33"),
    ("2.1", "forecast", "2018-12-31"),
    ("2.1", "moved", "2018-09-30"),
    ("2.2", "undated", ""),
    ("2.2", "cancelled", "2018-12-15"),
    ("2.3", "today", "2018-12-31"),
    ("2.3", "stale", "2019-06-30"),
    ("2.3", "far", "2020"),
    ("2.3", "new", "2019-34"),
)
ORDER = [f"{SLUG}/{number}/{key}" for number, key, _edtf in DEADLINES]


@dataclass
class Scene:
    """What was made, by its own names."""

    plan: object
    ministry: object
    agency: object
    council: object
    actions: dict = field(default_factory=dict)
    keys: dict = field(default_factory=dict)

    def deadline(self, key):
        return Deadline.objects.get(pk=self.keys[key])


def make(author_at, *, slug=SLUG, title="Handlingsplan for bedre skilte"):
    """Make the plan and what happened to it until the last day of 2018."""
    ministry = OrganisationFactory(slug=f"min-{slug}", abbreviation="MIN", name="Ministeriet for Skilte")
    agency = OrganisationFactory(slug=f"sty-{slug}", abbreviation="STY", name="Styrelsen for Æbler", parent=ministry)
    council = OrganisationFactory(slug=f"raad-{slug}", abbreviation="RÅD", name="Rådet for Lys")
    plan = PlanFactory(
        slug=slug, title=title, reference="SKM(2018) 1", issuer=ministry, adopted=Period.parse("2017-10")
    )
    scene = Scene(plan, ministry, agency, council)
    reading = ObjectiveFactory(plan=plan, number="1", title="Skilte der kan læses")
    aim = ObjectiveFactory(plan=plan, number="1.a", parent=reading, title="Bogstaver skal være store")
    finding = ObjectiveFactory(plan=plan, number="2", title="Skilte der kan findes")
    ObjectiveFactory(plan=plan, number="3", title="Skilte uden tiltag")
    for number, objective in (("1.1", aim), ("1.2", reading), ("2.1", finding), ("2.2", finding), ("2.3", finding)):
        scene.actions[number] = ActionFactory(
            objective=objective, number=number, title=f"Tiltag {number}", wording=f"Tiltag {number}, ord for ord."
        )
    for number, key, edtf in DEADLINES:
        scene.keys[key] = DeadlineFactory(
            action=scene.actions[number],
            key=key,
            label=f"Frist {key}",
            translations={},
            wording=f"Fristens ord: {key}",
            period=Period.parse(edtf),
            is_confirmed=key != "far",
            known_at=LATER if key == "new" else datetime(2017, 1, 1, 12, tzinfo=UTC),
        ).pk
    lead, partner = ResponsibilityRole.LEAD, ResponsibilityRole.PARTNER
    ResponsibilityFactory(organisation=ministry, action=scene.actions["1.1"], role=lead)
    ResponsibilityFactory(organisation=agency, action=scene.actions["1.1"], role=lead)
    ResponsibilityFactory(organisation=agency, action=scene.actions["1.2"], role=lead)
    ResponsibilityFactory(organisation=council, action=scene.actions["2.1"], role=lead)
    ResponsibilityFactory(organisation=council, action=scene.actions["2.2"], role=partner)
    _reports(scene, author_at)
    return scene


def _reports(scene, author_at):
    def report(key, day, **statement):
        record(by=author_at(2018, *day), deadline=scene.deadline(key), report=Report(**statement))

    report("stale", (3, 1), status=Status.IN_PROGRESS, note="Begyndt")
    report("forecast", (5, 10), status=Status.IN_PROGRESS, forecast=Period.day(date(2018, 8, 31)))
    report(
        "kept",
        (9, 21),
        status=Status.COMPLETED,
        completed=Period.day(date(2018, 9, 20)),
        evidence=(EvidenceItem("Vejledningen", "https://example.org/vejledning"),),
    )
    move_deadline(
        by=author_at(2018, 10, 10),
        deadline=scene.deadline("moved"),
        period=Period.quarter(2019, 1),
        reason=ReasonCode.SUPPLIER,
        explanation="Leverandøren er forsinket.",
        decision_reference="SAG-7",
    )
    report("late", (11, 11), status=Status.COMPLETED, completed=Period.day(date(2018, 11, 10)), note="Ingen bilag")
    report(
        "forecast",
        (12, 1),
        status=Status.IN_PROGRESS,
        forecast=Period.day(date(2019, 3, 15)),
        delay_reason=ReasonCode.CAPACITY,
        confidence=Confidence.AMBER,
        confidence_reason="Mangler folk",
    )
    report("cancelled", (12, 3), status=Status.CANCELLED, note="Opgivet")
    report(
        "overdue",
        (12, 5),
        status=Status.IN_PROGRESS,
        delay_reason=ReasonCode.SUPPLIER,
        forecast=Period.day(date(2019, 2, 15)),
        note="Tegningerne mangler",
        internal_note="Kun til os selv",
    )


def definition(slug=SLUG, **asked):
    """Return what the tests ask for: the last day of 2018, compared with the last of June, in Danish."""
    return Definition(**{"plans": (slug,), "as_of": AS_OF, "known": KNOWN, "since": SINCE, "language": "da"} | asked)


def gathered(actor=None, **asked):
    """Return the report, as one of our own commands sees it or as ``actor`` does."""
    return gather(definition(**asked), actor or system_actor("test"))


def keys(rows):
    """Return the keys of rows."""
    return [row.ref.rpartition("/")[2] for row in rows]


def bulgarian(scene):
    """Add an action with a deadline whose words are Bulgarian and nothing else."""
    words = {"language": "bg", "translations": {}}
    objective = scene.actions["2.1"].objective
    action = ActionFactory(objective=objective, number="2.9", title="Насоки за табелите", wording="Насоки", **words)
    return DeadlineFactory(action=action, key="bg", label="Насоките са готови", wording="Първо тримесечие", **words)
