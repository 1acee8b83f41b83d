"""The secret key of a local installation: made once, kept in a file that only its owner may read."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

from tracker.env import ConfigurationError

BYTES_OF_RANDOMNESS = 50


def kept_secret_key(file: Path) -> str:
    """Return the key in ``file``, making key and file (mode 600) when there is none yet; the folder must exist.

    Two processes that start at once agree on one key. Raises ConfigurationError when the file cannot be made or read.
    """
    try:
        if not file.exists():
            _make(file)
        key = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"The secret key {file} cannot be kept: {error}. Mend the folder's permissions, or set TRACKER_DATA_DIR."
        ) from error
    if not key:
        raise ConfigurationError(f"The secret key file {file} is empty. Delete it; a new key is then made.")
    return key


def _make(file: Path) -> None:
    # A link appears whole or not at all, so no process can read half a key, and the first one wins.
    descriptor, draft = tempfile.mkstemp(dir=file.parent, prefix=f"{file.name}-")
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(BYTES_OF_RANDOMNESS))
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()
