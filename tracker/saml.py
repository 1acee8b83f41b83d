"""Single sign-on by SAML as the environment and the provider's own metadata describe it."""

from __future__ import annotations

import base64
import hashlib
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from tracker.env import ConfigurationError, Environment

METADATA = "TRACKER_SAML_METADATA"
METADATA_MEND = "Save the metadata that the provider gives for itself anew."
SPACE = "{urn:oasis:names:tc:SAML:2.0:metadata}"
CERTIFICATE = "{http://www.w3.org/2000/09/xmldsig#}X509Certificate"
REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
FEWEST_BITS = 2048


def read_saml(environment: Environment, *, production: bool) -> dict[str, Any]:
    """Return the provider as its metadata describe it, or nothing where none is named; the groups stand apart.

    ``provider`` stands for the entity id, so that accounts of another provider are other accounts. Raises
    ConfigurationError by name, also where the packages for it are not installed.
    """
    file = environment.file(METADATA)
    found = {
        "kind": "saml",
        "entity_id": environment.text("TRACKER_SAML_ENTITY_ID", default="", longest=500),
        "name": environment.text("TRACKER_SAML_NAME", default="Single sign-on", longest=100),
        "subject_attribute": environment.text("TRACKER_SAML_SUBJECT_ATTRIBUTE", default="", longest=200),
        "group_claim": environment.text("TRACKER_SAML_GROUP_ATTRIBUTE", default="groups", longest=200),
    }
    if file is None:
        return {}
    idp = _described(file)
    parts = urlsplit(idp["singleSignOnService"]["url"])
    if parts.hostname is None or parts.scheme not in (("https",) if production else ("https", "http")):
        raise _wrong(file, f"leads to {parts.geturl()!r}, which is no https:// address")
    digest = hashlib.sha256(idp["entityId"].encode()).hexdigest()[:16]
    return {**found, "idp": idp, "origin": f"{parts.scheme}://{parts.netloc}", "provider": f"saml-{digest}"}


def _described(file: Path) -> dict[str, Any]:
    """Return entity id, address and certificates of the one provider in the file, as python3-saml takes them."""
    provider = _provider_in(file)
    entity_id = provider.getparent().get("entityID") if provider.getparent() is not None else ""
    if not entity_id:
        raise _wrong(file, "gives the provider no entityID")
    if provider.get("WantAuthnRequestsSigned", "false") not in ("false", "0"):
        mend = "Let the provider take unsigned ones (WantAuthnRequestsSigned), or put a gateway between."
        raise _wrong(file, "asks for signed requests, which Tiltag does not send", mend=mend)
    services = provider.findall(f"{SPACE}SingleSignOnService")
    address = next((one.get("Location") for one in services if one.get("Binding") == REDIRECT), "")
    if not address:
        raise _wrong(file, "has no SingleSignOnService for HTTP-Redirect", mend="Let the provider offer it.")
    # A key without a use is for both; one for encryption signs nothing.
    keys = [key for key in provider.findall(f"{SPACE}KeyDescriptor") if key.get("use", "signing") == "signing"]
    certificates = ["".join("".join(one.itertext()).split()) for key in keys for one in key.iter(CERTIFICATE)]
    for certificate in certificates:
        _check(file, certificate)
    if not certificates:
        raise _wrong(file, "has no certificate for signatures")
    service = {"url": address, "binding": REDIRECT}
    return {"entityId": entity_id, "singleSignOnService": service, "x509certMulti": {"signing": certificates}}


def _provider_in(file: Path) -> Any:
    """Return the element of the one provider in the file."""
    try:
        from onelogin.saml2.xml_utils import OneLogin_Saml2_XML

        # Asked for now, so that a library that does not go with the others stops the start and not the first person.
        import_module("xmlsec")
    except ImportError as error:
        raise ConfigurationError(
            f"{METADATA} is set, and the packages for SAML are not installed. Install them: .venv/bin/python -m pip "
            "install --only-binary :all: --require-hashes --requirement requirements-saml.lock"
        ) from error
    try:
        root = OneLogin_Saml2_XML.to_etree(file.read_bytes())
    except OSError as error:
        raise ConfigurationError(f"{METADATA} names {file}, which cannot be read: {error.strerror}.") from error
    except (ValueError, SyntaxError) as error:
        raise _wrong(file, "is no metadata in XML") from error
    found = list(root.iter(f"{SPACE}IDPSSODescriptor"))
    if not found:
        raise _wrong(file, "describes no provider of identities (IDPSSODescriptor)")
    if len(found) > 1:
        raise _wrong(file, "describes more than one provider", mend="Leave your own provider in it alone.")
    return found[0]


def _check(file: Path, certificate: str) -> None:
    """Refuse a certificate that cannot be read, or whose key is weak. Its dates do not matter: the file is trusted."""
    try:
        key = x509.load_der_x509_certificate(base64.b64decode(certificate)).public_key()
    except ValueError as error:
        raise _wrong(file, "has a certificate that cannot be read") from error
    if not isinstance(key, (RSAPublicKey, EllipticCurvePublicKey)) or (
        isinstance(key, RSAPublicKey) and key.key_size < FEWEST_BITS
    ):
        mend = (
            f"Let the provider sign with an RSA key of at least {FEWEST_BITS} bits, or with one on an elliptic curve."
        )
        raise _wrong(file, "has a certificate with a weak key", mend=mend)


def _wrong(file: Path, what: str, *, mend: str = METADATA_MEND) -> ConfigurationError:
    return ConfigurationError(f"{METADATA} names {file}, which {what}. {mend}")


def saml_providers(single_sign_on: dict[str, Any]) -> dict[str, Any]:
    """Return the provider as allauth reads it; what an attribute is called stands in initiatives/web/saml/person.py."""
    app = {
        "provider_id": single_sign_on["provider"],
        "name": single_sign_on["name"],
        "client_id": single_sign_on["provider"],
        "settings": {
            "attribute_mapping": {
                "uid": "subject",
                **{name: name for name in ("email", "name", "first_name", "last_name")},
            }
        },
    }
    return {"saml": {"APPS": [app]}}
