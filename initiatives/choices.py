"""The closed vocabularies of the record. Codes are stored and exported; labels are what people read."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PlanKind(TextChoices):
    """What sort of document the plan is."""

    ACTION_PLAN = "action_plan", _("action plan")
    STRATEGY = "strategy", _("strategy")


class PlanState(TextChoices):
    """Where a plan stands in its life. Identifiers are frozen once it has been published."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    ARCHIVED = "archived", _("archived")


class ActionOrigin(TextChoices):
    """Whether the plan itself brings the action about."""

    NEW_INITIATIVE = "new_initiative", _("new initiative")
    EXISTING_EFFORT = "existing_effort", _("existing effort")


class DeadlineKind(TextChoices):
    """What has to happen by the deadline."""

    COMPLETE_BY = "complete_by", _("to be completed")
    START_BY = "start_by", _("to be started")
    EVENT = "event", _("to be held")
    RECURRING = "recurring", _("recurring")


class Firmness(TextChoices):
    """How binding the plan's own words are. It never changes the position of a deadline."""

    COMMITTED = "committed", _("committed")
    EXPECTED = "expected", _("expected")


class Status(TextChoices):
    """How far the work is, as its contributors report it. ``NONE`` is a missing report, never a status."""

    NOT_STARTED = "not_started", _("not started")
    IN_PROGRESS = "in_progress", _("in progress")
    ON_HOLD = "on_hold", _("on hold")
    COMPLETED = "completed", _("completed")
    CLOSED_PARTIAL = "closed_partial", _("closed, partially completed")
    CANCELLED = "cancelled", _("cancelled")
    SUPERSEDED = "superseded", _("superseded")
    NONE = "none", _("no report received")

    @classmethod
    def reportable(cls) -> list[tuple[str, str]]:
        """Return the choices that a person can report, in the active language: all but the missing report."""
        return [(value, str(label)) for value, label in cls.choices if value != cls.NONE]


CLOSED_STATUSES = (Status.CANCELLED, Status.SUPERSEDED)
FINAL_STATUSES = (Status.COMPLETED, Status.CLOSED_PARTIAL, *CLOSED_STATUSES)


class UpdateKind(TextChoices):
    """What a row of the status log does."""

    REPORT = "report", _("report")
    UNCHANGED = "unchanged", _("confirmed unchanged")
    CORRECTION = "correction", _("correction")
    WITHDRAWAL = "withdrawal", _("withdrawal")
    REOPENING = "reopening", _("reopening")


class ChangeKind(TextChoices):
    """What a row of the deadline-change log does. Only a ``MOVE`` counts as a move."""

    MOVE = "move", _("deadline moved")
    READING = "reading", _("reading settled")
    FIRST_DATE = "first_date", _("first date given")
    REMOVAL = "removal", _("date removed")


class Confidence(TextChoices):
    """Whether the contributors believe that it will be made."""

    GREEN = "green", _("green")
    AMBER = "amber", _("amber")
    RED = "red", _("red")


class ReasonCode(TextChoices):
    """Why something is late or a deadline is changed."""

    CAPACITY = "capacity", _("capacity")
    SCOPE = "scope", _("complexity or scope")
    SUPPLIER = "supplier", _("supplier")
    AWAITING_EU = "awaiting_eu", _("awaiting the EU")
    LEGISLATION = "legislation", _("legislation")
    OTHER_AUTHORITY = "other_authority", _("awaiting another authority")
    FUNDING = "funding", _("funding")
    POLITICAL_DECISION = "political_decision", _("political decision or election")
    CHANGED_NEED = "changed_need", _("changed need")
    OTHER = "other", _("other")


class Position(TextChoices):
    """Where a deadline stands in time. Computed for a day, never stored."""

    CLOSED = "closed", _("closed")
    CLOSED_PARTIAL = "closed_partial", _("closed, partially completed")
    MET_UNDATED = "met_undated", _("completed, date missing")
    MET_NO_DEADLINE = "met_no_deadline", _("completed (no deadline)")
    MET_ON_TIME = "met_on_time", _("completed on time")
    MET_LATE = "met_late", _("completed late")
    MET_UNDECIDED = "met_undecided", _("completed, on time or late undecided")
    NO_DEADLINE = "no_deadline", _("without deadline")
    OVERDUE = "overdue", _("overdue")
    EXPECTED_LATE = "expected_late", _("expected late")
    DUE_SOON = "due_soon", _("due soon")
    IN_PERIOD = "in_period", _("within the deadline period")
    UPCOMING = "upcoming", _("upcoming")


