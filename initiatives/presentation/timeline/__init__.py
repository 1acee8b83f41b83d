"""The timeline of a plan as shapes on a plane: pure functions from rows and a moment to what a template draws."""

from initiatives.presentation.timeline.drawing import NARROW, WIDE, draw
from initiatives.presentation.timeline.plane import Drawing, Layout

__all__ = ["NARROW", "WIDE", "Drawing", "Layout", "draw"]
