"""Words in the texts of things as known at a moment: the search keys for today, the versions for what was edited since.

A search key is kept of today's texts alone. What nobody has edited since the moment had the same texts then, so its
key still answers; only what has been edited since is folded anew, from the version that was known.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q

from initiatives.clocks import Moment
from initiatives.models.among import Among
from initiatives.models.as_known import as_known
from initiatives.texts import fold

SEARCH_KEY = "search_key"
CHUNK = 500


class KnownWords:
    """Where words occur in the rows of one model, whose ``searched_text()`` gives what is searched.

    ``path``: the way to the model from the rows that are narrowed, such as "action__plan"; empty for the model itself.
    Rows of ``as_known`` are narrowed as those of the table are. Making it takes one query for all words on a past day
    and none for today; its cost grows with what was edited since, not with the record.
    """

    def __init__(self, model: Any, moment: Moment, words: Collection[str], path: str = "") -> None:
        self.model = model
        self.moment = moment
        self.prefix = f"{path}__" if path else ""
        self.edited = {} if moment.is_live else self._in_edited(set(words))

    def q(self, word: str) -> Q:
        """Return the condition that the word, in its search form, occurs in the texts as known at the moment."""
        if self.moment.is_live:
            return Q(**{f"{self.prefix}{SEARCH_KEY}__contains": word})
        unedited = self.model._base_manager.filter(~Exists(self._later(OuterRef("pk"))), search_key__contains=word)
        known = Q(**{f"{self.prefix}id__in": unedited.order_by().values("id")})
        return known | Q(Among(f"{self.prefix}id", self.edited[word]))

    def _later(self, thing: Any) -> Any:
        return self.model.history.filter(id=thing, history_date__gt=self.moment.known)

    def _in_edited(self, words: set[str]) -> dict[str, list[int]]:
        """Return in which of the things edited since the moment each word occurred then, by database id."""
        found: dict[str, list[int]] = {word: [] for word in words}
        edited = self.model.history.filter(history_date__gt=self.moment.known).order_by().values("id")
        columns = [field.attname for field in self.model.history.model.tracked_fields]
        for version in as_known(self.model, self.moment).filter(id__in=edited).iterator(chunk_size=CHUNK):
            then = self.model(**{column: getattr(version, column) for column in columns})
            text = fold(then.searched_text())
            for word in words:
                if word in text:
                    found[word].append(then.pk)
        return found
