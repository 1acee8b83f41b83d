"""The shape of a response: one signed assertion, where it belongs. Nothing else is looked at any further.

A signature covers what it names, and a reader may read something else: an assertion hidden beside the signed one, an id
given twice, a transform that leaves out what follows. None of that can be in a response of this shape.
"""

from __future__ import annotations

from typing import Any

ASSERTION_SPACE = "{urn:oasis:names:tc:SAML:2.0:assertion}"
PROTOCOL_SPACE = "{urn:oasis:names:tc:SAML:2.0:protocol}"
SIGNATURE_SPACE = "{http://www.w3.org/2000/09/xmldsig#}"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
MORE = "http://www.w3.org/2001/04/xmldsig-more#"
ALLOWED = {
    f"{SIGNATURE_SPACE}CanonicalizationMethod": {EXCLUSIVE},
    f"{SIGNATURE_SPACE}Transform": {EXCLUSIVE, "http://www.w3.org/2000/09/xmldsig#enveloped-signature"},
    f"{SIGNATURE_SPACE}SignatureMethod": {
        f"{MORE}{method}" for method in ("rsa-sha256", "rsa-sha384", "rsa-sha512", "ecdsa-sha256", "ecdsa-sha384")
    },
    f"{SIGNATURE_SPACE}DigestMethod": {
        "http://www.w3.org/2001/04/xmlenc#sha256",
        f"{MORE}sha384",
        "http://www.w3.org/2001/04/xmlenc#sha512",
    },
}
FORBIDDEN = {
    *(f"{SIGNATURE_SPACE}{name}" for name in ("Object", "Manifest", "RetrievalMethod")),
    *(f"{ASSERTION_SPACE}{name}" for name in ("EncryptedAssertion", "EncryptedID", "EncryptedAttribute", "Advice")),
}


class NotBelieved(Exception):
    """What came as a response is none, or not one for us; the message is for the log alone."""


def assertion_of(response: Any) -> Any:
    """Return the one assertion of a response, whose signatures are still to be checked. Raises NotBelieved."""
    elements = [element for element in response.iter() if isinstance(element.tag, str)]
    assertions = [element for element in elements if element.tag == f"{ASSERTION_SPACE}Assertion"]
    if response.tag != f"{PROTOCOL_SPACE}Response" or len(assertions) != 1:
        raise NotBelieved("not one response with one assertion")
    assertion = assertions[0]
    if assertion.getparent() is not response:
        raise NotBelieved("the assertion is not where it belongs")
    identities = [value for element in elements for name, value in element.attrib.items() if name.lower() == "id"]
    if len(identities) != len(set(identities)):
        raise NotBelieved("an id is there twice")
    for element in elements:
        if element.tag in FORBIDDEN or element.get("Algorithm") not in ALLOWED.get(
            element.tag, {element.get("Algorithm")}
        ):
            raise NotBelieved(f"{element.tag} {element.get('Algorithm')} is not taken")
    signatures = [element for element in elements if element.tag == f"{SIGNATURE_SPACE}Signature"]
    for signature in signatures:
        _check(signature, response, assertion)
    if not any(signature.getparent() is assertion for signature in signatures):
        raise NotBelieved("the assertion is not signed")
    return assertion


def _check(signature: Any, response: Any, assertion: Any) -> None:
    """Refuse a signature that is not of the very element in which it stands."""
    signed = signature.getparent()
    references = list(signature.iter(f"{SIGNATURE_SPACE}Reference"))
    if signed is not response and signed is not assertion:
        raise NotBelieved("a signature is not where it belongs")
    if len(references) != 1 or not signed.get("ID") or references[0].get("URI") != f"#{signed.get('ID')}":
        raise NotBelieved("a signature is of something else")
