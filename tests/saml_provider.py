"""A provider of single sign-on by SAML for the tests: it signs what it is told to say, with a key of its own."""

from __future__ import annotations

import base64
import zlib
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

REASON = "the packages for SAML are not installed: pip install --requirement requirements-saml.lock"
xmlsec = pytest.importorskip("xmlsec", reason=REASON)
pytest.importorskip("onelogin.saml2.auth", reason=REASON)
from lxml import etree  # noqa: E402 (after the packages that it comes with)

ENTITY_ID = "https://idp.example/stat"
PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
SPACES = (
    'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
ASSERTION = "{urn:oasis:names:tc:SAML:2.0:assertion}Assertion"


def key_pair(*, bits: int = 2048) -> tuple[bytes, bytes]:
    """Return a new private key and its certificate, both PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private, certificate.public_bytes(serialization.Encoding.PEM)


def bare(certificate: bytes) -> str:
    """Return a certificate without the lines around it."""
    return "".join(line for line in certificate.decode().splitlines() if "-----" not in line)


def metadata(*certificates: bytes, address: str, entity_id: str = ENTITY_ID) -> str:
    """Return what the provider says of itself."""
    keys = "".join(
        f"""<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{bare(certificate)}
          </ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"""
        for certificate in certificates
    )
    return f"""<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"
      xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="{entity_id}">
      <md:IDPSSODescriptor WantAuthnRequestsSigned="false"
          protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
        {keys}
        <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{address}"/>
      </md:IDPSSODescriptor></md:EntityDescriptor>"""


def asked(address: str) -> tuple[str, str, str]:
    """Return id, address to answer at and sender of the request with which a browser comes to the provider."""
    sent = parse_qs(urlsplit(address).query)["SAMLRequest"][0]
    request = etree.fromstring(zlib.decompress(base64.b64decode(sent), -15))
    sender = request.findtext("{urn:oasis:names:tc:SAML:2.0:assertion}Issuer")
    return request.get("ID"), request.get("AssertionConsumerServiceURL"), sender


def written(
    request_id: str,
    here: str,
    audience: str,
    *,
    subject: str = "sub-1",
    name_format: str = PERSISTENT,
    ends: int = 300,
    begins: int = -5,
    issuer: str = ENTITY_ID,
    confirmed: str | None = None,
    **attributes: list[str],
) -> str:
    """Return an unsigned response; ``ends`` and ``begins`` are seconds from now."""
    now = datetime.now(UTC)

    def at(seconds: int) -> str:
        return (now + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")

    statements = "".join(
        f'<saml:Attribute Name="{name}">'
        + "".join(
            f'<saml:AttributeValue xsi:type="xs:string">{escape(value)}</saml:AttributeValue>' for value in values
        )
        + "</saml:Attribute>"
        for name, values in attributes.items()
    )
    answers = f'InResponseTo="{request_id}"' if request_id else ""
    confirmation = answers if confirmed is None else confirmed
    restriction = f"<saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction>"
    return f"""<samlp:Response {SPACES} ID="_r{uuid4().hex}" Version="2.0" IssueInstant="{at(0)}" {answers}
      Destination="{here}"><saml:Issuer>{issuer}</saml:Issuer>
      <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
      <saml:Assertion ID="_a{uuid4().hex}" Version="2.0" IssueInstant="{at(0)}"><saml:Issuer>{issuer}</saml:Issuer>
        <saml:Subject><saml:NameID Format="{name_format}">{escape(subject)}</saml:NameID>
          <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
            <saml:SubjectConfirmationData {confirmation} Recipient="{here}" NotOnOrAfter="{at(ends)}"/>
          </saml:SubjectConfirmation></saml:Subject>
        <saml:Conditions NotBefore="{at(begins)}" NotOnOrAfter="{at(ends)}">{restriction if audience else ""}
        </saml:Conditions>
        <saml:AuthnStatement AuthnInstant="{at(0)}"><saml:AuthnContext>
          <saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef>
        </saml:AuthnContext></saml:AuthnStatement>
        <saml:AttributeStatement>{statements}</saml:AttributeStatement>
      </saml:Assertion></samlp:Response>"""


def signed(response: str, key: bytes, *, whole: bool = False, method=None) -> str:
    """Return a response whose assertion (or, ``whole``, which itself) is signed with the key."""
    root = etree.fromstring(response.encode())
    element = root if whole else root.find(ASSERTION)
    template = xmlsec.template.create(
        element, xmlsec.Transform.EXCL_C14N, method or xmlsec.Transform.RSA_SHA256, ns="ds"
    )
    element.insert(1, template)
    xmlsec.tree.add_ids(element, ["ID"])
    reference = xmlsec.template.add_reference(template, xmlsec.Transform.SHA256, uri=f"#{element.get('ID')}")
    xmlsec.template.add_transform(reference, xmlsec.Transform.ENVELOPED)
    xmlsec.template.add_transform(reference, xmlsec.Transform.EXCL_C14N)
    context = xmlsec.SignatureContext()
    context.key = xmlsec.Key.from_memory(key, xmlsec.KeyFormat.PEM, None)
    context.sign(template)
    return etree.tostring(root).decode()


def sent(response: str) -> dict[str, str]:
    """Return the form in which a browser brings a response."""
    return {"SAMLResponse": base64.b64encode(response.encode()).decode(), "RelayState": "https://evil.example/"}


@contextmanager
def running(key: bytes):
    """Serve the provider: a page with a form for each person in ``people``; yield its address and ``people``."""
    people: dict[str, dict[str, list[str]]] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            if not self.path.startswith("/sso"):
                self.send_error(404)
                return
            request_id, here, sender = asked(self.path)
            forms = ""
            for subject, attributes in people.items():
                response = signed(written(request_id, here, sender, subject=subject, **attributes), key)
                fields = "".join(
                    f'<input type="hidden" name="{name}" value="{escape(value)}">'
                    for name, value in sent(response).items()
                )
                forms += f'<form method="post" action="{here}">{fields}<button>{subject}</button></form>'
            page = f"<!doctype html><meta charset=utf-8><title>Provider</title>{forms}".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_arguments):
            pass

    # Another site than "localhost" to a browser, as a provider is.
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sso", people
    finally:
        server.shutdown()
        server.server_close()
