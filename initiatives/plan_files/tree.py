"""From a text to a tree of plain values that know their lines: the part of YAML that these files are written in.

Values stay the text that was written; what a text means is decided by the field that holds it. Anchors, references,
tags and further documents are refused: a file says what it says in one place, and cannot grow while it is read.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from initiatives.characters import code_of, forbidden_character
from initiatives.plan_files.nodes import Listing, Mapping, Node, Scalar
from initiatives.plan_files.problems import ProblemList

DEEPEST = 40
# What the YAML reader calls the slips that are made most often.
COLON_IN_TEXT = "mapping values are not allowed here"
CANNOT_START = "that cannot start any token"
NO_COLON = "could not find expected ':'"


def parse(text: str, problems: ProblemList) -> Node:
    """Return the tree of a text.

    A field given twice is noted in ``problems``; what makes the rest unreadable is raised as PlanFileError.
    """
    try:
        return _Builder(text, problems).document()
    except MarkedYAMLError as error:
        raise problems.stop(*_in_plain_words(error)) from None
    except YAMLError as error:
        raise problems.stop(0, _("The file is not YAML: %(reason)s.") % {"reason": error}, _compare()) from None


class _Builder:
    def __init__(self, text: str, problems: ProblemList) -> None:
        self.lines = text.splitlines()
        self.events: Iterator[Event] = iter(YAML(typ="safe", pure=True).parse(text))
        self.problems = problems

    def document(self) -> Node:
        next(self.events)
        if not isinstance(next(self.events), DocumentStartEvent):
            mend = _("Put a plan or organisations into it, or leave it out.")
            raise self.problems.stop(0, _("The file holds remarks alone."), mend)
        node = self.node(next(self.events), depth=1)
        after = [event for event in self.events if not isinstance(event, DocumentEndEvent | StreamEndEvent)]
        if after:
            mend = _("Write what follows in a file of its own.")
            raise self.problems.stop(_line(after[0]), _("A second document begins here."), mend)
        return node

    def node(self, event: Event, depth: int) -> Node:
        self._refuse_marks(event, depth)
        match event:
            case ScalarEvent():
                return self._scalar(event)
            case SequenceStartEvent():
                return Listing(tuple(self._items(depth)), _line(event))
            case MappingStartEvent():
                return self._mapping(_line(event), depth)
        raise AssertionError(event)  # every event that begins a node is listed above

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self.events), SequenceEndEvent):
            yield self.node(event, depth + 1)

    def _mapping(self, line: int, depth: int) -> Mapping:
        mapping = Mapping({}, {}, line)
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                mend = _("Write a field's name, a colon and a blank.")
                self.problems.add(key.line, _("The name of a field cannot be a list."), mend)
            elif key.text in mapping.entries:
                what = _("The field “%(field)s” stands here twice; the first is on line %(line)s.")
                where = {"field": key.text, "line": mapping.lines[key.text]}
                self.problems.add(key.line, what % where, _("Keep one of them."))
            else:
                mapping.entries[key.text] = value
                mapping.lines[key.text] = key.line
        return mapping

    def _scalar(self, event: ScalarEvent) -> Scalar:
        scalar = Scalar(event.value, _line(event), plain=not event.style)
        if (character := forbidden_character(scalar.text)) is not None:
            what = _("The value holds the character %(code)s, which no text may hold.")
            self.problems.add(scalar.line, what % {"code": code_of(character)}, _("Remove it."))
        if scalar.plain and scalar.text and self._is_cut_by_a_remark(event):
            what = _("The value ends before the “#”, because a blank stands in front of it.")
            mend = _("Put the value in quotation marks, or the remark on a line of its own.")
            self.problems.add(event.end_mark.line + 1, what, mend)
        return scalar

    def _is_cut_by_a_remark(self, event: ScalarEvent) -> bool:
        rest: str = self.lines[event.end_mark.line][event.end_mark.column :]
        return rest.lstrip().startswith("#")

    def _refuse_marks(self, event: Event, depth: int) -> None:
        """Raise PlanFileError for what these files do without."""
        line = _line(event)
        if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor is not None):
            what = _("“&” and “*” at the beginning of a value mark a reference, and these files have none.")
            mend = _("Write the value out; put a text that begins with one of these signs in quotation marks.")
            raise self.problems.stop(line, what, mend)
        if isinstance(event, ScalarEvent | SequenceStartEvent | MappingStartEvent) and event.tag is not None:
            what = _("“!” at the beginning of a value marks a tag, and these files have none.")
            raise self.problems.stop(line, what, _("Remove it, or put the text in quotation marks."))
        if depth > DEEPEST:
            mend = _("Check the indentation and the brackets.")
            raise self.problems.stop(line, _("The lists and fields are nested too deeply."), mend)


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1


def _in_plain_words(error: MarkedYAMLError) -> tuple[int, str, str]:
    """Return line, problem and mend for what the YAML reader could not read."""
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark is not None else 0
    reason = str(error.problem or error.context or "")
    if reason == COLON_IN_TEXT:
        what = _("A colon followed by a blank stands where none can stand.")
        return line, what, _("Write a text with a colon below “>-”, or in quotation marks; check the indentation.")
    if reason.endswith(CANNOT_START):
        what = _("A text cannot begin like this: %(reason)s.") % {"reason": reason}
        return line, what, _("Write it below “>-”, or in quotation marks.")
    if reason == NO_COLON and error.context_mark is not None:
        line = error.context_mark.line + 1
        return line, _("A colon and a blank are missing after the name of a field."), _compare()
    return line, _("The file cannot be read on from here: %(reason)s.") % {"reason": reason}, _compare()


def _compare() -> str:
    return _("Compare indentation, dashes and quotation marks with the lines around it.")
