"""A SAML identity provider made with pysaml2, which signs by the bindings of libxmlsec."""

import datetime as dt
from base64 import b64encode
from typing import Any
from urllib.parse import parse_qs, urlsplit

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from lxml import etree
from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT
from saml2.config import IdPConfig
from saml2.metadata import entity_descriptor
from saml2.saml import NAME_FORMAT_URI, NAMEID_FORMAT_PERSISTENT, NameID
from saml2.server import Server
from saml2.sigver import CryptoBackend

ENTITY_ID = "https://idp.rathaus.example/metadata"
LOGIN = "https://idp.rathaus.example/login"
AUTHN = {"class_ref": "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"}
DAYS = dt.timedelta(days=30)


class Binding(CryptoBackend):
    """Signs in this process; pysaml2's own way starts a program that may be missing."""

    def sign_statement(self, statement: Any, node_name: str, key_file: str, node_id: str) -> str:
        """Return the statement with the signature of the node of this name."""
        text = statement if isinstance(statement, bytes) else str(statement).encode()
        tree = etree.fromstring(text)
        nodes = {one.get("ID"): one for one in tree.iter() if one.get("ID")}
        node = nodes[node_id]
        signature = node.find("{http://www.w3.org/2000/09/xmldsig#}Signature")
        xmlsec.tree.add_ids(tree, ["ID"])
        context = xmlsec.SignatureContext()
        context.key = xmlsec.Key.from_file(key_file, xmlsec.KeyFormat.PEM)
        context.sign(signature)
        return etree.tostring(tree).decode()


class Provider:
    """The identity provider of a town hall: describes itself and answers requests."""

    def __init__(self, folder: Any, sp_metadata: str = "") -> None:
        self.key, self.certificate = make_certificate(folder)
        self.config: dict[str, Any] = {
            "entityid": ENTITY_ID,
            "xmlsec_binary": "/bin/true",
            "key_file": self.key,
            "cert_file": self.certificate,
            "service": {
                "idp": {
                    "endpoints": {"single_sign_on_service": [(LOGIN, BINDING_HTTP_REDIRECT)]},
                    "policy": {
                        "default": {"lifetime": {"minutes": 5}, "name_form": NAME_FORMAT_URI}
                    },
                    "want_authn_requests_signed": False,
                }
            },
            "metadata": {"inline": [sp_metadata]} if sp_metadata else {},
        }

    @property
    def metadata(self) -> bytes:
        """Return what the provider publishes of itself."""
        config = IdPConfig().load(dict(self.config))
        # Asked for its algorithms, which are optional there.
        config.xmlsec_binary = None
        return str(entity_descriptor(config)).encode()

    def answer(
        self,
        address: str,
        attributes: dict[str, Any],
        *,
        subject: str = "e4711",
        audience: str = "",
        signs: bool = True,
        in_response_to: str | None = None,
    ) -> str:
        """Return the SAMLResponse to the request in an address to which we have been led."""
        server = Server(config=IdPConfig().load(dict(self.config)))
        server.sec.crypto = Binding()
        request = parse_qs(urlsplit(address).query)["SAMLRequest"][0]
        asked = server.parse_authn_request(request, BINDING_HTTP_REDIRECT).message
        given = server.create_authn_response(
            {name: [value] for name, value in attributes.items()},
            in_response_to=asked.id if in_response_to is None else in_response_to,
            destination=asked.assertion_consumer_service_url,
            sp_entity_id=audience or asked.issuer.text,
            name_id=NameID(format=NAMEID_FORMAT_PERSISTENT, text=subject),
            authn=AUTHN,
            sign_assertion=signs,
            sign_response=False,
            sign_alg="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
            digest_alg="http://www.w3.org/2001/04/xmlenc#sha256",
            binding=BINDING_HTTP_POST,
        )
        return b64encode(str(given).encode()).decode()


def make_certificate(folder: Any, name: str = "idp") -> tuple[str, str]:
    """Write a key and its certificate; return where they are."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp.rathaus.example")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - DAYS)
        .not_valid_after(now + DAYS)
        .sign(key, hashes.SHA256())
    )
    key_file, certificate_file = folder / f"{name}.key", folder / f"{name}.crt"
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.TraditionalOpenSSL,
            serialization.NoEncryption(),
        )
    )
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return str(key_file), str(certificate_file)
