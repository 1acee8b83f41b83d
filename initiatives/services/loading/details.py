"""Brings into the record what hangs on objectives, actions and deadlines: who is responsible, money, reports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from initiatives.choices import RecordOrigin
from initiatives.models import Action, Deadline, Funding, Objective, Responsibility, StatusUpdate
from initiatives.plan_files.entries import DeadlineEntry, FundingEntry, ResponsibilityEntry
from initiatives.services import status_updates
from initiatives.services.funding import create_funding, update_funding
from initiatives.services.loading import columns, leaves
from initiatives.services.loading.outcome import placed
from initiatives.services.loading.work import Work
from initiatives.services.responsibilities import create_responsibility, update_responsibility

Owner = Objective | Action | Deadline

RESPONSIBILITY = ("basis", "words", "place")
FUNDING = ("amount", "currency", "qualifier", "words")


class Details:
    """Loads the details of one plan. A body is found again by its role and name, money by its words or its amount."""

    def __init__(self, work: Work) -> None:
        self.work = work
        plan = work.plan
        # A responsibility that has ended stands first, so that one in force takes its place.
        responsible = Responsibility.objects.order_by("valid_to", "pk")
        rows = [
            *responsible.filter(objective__plan=plan),
            *responsible.filter(action__plan=plan),
            *responsible.filter(deadline__action__plan=plan),
        ]
        rows.sort(key=lambda row: row.valid_to is None)
        self.responsible = {_place_of(row): row for row in rows}
        self.funding = list(Funding.objects.filter(action__plan=plan))
        self.loaded_responsible = leaves.loaded_by_id(Responsibility, [row.pk for row in rows], RESPONSIBILITY)
        self.loaded_funding = leaves.loaded_by_id(Funding, [row.pk for row in self.funding], FUNDING)
        self.found: set[int] = set()
        self.found_funding: set[int] = set()

    def load_responsible(self, owner: Owner, entries: Iterable[ResponsibilityEntry], name: str) -> None:
        """Bring in who is responsible for ``owner``, which messages call ``name``."""
        work = self.work
        for entry in entries:
            body = work.organisations[entry.organisation] if entry.organisation else None
            wanted = columns.of_responsibility(entry)
            key = (_kind(owner), owner.pk, entry.role, body.pk if body else None, entry.named_as)
            row = self.responsible.get(key)
            with placed(work.file.file, entry):
                if row is None:
                    target: dict[str, Any] = {_kind(owner): owner}
                    new = create_responsibility(
                        by=work.by_document,
                        role=entry.role,
                        organisation=body,
                        named_as=entry.named_as,
                        **target,
                        **wanted,
                    )
                    work.outcome.add(new)
                    continue
                self.found.add(row.pk)
                shown = f"{name}, {entry.role} {entry.organisation or entry.named_as}"
                if changes := work.settle(row, wanted, self.loaded_responsible[row.pk], shown):
                    update_responsibility(by=work.by_now, responsibility=row, **changes)

    def load_funding(self, action: Action, entries: Iterable[FundingEntry], name: str) -> None:
        """Bring in the money of an action."""
        work = self.work
        for entry in entries:
            wanted = columns.of_funding(entry)
            row = self._same_money(action, entry)
            with placed(work.file.file, entry):
                if row is None:
                    work.outcome.add(create_funding(by=work.by_document, action=action, **wanted))
                    continue
                self.found_funding.add(row.pk)
                shown = f"{name}, {entry.amount} {entry.currency}"
                if changes := work.settle(row, wanted, self.loaded_funding[row.pk], shown):
                    update_funding(by=work.by_now, funding=row, **changes)

    def load_reports(self, deadline: Deadline, entry: DeadlineEntry, name: str) -> None:
        """Record once what the document states; where the log has gone on, only tell what it does not hold."""
        work = self.work
        if not entry.reports:
            return
        if deadline.log_seq == 0:
            for report in entry.reports:
                with placed(work.file.file, report):
                    row = status_updates.record(
                        by=work.by_document, deadline=deadline, report=columns.report_of(report)
                    )
                work.outcome.add(row)
            return
        rows = StatusUpdate.objects.filter(deadline=deadline, origin=RecordOrigin.LOAD_PLANS)
        recorded = set(rows.values_list("status", "completed_edtf"))
        work.outcome.fixed += [
            f"{name}: {report.status} {report.completed}".strip()
            for report in entry.reports
            if (report.status, report.completed.edtf) not in recorded
        ]

    def tell_what_is_gone(self) -> None:
        """Note what a load brought in and the file no longer holds."""
        for row in self.responsible.values():
            if row.pk not in self.found and self.loaded_responsible[row.pk] and row.valid_to is None:
                self.work.outcome.gone.append(f"{row.objective or row.action or row.deadline}: {row}")
        for money in self.funding:
            if money.pk not in self.found_funding and self.loaded_funding[money.pk]:
                self.work.outcome.gone.append(f"{money.action}: {money}")

    def _same_money(self, action: Action, entry: FundingEntry) -> Funding | None:
        rows = [row for row in self.funding if row.action_id == action.pk and row.pk not in self.found_funding]
        by_words = [row for row in rows if entry.words and row.words == entry.words]
        by_amount = [row for row in rows if (row.amount, row.currency) == (entry.amount, entry.currency)]
        return next(iter([*by_words, *by_amount]), None)


def _kind(owner: Owner) -> str:
    return str(owner._meta.model_name)


def _place_of(row: Responsibility) -> tuple[str, int, str, int | None, str]:
    kind = next(kind for kind in ("objective", "action", "deadline") if getattr(row, f"{kind}_id") is not None)
    return kind, getattr(row, f"{kind}_id"), row.role, row.organisation_id, row.named_as
