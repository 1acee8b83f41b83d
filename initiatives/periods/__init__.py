"""Imprecise dates: a period is named by an EDTF text, from which its first day, last day and precision follow."""

from __future__ import annotations

from initiatives.periods.errors import PeriodError
from initiatives.periods.period import Period
from initiatives.periods.precision import Precision

__all__ = ["Period", "PeriodError", "Precision"]
