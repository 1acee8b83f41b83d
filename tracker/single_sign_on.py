"""Single sign-on as the environment describes it: the provider, and which of its groups have which roles here."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import urlsplit

from tracker.env import ConfigurationError, Environment

ROLES = ("reader", "contributor", "coordinator", "auditor", "administrator")
REACHES = ("organisation", "plan")
GROUPS_MEND = (
    "Set it to entries group=role, group=role:organisation:slug or group=role:plan:slug, separated by semicolons; "
    f"roles are {', '.join(ROLES)}."
)


def read_single_sign_on(environment: Environment, *, production: bool) -> dict[str, Any]:
    """Return provider and groups, or nothing where no issuer is named.

    ``provider`` stands for the issuer, so that accounts of another issuer are other accounts. ``groups`` are tuples of
    group, role, "organisation" or "plan" or nothing, and its slug. Raises ConfigurationError by name.
    """
    issuer = environment.text("TRACKER_OIDC_ISSUER", default="", longest=500).rstrip("/")
    found = {
        "client_id": environment.text("TRACKER_OIDC_CLIENT_ID", default="", longest=500),
        "secret": environment.text("TRACKER_OIDC_CLIENT_SECRET", default="", longest=500),
        "name": environment.text("TRACKER_OIDC_NAME", default="Single sign-on", longest=100),
        "group_claim": environment.text("TRACKER_OIDC_GROUP_CLAIM", default="groups", longest=200),
        "groups": _groups(environment.text("TRACKER_OIDC_GROUPS", default="", longest=10_000)),
    }
    if not issuer:
        return {}
    parts = urlsplit(issuer)
    if parts.hostname is None or parts.scheme not in (("https",) if production else ("https", "http")):
        raise ConfigurationError(f"TRACKER_OIDC_ISSUER is {issuer!r}. Set it to the provider's https:// address.")
    for name in ("client_id", "secret"):
        if not found[name]:
            variable = "TRACKER_OIDC_CLIENT_ID" if name == "client_id" else "TRACKER_OIDC_CLIENT_SECRET"
            raise ConfigurationError(f"{variable} is not set. Set it to what the provider gave for Tiltag.")
    if not found["groups"]:
        raise ConfigurationError(f"TRACKER_OIDC_GROUPS is not set: nobody could sign in. {GROUPS_MEND}")
    digest = hashlib.sha256(issuer.encode()).hexdigest()[:16]
    return {**found, "issuer": issuer, "origin": f"{parts.scheme}://{parts.netloc}", "provider": f"oidc-{digest}"}


def providers(single_sign_on: dict[str, Any]) -> dict[str, Any]:
    """Return the provider as allauth reads it."""
    if not single_sign_on:
        return {}
    app = {
        "provider_id": single_sign_on["provider"],
        "name": single_sign_on["name"],
        "client_id": single_sign_on["client_id"],
        "secret": single_sign_on["secret"],
        "settings": {"server_url": f"{single_sign_on['issuer']}/.well-known/openid-configuration"},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def _groups(written: str) -> tuple[tuple[str, str, str, str], ...]:
    """Return the entries; a group's own name may hold commas and equals signs, as directories write them."""
    return tuple(_entry(part.strip()) for part in written.split(";") if part.strip())


def _entry(written: str) -> tuple[str, str, str, str]:
    group, sign, given = written.rpartition("=")
    role, _colon, reach = given.strip().partition(":")
    kind, _colon, slug = reach.partition(":")
    is_understood = group.strip() and sign and role in ROLES and (not reach or (kind in REACHES and slug))
    if not is_understood:
        raise ConfigurationError(f"TRACKER_OIDC_GROUPS has the entry {written!r}. {GROUPS_MEND}")
    return group.strip(), role, kind, slug
