"""A record with things that few may see, each marked by a word of its own, and the people who come to the doors."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

from allauth.mfa.models import Authenticator
from django.utils import timezone

from initiatives.choices import (
    Confidence,
    DeadlineKind,
    MembershipRole,
    PlanState,
    ReasonCode,
    ResponsibilityRole,
    TokenScope,
)
from initiatives.models import Funding, MadeReport
from initiatives.periods import Period
from initiatives.policies import Actor, Reach
from initiatives.queries.actors import system_actor
from initiatives.reports.progress.definition import Definition
from initiatives.services import made_reports, status_updates
from initiatives.services.actions import update_action
from initiatives.services.api_tokens import create_api_token
from initiatives.services.authorship import Author
from initiatives.services.deadline_changes import move_deadline
from initiatives.services.plans import publish_plan
from initiatives.services.redaction import request_redaction
from initiatives.services.saved_views import save_view
from initiatives.services.status_updates import EvidenceItem, Report
from tests.factories import (
    ActionFactory,
    DeadlineFactory,
    MembershipFactory,
    ObjectiveFactory,
    OrganisationFactory,
    PlanFactory,
    ResponsibilityFactory,
    UserFactory,
)
from tests.redacting import redact

# Words that stand nowhere else. Each is in every text of the things that it marks.
DRAFT_NAME = "zqskuffe"
DRAFT = "zqudkast"
EARLIER = "zqforhen"
NOTE_A = "zqnotatalfa"
NOTE_B = "zqnotatbeta"
REPORT = "zqrapport"
DRAFT_REPORT = "zqkladde"
VIEW = "zqvisning"
TOKEN = "zqnoegle"
MAIL = "zqpostkasse"
REDACTED = "zqslettet"

CONTRIBUTOR, COORDINATOR = MembershipRole.CONTRIBUTOR, MembershipRole.COORDINATOR


class World:
    """What is open comes first; ``hide`` then adds what outsiders must not notice."""

    def __init__(self):
        self.a = OrganisationFactory(slug="alfa", abbreviation="ALFA", name="Ministeriet for Alfa")
        self.b = OrganisationFactory(slug="beta", abbreviation="BETA", name="Ministeriet for Beta")
        self._open_plan()
        self._people()
        self._reports()

    # ---- what is open

    def _open_plan(self):
        """A plan that was a draft for a year, with texts that were changed before it was published."""
        self.plan = PlanFactory(slug="aaben", reference="AABEN(1)", title="Åben plan", state=PlanState.DRAFT)
        plan, a, b = self.plan, self.a, self.b
        self.objective = ObjectiveFactory(plan=plan, number="1", title="Formål")
        self.action_a = ActionFactory(objective=self.objective, number="1.1", title=f"Tiltag {EARLIER}")
        self.action_b = ActionFactory(objective=self.objective, number="1.2", title="Tiltag for Beta")
        ResponsibilityFactory(organisation=a, action=self.action_a, role=ResponsibilityRole.LEAD)
        self.responsibility = ResponsibilityFactory(
            organisation=b, action=self.action_b, role=ResponsibilityRole.LEAD, contact="beta@example.dk"
        )
        self.funding = self._funding(self.action_a, "Af finansloven")
        far = Period.year(2199)
        self.open_a = DeadlineFactory(action=self.action_a, key="aaben", period=far)
        self.done_a = DeadlineFactory(action=self.action_a, key="faerdig", period=Period.quarter(2018, 1))
        self.late_a = DeadlineFactory(action=self.action_a, key="sen", period=Period.quarter(2018, 1))
        self.undated_a = DeadlineFactory(action=self.action_a, key="udato", period=Period.none())
        self.open_b = DeadlineFactory(action=self.action_b, key="beta", period=far, kind=DeadlineKind.EVENT)
        editor = _coordinator_at(2017, 3)
        self.action_a = update_action(by=editor, action=self.action_a, title="Tiltag for Alfa", wording=EARLIER)
        self.action_a = update_action(by=editor, action=self.action_a, wording="Ordlyd")
        self.plan = publish_plan(by=_coordinator_at(2018, 1), plan=plan, on=date(2018, 1, 1))

    def _people(self):
        self.people = {}

        def person(name, role=None, **reach):
            user = UserFactory(username=name, first_name="", last_name=name.replace("_", " ").title())
            if role is not None:
                MembershipFactory(user=user, role=role, **reach)
            self.people[name] = user
            return user

        person("no_role")
        person("reader", MembershipRole.READER)
        person("contributor_a", CONTRIBUTOR, organisation=self.a)
        person("contributor_b", CONTRIBUTOR, organisation=self.b)
        person("coordinator_p", COORDINATOR, plan=self.plan)
        person("coordinator_a", COORDINATOR, organisation=self.a)
        person("coordinator_all", COORDINATOR)
        person("auditor", MembershipRole.AUDITOR)
        person("administrator", MembershipRole.ADMINISTRATOR)
        person("switched_off", COORDINATOR)
        # Whose name the lists offer as of one who records, before there is anything hidden.
        person("coordinator_q", CONTRIBUTOR, organisation=self.b, valid_to=date(2018, 1, 1))
        person("former", COORDINATOR, valid_to=date(2018, 1, 1))
        self.stranger = UserFactory(username="fremmed", first_name="", last_name="Fremmed", email=f"{MAIL}@example.dk")
        self.membership = MembershipFactory(user=self.stranger, role=COORDINATOR, organisation=self.b)
        self.passkey = Authenticator.objects.create(
            user=self.stranger, type=Authenticator.Type.WEBAUTHN, data={"name": TOKEN, "credential": {}}
        )
        by = Author(actor=system_actor("test"), now=timezone.now())
        self.tokens = {}
        for visitor, owner, scope in (
            ("read_token", "coordinator_all", TokenScope.READ),
            ("write_token", "contributor_b", TokenScope.WRITE),
            ("token_of_switched_off", "switched_off", TokenScope.WRITE),
        ):
            self.tokens[visitor] = create_api_token(by=by, user=self.people[owner], name=visitor, scope=scope)[1]
        long_ago = Author(actor=system_actor("test"), now=timezone.now() - timedelta(days=30))
        expired = create_api_token(by=long_ago, user=self.people["coordinator_all"], name="old", scope="write", days=1)
        self.tokens["expired_token"] = expired[1]
        self.people["switched_off"].is_active = False
        self.people["switched_off"].save()

    def _reports(self):
        """Reports by those whose matter it is, with internal notes; one text was removed later."""
        by_a, by_b = self._author("contributor_a", 2018, 2), self._author("contributor_b", 2018, 2)
        self.update_a = status_updates.record(
            by=by_a,
            deadline=self.open_a,
            report=Report(status="in_progress", note=f"I gang {REDACTED}", internal_note=NOTE_A),
        )
        redact(
            by=self._author("coordinator_all", 2018, 3),
            approved_by=self._author("coordinator_p", 2018, 3).actor,
            row=self.update_a,
            fields=["note"],
            reason="Personoplysninger",
        )
        self.update_b = status_updates.record(
            by=by_b, deadline=self.open_b, report=Report(status="in_progress", note="I gang", internal_note=NOTE_B)
        )
        status_updates.record(
            by=by_a,
            deadline=self.done_a,
            report=Report(status="completed", completed=Period.day(date(2018, 2, 1)), note="Uden dokumentation"),
        )
        self.change_b = self._moved(self.open_b, "Mere tid")
        self.removal = self._removal(self.update_b, "note")

    # ---- what is hidden

    def hide(self):
        """Add a draft of another plan, in which both ministries have work, and what is one person's own."""
        self._draft()
        MembershipFactory(user=self.people["coordinator_q"], role=COORDINATOR, plan=self.draft)
        # Their role in the draft reaches it no more.
        MembershipFactory(user=self.people["former"], role=COORDINATOR, plan=self.draft, valid_to=date(2020, 1, 1))
        stranger = Author(actor=Actor(user=self.stranger, name="Fremmed"), now=timezone.now())
        self.view = save_view(by=stranger, name=VIEW, list_name="deadlines", query=f"q={VIEW}")
        self.token, _secret = create_api_token(by=stranger, user=self.stranger, name=TOKEN)
        self.internal_report = self._kept([self.plan], REPORT, audience="internal", of_draft=False)
        self.draft_report = self._kept([self.draft], DRAFT_REPORT, audience="public", of_draft=True)

    def hidden_things(self):
        """Return all that few may see and that has a public id."""
        own = (self.view, self.internal_report, self.draft_report)
        return [*own, *(thing for name, thing in vars(self).items() if name.startswith("draft") and thing not in own)]

    def _draft(self):
        self.draft = PlanFactory(
            slug=DRAFT_NAME,
            reference=f"{DRAFT_NAME}(1)",
            title=f"Plan {DRAFT_NAME}",
            translations={"en": {"title": {"text": f"Plan {DRAFT_NAME}"}}},
            summary=DRAFT,
            issuer=self.b,
            state=PlanState.DRAFT,
            published_on=None,
        )
        self.draft_objective = ObjectiveFactory(plan=self.draft, number="7", title=DRAFT, summary=DRAFT)
        ObjectiveFactory(plan=self.draft, parent=self.draft_objective, number="7.x", title=DRAFT)
        self.draft_action = ActionFactory(
            objective=self.draft_objective,
            number="7.1",
            title=DRAFT,
            translations={"en": {"title": {"text": DRAFT}}},
            wording=DRAFT,
            summary=DRAFT,
        )
        self.draft_funding = self._funding(self.draft_action, DRAFT)
        words = {"label": DRAFT, "translations": {}, "wording": DRAFT}
        self.draft_deadline = DeadlineFactory(
            action=self.draft_action, key=DRAFT, period=Period.quarter(2018, 1), **words
        )
        self.draft_second = DeadlineFactory(
            action=self.draft_action, key=f"{DRAFT}-2", period=Period.year(2199), **words
        )
        ResponsibilityFactory(organisation=self.a, action=self.draft_action, role=ResponsibilityRole.PARTNER)
        self.draft_responsibility = ResponsibilityFactory(
            organisation=self.b,
            action=self.draft_action,
            role=ResponsibilityRole.LEAD,
            words=DRAFT,
            contact=f"{DRAFT}@example.dk",
        )
        just_now = Author(actor=_everything(), now=timezone.now())
        self.draft_update = status_updates.record(
            by=just_now,
            deadline=self.draft_deadline,
            report=Report(
                status="in_progress",
                note=DRAFT,
                internal_note=DRAFT,
                delay_reason=ReasonCode.CAPACITY,
                forecast=Period.year(2199),
                confidence=Confidence.RED,
                confidence_reason=DRAFT,
                evidence=(EvidenceItem(title=DRAFT, case_number=DRAFT),),
            ),
        )
        self.draft_change = self._moved(self.draft_second, DRAFT)
        self.draft_removal = self._removal(self.draft_update, "note")

    def _kept(self, plans, word, *, audience, of_draft):
        by = Author(actor=system_actor("test"), now=timezone.now())
        definition = Definition(
            plans=tuple(plan.slug for plan in plans), as_of=by.today, known=by.now, sections=(), audience=audience
        ).as_data()
        report, _is_new = made_reports.ask_for_report(
            by=by,
            definition=definition,
            format_name="csv",
            plans=plans,
            of_draft=of_draft,
            file_name=f"{word}.csv",
            content_type="text/csv",
        )
        made_reports.begin_making(report=report, now=by.now)
        made_reports.keep_report(by=by, report=report, file=BytesIO(word.encode()))
        return MadeReport.objects.get(pk=report.pk)

    # ---- small things

    def _funding(self, action, words):
        funding = Funding(action=action, amount=5_000_000, currency="DKK", words=words)
        funding.save_stamped(_coordinator_at(2017, 2).stamp())
        return funding

    def _removal(self, row, field):
        """Let somebody who is no visitor ask that a text go."""
        by = Author(actor=Actor(user=self.stranger, name="Fremmed", reaches=_everything().reaches), now=timezone.now())
        return request_redaction(by=by, row=row, fields=[field], reason="Persondata")

    def _moved(self, deadline, words):
        return move_deadline(
            by=Author(actor=_everything(), now=timezone.now()),
            deadline=deadline,
            period=Period.year(2200),
            reason=ReasonCode.CAPACITY,
            explanation=words,
            decision_reference=words,
        )

    def _author(self, name, year, month):
        reach = {
            "contributor_a": {CONTRIBUTOR: Reach(organisations=frozenset({self.a.pk}))},
            "contributor_b": {CONTRIBUTOR: Reach(organisations=frozenset({self.b.pk}))},
            "coordinator_p": {COORDINATOR: Reach(plans=frozenset({self.plan.pk}))},
            "coordinator_all": {COORDINATOR: Reach(everything=True)},
        }[name]
        user = self.people[name]
        return Author(
            actor=Actor(user=user, name=user.display_name, reaches=reach), now=datetime(year, month, 5, 9, tzinfo=UTC)
        )


def _everything():
    return Actor(name="Sekretariatet", reaches={COORDINATOR: Reach(everything=True)})


def _coordinator_at(year, month):
    return Author(actor=_everything(), now=datetime(year, month, 5, 9, tzinfo=UTC))
