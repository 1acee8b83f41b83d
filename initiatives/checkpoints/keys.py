"""The pair of keys of an installation: the private one signs its checkpoints, the public one is given to readers."""

from __future__ import annotations

import hashlib
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from initiatives.checkpoints.folder import write_once
from initiatives.checkpoints.form import CheckpointError

OWNER_ALONE = 0o600


def kept_key(file: Path) -> Ed25519PrivateKey:
    """Return the private key in ``file``, made there, for its owner alone to read, when there is none yet.

    Raises CheckpointError when the file cannot be made, or holds no such key.
    """
    try:
        if not file.exists():
            write_once(file, _private_pem(Ed25519PrivateKey.generate()), mode=OWNER_ALONE)
        key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise CheckpointError(f"{file} cannot be used as the key of checkpoints: {error}") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise CheckpointError(f"{file} holds a key of another kind than Ed25519")
    return key


def read_public_key(file: Path) -> Ed25519PublicKey:
    """Return the public key in a PEM file. Raises CheckpointError when there is none in it."""
    try:
        key = serialization.load_pem_public_key(file.read_bytes())
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        raise CheckpointError(f"{file} cannot be read as a public key: {error}") from error
    if not isinstance(key, Ed25519PublicKey):
        raise CheckpointError(f"{file} holds a key of another kind than Ed25519")
    return key


def public_pem(key: Ed25519PublicKey) -> bytes:
    """Return the public key as readers are given it."""
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def fingerprint(key: Ed25519PublicKey) -> str:
    """Return the SHA-256 of the key's 32 bytes: short enough to be printed, and no other key has the same."""
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()


def _private_pem(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
