"""Single sign-on as the environment describes it: the provider, and which of its groups have which roles here."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import urlsplit

from tracker.env import ConfigurationError, Environment
from tracker.saml import read_saml, saml_providers

ROLES = ("reader", "contributor", "coordinator", "auditor", "administrator")
REACHES = ("organisation", "plan")
GROUPS_MEND = (
    "Set it to entries group=role, group=role:organisation:slug or group=role:plan:slug, separated by semicolons; "
    f"roles are {', '.join(ROLES)}."
)


def read_single_sign_on(environment: Environment, *, production: bool) -> dict[str, Any]:
    """Return provider and groups, or nothing where neither an issuer nor metadata are named.

    ``kind`` is "oidc" or "saml"; an installation has one provider. ``provider`` stands for the issuer, so that accounts
    of another issuer are other accounts. ``groups`` are tuples of group, role, "organisation" or "plan" or nothing, and
    its slug. Raises ConfigurationError by name.
    """
    oidc = _read_openid_connect(environment, production=production)
    saml = read_saml(environment, production=production)
    groups = _groups(environment, "TRACKER_SAML_GROUPS")
    if not saml:
        return oidc
    if oidc:
        raise ConfigurationError(
            "TRACKER_OIDC_ISSUER and TRACKER_SAML_METADATA are both set. Set one of them: there is one provider."
        )
    _require_groups("TRACKER_SAML_GROUPS", groups)
    return {**saml, "groups": groups}


def _read_openid_connect(environment: Environment, *, production: bool) -> dict[str, Any]:
    issuer = environment.text("TRACKER_OIDC_ISSUER", default="", longest=500).rstrip("/")
    found = {
        "kind": "oidc",
        "client_id": environment.text("TRACKER_OIDC_CLIENT_ID", default="", longest=500),
        "secret": environment.text("TRACKER_OIDC_CLIENT_SECRET", default="", longest=500),
        "name": environment.text("TRACKER_OIDC_NAME", default="Single sign-on", longest=100),
        "group_claim": environment.text("TRACKER_OIDC_GROUP_CLAIM", default="groups", longest=200),
        "groups": _groups(environment, "TRACKER_OIDC_GROUPS"),
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
    _require_groups("TRACKER_OIDC_GROUPS", found["groups"])
    digest = hashlib.sha256(issuer.encode()).hexdigest()[:16]
    return {**found, "issuer": issuer, "origin": f"{parts.scheme}://{parts.netloc}", "provider": f"oidc-{digest}"}


def providers(single_sign_on: dict[str, Any]) -> dict[str, Any]:
    """Return the provider as allauth reads it."""
    if not single_sign_on:
        return {}
    if single_sign_on["kind"] == "saml":
        return saml_providers(single_sign_on)
    app = {
        "provider_id": single_sign_on["provider"],
        "name": single_sign_on["name"],
        "client_id": single_sign_on["client_id"],
        "secret": single_sign_on["secret"],
        "settings": {"server_url": f"{single_sign_on['issuer']}/.well-known/openid-configuration"},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def _groups(environment: Environment, variable: str) -> tuple[tuple[str, str, str, str], ...]:
    """Return the entries; a group's own name may hold commas and equals signs, as directories write them."""
    written = environment.text(variable, default="", longest=10_000)
    return tuple(_entry(variable, part.strip()) for part in written.split(";") if part.strip())


def _require_groups(variable: str, groups: object) -> None:
    if not groups:
        raise ConfigurationError(f"{variable} is not set: nobody could sign in. {GROUPS_MEND}")


def _entry(variable: str, written: str) -> tuple[str, str, str, str]:
    group, sign, given = written.rpartition("=")
    role, _colon, reach = given.strip().partition(":")
    kind, _colon, slug = reach.partition(":")
    is_understood = group.strip() and sign and role in ROLES and (not reach or (kind in REACHES and slug))
    if not is_understood:
        raise ConfigurationError(f"{variable} has the entry {written!r}. {GROUPS_MEND}")
    return group.strip(), role, kind, slug
