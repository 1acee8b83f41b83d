"""The record: what plans promise, who is responsible, and the log of what became of it.

One model and its QuerySet a file. Below, ``base`` ``versions`` ``append_only`` ``log_row`` ``period_columns`` are the
shapes that models are made of; ``triggers`` guard in the database what these shapes promise. Models name one another
by string; nothing here imports policies, queries or services.
"""

from initiatives.models.action import Action
from initiatives.models.api_token import ApiToken
from initiatives.models.append_only import AppendOnlyError
from initiatives.models.deadline import Deadline
from initiatives.models.deadline_change import DeadlineChange
from initiatives.models.funding import Funding
from initiatives.models.idempotency_key import IdempotencyKey
from initiatives.models.made_report import MadeReport
from initiatives.models.membership import Membership
from initiatives.models.objective import Objective
from initiatives.models.organisation import Organisation
from initiatives.models.person_event import PersonEvent
from initiatives.models.plan import Plan
from initiatives.models.redaction import RedactionDecision, RedactionRequest
from initiatives.models.responsibility import Responsibility
from initiatives.models.saved_view import SavedView
from initiatives.models.sign_in_attempts import SignInAttempts
from initiatives.models.sign_on_role import SignOnRole
from initiatives.models.status_update import Evidence, StatusUpdate
from initiatives.models.user import User
from initiatives.models.versions import Stamp, known

__all__ = [
    "Action",
    "ApiToken",
    "AppendOnlyError",
    "Deadline",
    "DeadlineChange",
    "Evidence",
    "Funding",
    "IdempotencyKey",
    "MadeReport",
    "Membership",
    "Objective",
    "Organisation",
    "PersonEvent",
    "Plan",
    "RedactionDecision",
    "RedactionRequest",
    "Responsibility",
    "SavedView",
    "SignInAttempts",
    "SignOnRole",
    "Stamp",
    "StatusUpdate",
    "User",
    "known",
]
