"""The pages on which a deadline is reported on and changed."""

from initiatives.web.views.recording.confirming import Confirm
from initiatives.web.views.recording.dates import ChangeDate, DateKinds
from initiatives.web.views.recording.reports import Correct, Reopen, Update
from initiatives.web.views.recording.withdrawing import Withdraw

__all__ = ["ChangeDate", "Confirm", "Correct", "DateKinds", "Reopen", "Update", "Withdraw"]
