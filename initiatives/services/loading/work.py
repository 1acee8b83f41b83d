"""What the steps of loading one plan share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from initiatives.models import Organisation, Plan
from initiatives.plan_files.entries import PlanFile
from initiatives.services.authorship import Author
from initiatives.services.loading import leaves
from initiatives.services.loading.leaves import Leaves
from initiatives.services.loading.outcome import Outcome


@dataclass
class Work:
    """One plan being loaded. ``by_document`` makes what is new, known from its day; ``by_now`` what is changed."""

    file: PlanFile
    plan: Plan
    organisations: Mapping[str, Organisation]
    by_document: Author
    by_now: Author
    outcome: Outcome

    def settle(self, row: models.Model, wanted: Mapping[str, Any], loaded: Leaves, name: str) -> dict[str, Any]:
        """Return what is to be changed in a row that is there already, and note what is left alone.

        ``name`` is what messages call the row, below the plan.
        """
        comparison = leaves.compare(row, wanted, loaded)
        self.outcome.left_alone += [f"{name}: {leaves.name_of(leaf)}" for leaf in comparison.left_alone]
        if comparison.changes:
            self.outcome.change(row)
        return comparison.changes
