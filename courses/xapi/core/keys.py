"""Keys: one stable string per agent, activity or verb that every database can index."""

import hashlib
from typing import Any

# Longer keys would not fit a B-tree page; what is cut carries a digest, so that none collide.
_LIMIT = 250
_KEPT = 180


def index_key(text: str) -> str:
    """Return the text itself, or its beginning and digest where an index could not hold it."""
    if len(text) <= _LIMIT and text.isprintable():
        return text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    readable = "".join(char if char.isprintable() else "?" for char in text[:_KEPT])
    return f"{readable:.<{_KEPT}}#sha256:{digest}"


def agent_key(agent: dict[str, Any]) -> str:
    """Return the key of an agent or identified group, empty for an anonymous group.

    Agents are equal when identifier and its value are: the domain of a mailbox ignores case.
    """
    if "account" in agent:
        account = agent["account"]
        return index_key(f"account:{account['homePage']}|{account['name']}")
    if "mbox" in agent:
        return index_key(f"mbox:{comparable_mailbox(agent['mbox'])}")
    if "mbox_sha1sum" in agent:
        return index_key(f"mbox_sha1sum:{agent['mbox_sha1sum'].lower()}")
    if "openid" in agent:
        return index_key(f"openid:{agent['openid']}")
    return ""


def comparable_mailbox(mailbox: str) -> str:
    """Return the mailbox with its domain in lower case (Data 2.3.1)."""
    local, at, domain = mailbox.rpartition("@")
    return local + at + domain.lower()
