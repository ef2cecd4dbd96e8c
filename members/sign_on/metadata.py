"""What identity providers publish of themselves, read and checked before anything is stored."""

import json
from dataclasses import dataclass
from typing import Any

from cryptography import x509
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from onelogin.saml2.constants import OneLogin_Saml2_Constants
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser

from members.sign_on.errors import IssuerDiffers, MetadataUnreadable, NotReachable
from members.sign_on.fetching import check_address, fetch

WELL_KNOWN = "/.well-known/openid-configuration"
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
NAME = "{urn:oasis:names:tc:SAML:2.0:metadata}EntityDescriptor"


@dataclass(frozen=True, slots=True)
class SamlProvider:
    """A SAML identity provider by its metadata."""

    entity_id: str
    single_sign_on_url: str
    certificates: tuple[str, ...]


def read_saml(content: bytes) -> SamlProvider:
    """Return the identity provider of a metadata file; several of them are too many."""
    try:
        tree = ElementTree.fromstring(content, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException, ValueError):
        raise MetadataUnreadable from None
    names = {one.get("entityID") for one in tree.iter(NAME)}
    if len(names) != 1:
        raise MetadataUnreadable
    return _provider(_parsed(content))


def discover(issuer: str) -> dict[str, Any]:
    """Return the OpenID configuration of an issuer that names itself as it was entered."""
    try:
        found = json.loads(fetch(issuer.rstrip("/") + WELL_KNOWN))
    except ValueError:
        raise NotReachable(host=issuer) from None
    if not isinstance(found, dict) or not all(isinstance(found.get(one), str) for one in ENDPOINTS):
        raise NotReachable(host=issuer)
    if found.get("issuer") != issuer:
        raise IssuerDiffers(found=found.get("issuer", ""), wanted=issuer)
    for name in ENDPOINTS:
        check_address(found[name])
    return found


def _parsed(content: bytes) -> dict[str, Any]:
    try:
        parsed: dict[str, Any] = OneLogin_Saml2_IdPMetadataParser.parse(
            content.decode(),
            required_sso_binding=OneLogin_Saml2_Constants.BINDING_HTTP_REDIRECT,
        ).get("idp", {})
    except Exception:  # noqa: BLE001 - the parser lets every error of its library through
        raise MetadataUnreadable from None
    return parsed


def _provider(parsed: dict[str, Any]) -> SamlProvider:
    several = parsed.get("x509certMulti", {}).get("signing") or [parsed.get("x509cert")]
    certificates = tuple(_checked(one) for one in several if one)
    address = parsed.get("singleSignOnService", {}).get("url", "")
    if not parsed.get("entityId") or not address or not certificates:
        raise MetadataUnreadable
    check_address(address)
    return SamlProvider(parsed["entityId"], address, certificates)


def _checked(certificate: str) -> str:
    """Return a certificate that can be read, without white space."""
    compact = "".join(certificate.split())
    pem = f"-----BEGIN CERTIFICATE-----\n{compact}\n-----END CERTIFICATE-----\n"
    try:
        x509.load_pem_x509_certificate(pem.encode())
    except ValueError:
        raise MetadataUnreadable from None
    return compact
