"""What a tool asks at the authorisation endpoint (LTI security framework 1.0, 5.1.1.2)."""

from collections.abc import Mapping
from dataclasses import dataclass

LONGEST = 2000
WANTED = {"response_type": "id_token", "response_mode": "form_post", "prompt": "none"}


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of an authentication request."""

    client_id: str
    redirect_uri: str
    login_hint: str
    message_hint: str
    nonce: str
    state: str
    fault: str = ""
    sentence: str = ""


def read_request(query: Mapping[str, str]) -> Asked:
    """Return what was asked; `fault` is the error of OAuth that has to be told to the tool."""
    values = {name: str(query.get(name, "")) for name in (*WANTED, "scope", "nonce", "state")}
    fault, sentence = _fault(values)
    return Asked(
        client_id=str(query.get("client_id", "")),
        redirect_uri=str(query.get("redirect_uri", "")),
        login_hint=str(query.get("login_hint", "")),
        message_hint=str(query.get("lti_message_hint", "")),
        nonce=values["nonce"],
        state=values["state"][:LONGEST],
        fault=fault,
        sentence=sentence,
    )


def _fault(values: Mapping[str, str]) -> tuple[str, str]:
    if "openid" not in values["scope"].split():
        return "invalid_scope", "scope has to be openid"
    for name, wanted in WANTED.items():
        if values[name] != wanted:
            code = "unsupported_response_type" if name == "response_type" else "invalid_request"
            return code, f"{name} has to be {wanted}"
    if not values["nonce"] or len(values["nonce"]) > LONGEST:
        return "invalid_request", "nonce is missing or too long"
    if len(values["state"]) > LONGEST:
        return "invalid_request", "state is too long"
    return "", ""
