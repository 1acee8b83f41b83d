"""The position rule: where a deadline stands on a day, how far off it is, and how fresh its report is.

This is the one home of the rule. It stands here twice, each form written from this table and bound to the other
by generated tests: ``rule.judge`` in Python, ``expressions.judgement`` for the database. The first matching row wins:

 1 cancelled or superseded .................. closed
 2 closed_partial ........................... closed_partial
 3 met, no day or period of completion ...... met_undated
 4 met, the deadline has no latest day ...... met_no_deadline
 5 met, latest possible day in time ......... met_on_time
 6 met, earliest possible day too late ...... met_late
 7 met, otherwise ........................... met_undecided
 8 no latest day ............................ no_deadline
 9 the day is past the latest day ........... overdue
10 forecast past the latest day ............. expected_late
11 within the plan's window ................. due_soon
12 the period has begun, or has no start .... in_period
13 otherwise ................................ upcoming

*Met* is status completed; a ``start_by`` deadline is also met on the day the work started. A period falls due on its
last day, inclusive. Overdue is judged on the deadline in force, delay on the original (or, where the plan gave none,
on the first date that was given).
"""

from initiatives.positions.expressions import judgement, overdue_today_q, position_today_q
from initiatives.positions.rule import Facts, Judgement, Limits, is_open, judge

__all__ = ["Facts", "Judgement", "Limits", "is_open", "judge", "judgement", "overdue_today_q", "position_today_q"]
