"""Puts the story into the record, each act by its person and known from its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from initiatives.choices import Basis, MembershipRole, RecordOrigin
from initiatives.clocks import local_day, start_of_day
from initiatives.management.demonstration.accounts import demo_account
from initiatives.management.demonstration.acts import Act
from initiatives.management.demonstration.cast import Both, Objective, Step
from initiatives.management.demonstration.story import (
    KNOWN_DAYS_AGO,
    ORGANISATIONS,
    PLAN_SUMMARY,
    PLAN_TITLE,
    story,
)
from initiatives.models import Action, Deadline, Organisation, Plan
from initiatives.policies import Actor
from initiatives.services.actions import create_action
from initiatives.services.authorship import Author
from initiatives.services.deadlines import NewDeadline
from initiatives.services.objectives import create_objective
from initiatives.services.organisations import create_organisation
from initiatives.services.plans import create_plan, publish_plan
from initiatives.services.responsibilities import create_responsibility

PLAN_SLUG = "demo"
WORKING_DAY_BEGINS = timedelta(hours=10)


@dataclass(frozen=True, slots=True)
class Stage:
    """The day on which the demonstration is made."""

    now: datetime

    def author(self, days_ago: int, actor: Actor) -> Author:
        """Return somebody who acts in the morning of a day in the past."""
        day = local_day(self.now) - timedelta(days=days_ago)
        instant = min(start_of_day(day) + WORKING_DAY_BEGINS, self.now)
        return Author(actor=actor, now=self.now, origin=RecordOrigin.SEED_DEMO, document_known_at=instant)


def make_organisations(*, now: datetime, actor: Actor) -> None:
    """Create the invented bodies that are not there; they are known as long as the plan."""
    by = Stage(now).author(KNOWN_DAYS_AGO, actor)
    rows = {row.slug: row for row in Organisation.objects.filter(slug__in=[body.slug for body in ORGANISATIONS])}
    for body in ORGANISATIONS:
        if body.slug not in rows:
            rows[body.slug] = create_organisation(
                by=by,
                slug=body.slug,
                kind=body.kind,
                parent=rows[body.parent] if body.parent else None,
                **_texts(name=body.name),
            )


def put_on_stage(*, now: datetime, actor: Actor) -> Plan:
    """Create the demonstration plan with its whole story and return it; bodies and accounts are there before.

    ``actor`` sets the stage. Days in the story count from the local day of ``now``.
    """
    stage = Stage(now)
    by = stage.author(KNOWN_DAYS_AGO, actor)
    plan = create_plan(
        by=by,
        slug=PLAN_SLUG,
        reference="DEMO",
        is_demonstration=True,
        issuer=Organisation.objects.get(slug=ORGANISATIONS[0].slug),
        **_texts(title=PLAN_TITLE, summary=PLAN_SUMMARY),
    )
    objectives = story(local_day(now))
    acts: list[tuple[Deadline, Act]] = []
    deadlines: dict[str, Deadline] = {}
    for objective in objectives:
        for step, deadline in _build(by, plan, objective):
            deadlines[f"{deadline.action.number}/{deadline.key}"] = deadline
            acts += [(deadline, act) for act in step.acts]
    plan = publish_plan(by=by, plan=plan, on=by.today)
    contributor, coordinator = (
        _person(role, actor) for role in (MembershipRole.CONTRIBUTOR, MembershipRole.COORDINATOR)
    )
    # The oldest first; those of one day in the order of the story.
    for deadline, act in sorted(acts, key=lambda pair: -pair[1].days_ago):
        who = coordinator if act.by_coordinator else contributor
        act.play(stage.author(act.days_ago, who), deadline, deadlines)
    return plan


def _build(by: Author, plan: Plan, told: Objective) -> list[tuple[Step, Deadline]]:
    objective = create_objective(by=by, plan=plan, number=told.number, **_texts(title=told.title))
    for role, slug in told.bodies:
        body = Organisation.objects.get(slug=slug)
        create_responsibility(by=by, role=role, objective=objective, organisation=body, basis=Basis.INFERRED)
    built = []
    for index, promise in enumerate(told.promises, start=1):
        new = [_new_deadline(step) for step in promise.steps]
        action: Action = create_action(
            by=by,
            plan=plan,
            objective=objective,
            number=f"{told.number}.{index}",
            deadlines=new,
            **_texts(title=promise.title),
        )
        rows = {row.key: row for row in action.deadlines.all()}
        built += [(step, rows[step.key]) for step in promise.steps]
    return built


def _new_deadline(step: Step) -> NewDeadline:
    return NewDeadline(
        key=step.key,
        kind=step.kind,
        firmness=step.firmness,
        period=step.period,
        is_confirmed=step.is_confirmed,
        review_after_months=step.review_after_months,
        **_texts(label=step.label),
    )


def _person(role: MembershipRole, instead: Actor) -> Actor:
    """Return a demo account as an actor to whom nothing is refused, or ``instead`` where there is no such account."""
    user = demo_account(role)
    return Actor(user=user, name=user.display_name, system=True) if user else instead


def _texts(**texts: Both) -> dict[str, Any]:
    """Return plain columns in Danish and the English texts as translations of ours, as all texts of the story are."""
    columns: dict[str, Any] = {field: text.danish for field, text in texts.items()}
    columns["translations"] = {
        "da": {field: {"official": False} for field in texts},
        "en": {field: {"text": text.english, "official": False} for field, text in texts.items()},
    }
    return columns
