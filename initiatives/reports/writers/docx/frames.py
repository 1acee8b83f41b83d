"""The lines above and below pages that lie across: as those of upright pages, with their right ends at the margin."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

EMU_PER_TWENTIETH = 635


def widen_frames(word: Any) -> None:
    """Give the pages that lie across header and footer of their own, where their tabs reach to the margin.

    Word finds the margin by itself; programs that read tabs alone would end the line in the middle of the page. What
    has pictures or links stays as the template has it.
    """
    shared: dict[str, Any] = {}
    for section in word.sections:
        if section.orientation != WD_ORIENT.LANDSCAPE:
            continue
        end = (section.page_width - section.left_margin - section.right_margin) // EMU_PER_TWENTIETH
        for name in ("header", "footer"):
            frame = getattr(section, name)
            if frame.is_linked_to_previous or frame.part.rels:
                continue
            if name in shared:
                _reference(section, name).set(qn("r:id"), shared[name])
                continue
            lines = [deepcopy(line) for line in frame._element]
            frame.is_linked_to_previous = True
            frame.is_linked_to_previous = False
            _fill(frame._element, lines, str(end))
            shared[name] = _reference(section, name).get(qn("r:id"))


def _reference(section: Any, name: str) -> Any:
    """Return the element that names the frame of all pages but the first."""
    found = section._sectPr.findall(qn(f"w:{name}Reference"))
    return next(each for each in found if each.get(qn("w:type")) == "default")


def _fill(element: Any, lines: list[Any], end: str) -> None:
    for line in list(element):
        element.remove(line)
    for line in lines:
        for tab in line.iter(qn("w:tab")):
            if tab.get(qn("w:val")) == "right":
                tab.set(qn("w:pos"), end)
        element.append(line)
