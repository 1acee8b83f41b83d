"""Running variants in turns, and the table of what came of it."""

from __future__ import annotations

import gc
import resource
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Variant = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of one run: of the clock on the wall, and of the processor in this process and its children."""

    wall: float
    processor: float

    def less(self, other: Cost) -> Cost:
        """Return what is left of it without another."""
        return Cost(self.wall - other.wall, self.processor - other.processor)


@dataclass(frozen=True, slots=True)
class Goal:
    """What is asked of a variant: at most, or with ``at_least`` at least, so many times the cost of another."""

    variant: str
    limit: str
    times: float
    at_least: bool = False


def in_turns(
    variants: Mapping[str, Variant], *, rounds: int, repeats: int = 1, warm_up: bool = True
) -> dict[str, Cost]:
    """Return the least cost of each variant out of ``rounds``, in each of which all were run ``repeats`` times."""
    costs: dict[str, list[Cost]] = {name: [] for name in variants}
    for run in variants.values() if warm_up else ():
        run()
    for _ in range(rounds):
        for name, run in variants.items():
            gc.collect()
            costs[name] += [_cost(run) for _ in range(repeats)]
    return {
        name: Cost(min(cost.wall for cost in found), min(cost.processor for cost in found))
        for name, found in costs.items()
    }


def _cost(run: Variant) -> Cost:
    wall, processor = time.perf_counter(), _processor_seconds()
    run()
    return Cost(time.perf_counter() - wall, _processor_seconds() - processor)


def _processor_seconds() -> float:
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def show(title: str, costs: Mapping[str, Cost], goals: list[Goal], *, by_wall: bool) -> None:
    """Print the costs in milliseconds, each as a multiple of the first, and whether the goals are met."""
    print(f"\n{title}")
    first = next(iter(costs.values()))
    width = max(len(name) for name in costs)
    print(f"  {'':<{width}}  {'wall ms':>10}  {'CPU ms':>10}  {'x first':>8}")
    for name, cost in costs.items():
        times = _counted(cost, by_wall=by_wall) / _counted(first, by_wall=by_wall)
        print(f"  {name:<{width}}  {cost.wall * 1000:>10.2f}  {cost.processor * 1000:>10.2f}  {times:>8.2f}")
    for goal in goals:
        times = _counted(costs[goal.variant], by_wall=by_wall) / _counted(costs[goal.limit], by_wall=by_wall)
        met = times >= goal.times if goal.at_least else times <= goal.times
        sign = ">=" if goal.at_least else "<="
        print(
            f"  {'met   ' if met else 'MISSED'}  {goal.variant} / {goal.limit}: {times:.2f} "
            f"(goal {sign} {goal.times:g}, {'wall' if by_wall else 'CPU'})"
        )


def _counted(cost: Cost, *, by_wall: bool) -> float:
    return cost.wall if by_wall else cost.processor
