"""The text of a checkpoint: JSON, one value a line, the signature first.

What is signed is the text without the line of the signature, so that ``grep`` and ``openssl`` can check it.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from initiatives.exceptions import InitiativesError

FORMAT = 1
DIGEST = re.compile("[0-9a-f]{64}")


class CheckpointError(InitiativesError, ValueError):
    """A checkpoint, or what belongs to one, cannot be read."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The heads of all logs at an instant.

    ``digest``: the SHA-256 of the heads, one line each, as the file of heads has them. ``previous``: the name of the
    checkpoint file before this one, "" for the first, and ``previous_sha256`` the SHA-256 of that file. ``key``: the
    fingerprint of the public key that the signature is checked with.
    """

    installation: str
    instant: datetime
    deadlines: int
    rows: int
    digest: str
    previous: str
    previous_sha256: str
    key: str
    signature: str = ""

    def signed_text(self) -> str:
        """Return the text that the signature is of."""
        return _text(self._values())

    def text(self) -> str:
        """Return the text of the file."""
        return _text({"signature": self.signature, **self._values()})

    def signed(self, key: Ed25519PrivateKey) -> Checkpoint:
        """Return the checkpoint with its signature."""
        signature = key.sign(self.signed_text().encode("ascii"))
        return replace(self, signature=base64.b64encode(signature).decode("ascii"))

    def is_signed_with(self, key: Ed25519PublicKey) -> bool:
        """Return whether the signature was made by the owner of the key, over just this content."""
        try:
            key.verify(base64.b64decode(self.signature, validate=True), self.signed_text().encode("ascii"))
        except (InvalidSignature, binascii.Error):
            return False
        return True

    def _values(self) -> dict[str, Any]:
        values = {"format": FORMAT, **asdict(self)}
        del values["signature"]
        return {**values, "instant": self.instant.astimezone(UTC).isoformat(timespec="microseconds")}


def read_checkpoint(text: str) -> Checkpoint:
    """Return the checkpoint that a file or a mail holds. Raises CheckpointError, which says what is wrong with it."""
    try:
        values = json.loads(text)
    except ValueError as error:
        raise CheckpointError(f"is no JSON: {error}") from error
    names = [name for name in Checkpoint.__dataclass_fields__ if name != "format"]
    if not isinstance(values, dict) or values.pop("format", None) != FORMAT or set(values) != set(names):
        raise CheckpointError(f"is no checkpoint of format {FORMAT}")
    numbers, texts = ("deadlines", "rows"), set(names) - {"deadlines", "rows"}
    if not all(type(values[name]) is int for name in numbers) or not all(type(values[name]) is str for name in texts):
        raise CheckpointError("has a value of another kind than a checkpoint has")
    try:
        values["instant"] = datetime.fromisoformat(values["instant"])
    except ValueError as error:
        raise CheckpointError("has an instant that cannot be read") from error
    if values["instant"].tzinfo is None or not DIGEST.fullmatch(values["digest"]):
        raise CheckpointError("has an instant without a time zone, or a digest that is none")
    return Checkpoint(**values)


def _text(values: dict[str, Any]) -> str:
    return json.dumps(values, indent=2) + "\n"
