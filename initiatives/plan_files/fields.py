"""Takes the fields of a mapping one by one, and says of each what is wrong with it; what nobody took is unknown."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar, cast

from django.utils.translation import gettext as _

from initiatives.plan_files import values
from initiatives.plan_files.entries import TranslatedText
from initiatives.plan_files.nodes import Listing, Mapping, Node, Scalar
from initiatives.plan_files.problems import ProblemList
from initiatives.plan_files.values import Reader, Unreadable

Value = TypeVar("Value")

# What YAML takes for something else than a text when it stands without quotation marks.
EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
TRUE_OR_FALSE = {"true": True, "false": False}
NOT_A_TEXT = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
    r"|[Tt]rue|TRUE|[Ff]alse|FALSE"
)


@dataclass(frozen=True)
class Fields:
    """The fields of one thing in a file.

    ``languages`` are those that texts may be written in, ``language`` is that of plain texts. A field that cannot be
    read is noted as a problem and comes back as None, whatever its type: a file with problems is never used.
    """

    node: Mapping
    problems: ProblemList
    languages: tuple[str, ...]
    language: str = ""
    taken: set[str] = field(default_factory=set)

    @property
    def line(self) -> int:
        """The line on which the thing begins."""
        return self.node.line

    @property
    def lines(self) -> dict[str, int]:
        """The line of each field that is there."""
        return self.node.lines

    def in_language(self, language: str) -> Fields:
        """Return the same fields, with plain texts in another language."""
        return replace(self, language=language)

    def required(self, name: str, read: Reader[Value]) -> Value:
        """Return the value of a field that must be there."""
        if name not in self.node.entries:
            self._note_missing(name)
        return self.optional(name, read, cast("Value", None))

    def optional(self, name: str, read: Reader[Value], default: Value) -> Value:
        """Return the value of a field, or ``default`` where it is left out."""
        self.taken.add(name)
        node = self.node.entries.get(name)
        return default if node is None else self._read(name, node, read)

    def flag(self, name: str, *, default: bool | None = None) -> bool:
        """Return a field that is true or false; it must be there unless it has a default."""
        if default is None and name not in self.node.entries:
            self._note_missing(name)
        self.taken.add(name)
        node = self.node.entries.get(name)
        if node is None:
            return bool(default)
        if not (isinstance(node, Scalar) and node.plain and node.text in TRUE_OR_FALSE):
            what = _("The field “%(field)s” is neither true nor false.") % {"field": name}
            self.problems.add(node.line, what, _("Write true or false, without quotation marks."))
            return False
        return TRUE_OR_FALSE[node.text]

    def translated(self, name: str, read: Reader[str], *, required: bool = False) -> TranslatedText:
        """Return a text that is plain, in the language of the source, or given by language."""
        if required and name not in self.node.entries:
            self._note_missing(name)
        self.taken.add(name)
        node = self.node.entries.get(name)
        if node is None:
            return TranslatedText()
        if not isinstance(node, Mapping):
            return TranslatedText({self.language: self._read(name, node, read)})
        return self._by_language(name, node, read)

    def strings(self, name: str, read: Reader[Value]) -> tuple[Value, ...]:
        """Return a list of values."""
        return tuple(self._read(name, node, read) for node in self._list(name))

    def one(self, name: str) -> Fields | None:
        """Return the fields of the thing in a field, or None, noted as a problem, where it has none."""
        self.taken.add(name)
        node = self.node.entries[name]
        if isinstance(node, Mapping):
            return replace(self, node=node, taken=set())
        what = _("Below “%(field)s” there are no fields.") % {"field": name}
        self.problems.add(self.lines[name], what, _("Write a field's name, a colon and its value, indented."))
        return None

    def each(self, name: str) -> Iterator[Fields]:
        """Yield the fields of every thing in a list of things."""
        for node in self._list(name):
            if isinstance(node, Mapping):
                yield replace(self, node=node, taken=set())
            else:
                what = _("Each item of “%(field)s” has fields of its own.") % {"field": name}
                self.problems.add(node.line, what, _("Write a dash, a field's name, a colon and its value."))

    def finish(self) -> None:
        """Note every field that is there and was not taken."""
        for name in self.node.entries.keys() - self.taken:
            if near := difflib.get_close_matches(name, self.taken, n=1):
                mend = _("Did you mean “%(field)s”?") % {"field": near[0]}
            else:
                mend = _("Remove it; these are known here: %(fields)s.") % {"fields": ", ".join(sorted(self.taken))}
            self.problems.add(self.lines[name], _("The field “%(field)s” is not known here.") % {"field": name}, mend)

    def _note_missing(self, name: str) -> None:
        what = _("What begins here has no field “%(field)s”.") % {"field": name}
        self.problems.add(self.line, what, _("Add the field."))

    def _list(self, name: str) -> tuple[Node, ...]:
        self.taken.add(name)
        node = self.node.entries.get(name)
        if node is None:
            return ()
        if not isinstance(node, Listing):
            what = _("The field “%(field)s” is a list.") % {"field": name}
            self.problems.add(self.lines[name], what, _("Begin each item with a dash, or remove the field."))
            return ()
        return node.items

    def _read(self, name: str, node: Node, read: Reader[Value]) -> Value:
        nothing = cast("Value", None)
        if not isinstance(node, Scalar):
            what = _("The field “%(field)s” has one value, not a list or fields.") % {"field": name}
            self.problems.add(node.line, what, _("Write the value behind the colon."))
        elif node.text in EMPTY and (node.plain or not node.text):
            what = _("The field “%(field)s” is empty.") % {"field": name}
            # YAML places an empty value where the next one begins.
            self.problems.add(self.lines.get(name, node.line), what, _("Write its value, or remove the line."))
        elif node.plain and NOT_A_TEXT.fullmatch(node.text):
            what = _("%(text)s without quotation marks is no text.") % {"text": node.text}
            self.problems.add(node.line, what, _('Put it in quotation marks: "%(text)s".') % {"text": node.text})
        else:
            try:
                return read(node.text)
            except Unreadable as problem:
                self.problems.add(node.line, problem.what, problem.mend)
        return nothing

    def _by_language(self, name: str, node: Mapping, read: Reader[str]) -> TranslatedText:
        inner = replace(self, node=node, taken=set())
        texts = {code: inner.optional(code, read, "") for code in self.languages if code in node.entries}
        ours = inner.strings("ours", values.language(self.languages))
        inner.taken.update(self.languages)
        inner.finish()
        if self.language and self.language not in texts:
            what = _("“%(field)s” has no text in the language of the source, %(language)s.")
            where = {"field": name, "language": self.language}
            self.problems.add(self.lines[name], what % where, _("Add it."))
        for code in set(ours) - set(texts) - {None}:
            what = _("“ours” names %(language)s, and there is no text in that language.") % {"language": code}
            self.problems.add(node.lines["ours"], what, _("Add the text, or take the language out of “ours”."))
        return TranslatedText(texts, frozenset(ours))
