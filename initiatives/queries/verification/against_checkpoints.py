"""Today's log compared with checkpoints that were written of it, however long ago."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.utils.translation import gettext as _

from initiatives.checkpoints.folder import KeptCheckpoint, read_kept
from initiatives.checkpoints.form import CheckpointError
from initiatives.models import Deadline
from initiatives.queries.heads import Clock, Heads, RecordDigest
from initiatives.queries.verification.finding import Finding

CHUNK = 500
Tell = Callable[[KeptCheckpoint], None]


def verify_checkpoints(
    files: Sequence[Path],
    keys: Mapping[str, Ed25519PublicKey],
    *,
    are_all: bool,
    checked: Tell = lambda _kept: None,
) -> Iterator[Finding]:
    """Yield what is wrong with the checkpoints in these files, and with the log beside them.

    ``keys``: the public keys that are trusted, by fingerprint. ``are_all``: they are all there are, in their order,
    so that each must name the one before it. ``checked`` is told of each checkpoint that the log was compared with.
    The log is read once for all of them, and once more for each that it differs from.
    """
    kept = []
    for file in files:
        try:
            kept.append(read_kept(file))
        except CheckpointError as error:
            yield Finding(file.name, None, _("the file %(problem)s") % {"problem": error})
    if are_all:
        yield from _chain_problems(kept)
    genuine = []
    for each in kept:
        if problem := _signature_problem(each, keys):
            yield Finding(each.file.name, None, problem)
        else:
            genuine.append(each)
    yield from _record_problems(sorted(genuine, key=lambda each: each.checkpoint.instant), checked)


def _signature_problem(kept: KeptCheckpoint, keys: Mapping[str, Ed25519PublicKey]) -> str:
    key = keys.get(kept.checkpoint.key)
    if key is None:
        return _("no trusted key has the fingerprint %(key)s, with which it says that it was signed") % {
            "key": kept.checkpoint.key
        }
    if not kept.checkpoint.is_signed_with(key):
        return _("the signature does not fit: the file was changed, or made by somebody else")
    return ""


def _chain_problems(kept: Sequence[KeptCheckpoint]) -> Iterator[Finding]:
    """Yield the checkpoints that name another one before them than there is. The first may: old ones are archived."""
    for before, each in pairwise(kept):
        if each.checkpoint.previous != before.file.name:
            problem = _("it follows %(named)s, and not %(found)s: a file was removed or added") % {
                "named": each.checkpoint.previous or _("none"),
                "found": before.file.name,
            }
            yield Finding(each.file.name, None, problem)
        elif each.checkpoint.previous_sha256 != before.sha256:
            problem = _("the file before it, %(found)s, is another than it was") % {"found": before.file.name}
            yield Finding(each.file.name, None, problem)


def _record_problems(kept: Sequence[KeptCheckpoint], checked: Tell) -> Iterator[Finding]:
    if not kept:
        return
    digests = Heads([each.checkpoint.instant for each in kept], Clock.RECORDED).digests()
    named: set[str] = set()
    for each, today in zip(kept, digests, strict=True):
        checked(each)
        if today.sha256 == each.checkpoint.digest:
            continue
        yield Finding(each.file.name, None, _difference(each, today))
        lines = each.heads()
        if lines is None:
            problem = _("its file of heads is missing or another one, so the deadlines cannot be named")
            yield Finding(each.file.name, None, problem)
            continue
        differing = {key: found for key, found in _differing_logs(each, lines) if key not in named}
        named |= differing.keys()
        refs = _refs(differing)
        for key, problem in differing.items():
            yield Finding(refs.get(key, key), None, problem)


def _difference(kept: KeptCheckpoint, today: RecordDigest) -> str:
    return _(
        "the log is another than at %(instant)s: it had %(then_rows)d rows on %(then_deadlines)d deadlines, and of "
        "those recorded by then there are now %(rows)d on %(deadlines)d"
    ) % {
        "instant": kept.checkpoint.instant.isoformat(timespec="seconds"),
        "then_rows": kept.checkpoint.rows,
        "then_deadlines": kept.checkpoint.deadlines,
        "rows": today.rows,
        "deadlines": today.deadlines,
    }


def _differing_logs(kept: KeptCheckpoint, lines: Iterator[bytes]) -> Iterator[tuple[str, str]]:
    """Yield the public id of each deadline whose log differs from the heads, with how; both are read in their order."""
    day = kept.file.stem
    today = (line for (line,) in Heads([kept.checkpoint.instant], Clock.RECORDED) if line is not None)
    then, now = next(lines, None), next(today, None)
    while then is not None or now is not None:
        old, new = _parts(then), _parts(now)
        if now is None or (then is not None and old[0] < new[0]):
            message = _("its log is gone: the checkpoint of %(day)s knows it up to row %(then)d")
            yield old[0], message % {"day": day, "then": old[1]}
            then = next(lines, None)
        elif then is None or new[0] < old[0]:
            yield new[0], _("rows were added that claim to be older than the checkpoint of %(day)s") % {"day": day}
            now = next(today, None)
        else:
            if then != now:
                yield old[0], _other_head(old[1], new[1], day)
            then, now = next(lines, None), next(today, None)


def _other_head(then: int, now: int, day: str) -> str:
    told = {"then": then, "now": now, "day": day}
    if now < then:
        message = _("the end was cut off: the checkpoint of %(day)s knows row %(then)d, and the last is row %(now)d")
        return message % told
    if now > then:
        return _("rows were added that claim to be older than the checkpoint of %(day)s") % told
    return _("it was written anew: row %(then)d is another than the one in the checkpoint of %(day)s") % told


def _parts(line: bytes | None) -> tuple[str, int]:
    if line is None:
        return "", 0
    public_id, seq, _row_hash = line.decode("ascii").split(",")
    return public_id, int(seq)


def _refs(keys: Iterable[str]) -> dict[str, str]:
    """Return the readable references of those deadlines that are still there."""
    refs: dict[str, str] = {}
    remaining = iter(keys)
    while few := list(islice(remaining, CHUNK)):
        for deadline in Deadline.objects.filter(public_id__in=few).select_related("action__plan"):
            refs[str(deadline.public_id)] = deadline.ref
    return refs
