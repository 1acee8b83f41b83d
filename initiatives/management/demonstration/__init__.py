"""The demonstration: an invented plan with one of everything, and an account for each role. Never in production.

``story`` is the plan with what happens to it, told in days before and after today, in the terms of ``cast``; ``acts``
are the things that can happen; ``stage`` puts the story into the record; ``accounts`` are the people.
"""

from initiatives.management.demonstration.accounts import NewAccount, give_accounts
from initiatives.management.demonstration.stage import PLAN_SLUG, make_organisations, put_on_stage

__all__ = ["PLAN_SLUG", "NewAccount", "give_accounts", "make_organisations", "put_on_stage"]