MET_POSITIONS = (
    Position.MET_UNDATED,
    Position.MET_NO_DEADLINE,
    Position.MET_ON_TIME,
    Position.MET_LATE,
    Position.MET_UNDECIDED,
)
ENDED_POSITIONS = (Position.CLOSED, Position.CLOSED_PARTIAL, *MET_POSITIONS)


class Light(TextChoices):
    """How far off the current deadline is, in calendar months. ``NONE`` where nothing can be compared."""

    GREEN = "green", _("green")
    AMBER = "amber", _("amber")
    RED = "red", _("red")
    GREY = "grey", _("grey")
    NONE = "none", _("no light")


class Freshness(TextChoices):
    """How long ago the deadline was last reported on."""

    FRESH = "fresh", _("up to date")
    AGEING = "ageing", _("should be updated")
    STALE = "stale", _("stale")
    NEVER = "never", _("never reported")


class DueSpan(TextChoices):
    """When something falls due, seen from the day that is judged."""

    THIS_MONTH = "this_month", _("this month")
    THIS_QUARTER = "this_quarter", _("this quarter")
    NEXT_QUARTER = "next_quarter", _("next quarter")
    THIS_YEAR = "this_year", _("this year")
    NEXT_30_DAYS = "next_30_days", _("the next 30 days")
    NEXT_60_DAYS = "next_60_days", _("the next 60 days")
    NEXT_90_DAYS = "next_90_days", _("the next 90 days")


class ResponsibilityRole(TextChoices):
    """What a body has to do with an objective, an action or a deadline."""

    LEAD = "lead", _("lead")
    HOST = "host", _("host")
    PARTNER = "partner", _("partner")
    MEMBER = "member", _("member")
    USER = "user", _("user")
    TARGET = "target", _("target")
    SUBJECT = "subject", _("subject of study")


class Basis(TextChoices):
    """Whether the document states something or it was inferred."""

    STATED = "stated", _("stated")
    INFERRED = "inferred", _("inferred")


class OrganisationKind(TextChoices):
    """What sort of body an organisation is."""

    GOVERNMENT = "government", _("government")
    MINISTRY = "ministry", _("ministry")
    AGENCY = "agency", _("agency")
    AUTHORITY = "authority", _("authority")
    POLICE = "police", _("police")
    MUNICIPALITY = "municipality", _("municipality")
    COOPERATION = "cooperation", _("cooperation")
    CENTRE = "centre", _("centre")
    UNION_INSTITUTION = "union_institution", _("institution of the European Union")
    UNION_BODY = "union_body", _("body of the European Union")
    NETWORK = "network", _("network")
    ASSOCIATION = "association", _("association")
    PROGRAMME = "programme", _("programme")
    OTHER = "other", _("other")


class MembershipRole(TextChoices):
    """What a person may do within the reach of a membership."""

    READER = "reader", _("reader")
    CONTRIBUTOR = "contributor", _("contributor")
    COORDINATOR = "coordinator", _("coordinator")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("administrator")


class AmountQualifier(TextChoices):
    """How an amount of money is to be read."""

    EXACT = "exact", _("exactly")
    UP_TO = "up_to", _("up to")
    NEARLY = "nearly", _("nearly")


class RecordOrigin(TextChoices):
    """Who wrote a row: a person or client, or a command that knows it from a document."""

    PERSON = "person", _("recorded by a person")
    LOAD_PLANS = "load_plans", _("loaded from a source document")
    SEED_DEMO = "seed_demo", _("made for the demonstration plan")


class TokenScope(TextChoices):
    """What a program may do with a token, at most: never more than the person whose token it is."""

    READ = "read", _("read")
    WRITE = "write", _("read and write")


class PersonEventKind(TextChoices):
    """What is logged about an account beside what it writes."""

    SIGNED_IN = "signed_in", _("signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("sign-in failed")
    SIGNED_OUT = "signed_out", _("signed out")
    PASSWORD_CHANGED = "password_changed", _("password changed")
    SECOND_STEP_FAILED = "second_step_failed", _("second step failed")
    SECOND_STEP_ADDED = "second_step_added", _("second step added")
    SECOND_STEP_REMOVED = "second_step_removed", _("second step removed")
    CODES_MADE = "codes_made", _("recovery codes made")
    TOKEN_MADE = "token_made", _("token made")
    TOKEN_REVOKED = "token_revoked", _("token revoked")
    NOTE_READ = "note_read", _("internal note shown")
    LIST_EXPORTED = "list_exported", _("list taken as a file")
    REPORT_MADE = "report_made", _("report made")
    REPORT_FETCHED = "report_fetched", _("report taken as a file")
    LOG_READ = "log_read", _("log of persons or accounts read")
