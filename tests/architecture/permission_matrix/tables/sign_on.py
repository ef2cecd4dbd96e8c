"""Rows of members.sign_on."""

from typing import Any

from members.sign_on.models import Connection
from tests.architecture.permission_matrix.actors import EVERYBODY, HR, Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.factories.sign_on import ConnectionFactory

# Who comes without a question of ours is refused in words, whoever it is.
REFUSED = frozenset({400})


def a_town(world: World, place: Place) -> dict[str, Any]:
    """Name the municipality."""
    return {"slug": place.municipality.slug}


def a_connection(world: World, place: Place) -> dict[str, Any]:
    """Let the municipality have its sign-in switched on."""
    if not Connection.objects.filter(municipality=place.municipality).exists():
        # An address that is refused before it is asked.
        ConnectionFactory(municipality=place.municipality, issuer="https://127.0.0.1")
    return a_town(world, place)


def metadata_that_are_fetched(world: World, place: Place) -> dict[str, Any]:
    """Name an address that is refused before it is asked."""
    named = a_connection(world, place)
    Connection.objects.filter(municipality=place.municipality).update(metadata_url="http://x/")
    return named


def by_openid(world: World, place: Place) -> dict[str, Any]:
    """Return the address at which an OpenID provider answers."""
    return {"provider_id": a_connection(world, place)["slug"]}


def by_saml(world: World, place: Place) -> dict[str, Any]:
    """Return the address at which a SAML provider answers."""
    named = a_connection(world, place)
    Connection.objects.filter(municipality=place.municipality).update(
        protocol=Connection.Protocol.SAML,
        single_sign_on_url="https://idp.rathaus.example/",
        certificates=["none"],
    )
    return {"organization_slug": named["slug"]}


ROWS = (
    Row("sign_on:entrance", EVERYBODY),
    Row("sign_on:confirm", EVERYBODY, answer=frozenset({302}), anonymous=frozenset({302})),
    Row("sign_on:place", EVERYBODY, a_connection, there=EVERYBODY),
    Row("sign_on:overview", HR, answer=frozenset({302})),
    Row("sign_on:settings", HR, a_connection),
    Row("sign_on:change", HR, a_town, methods=("get", "post")),
    Row("sign_on:begin_trial", HR, a_connection, methods=("post",), answer=REFUSED),
    Row("sign_on:trial", HR, a_connection, answer=frozenset({302})),
    Row("sign_on:switch", HR, a_connection, methods=("post",)),
    Row("sign_on:only_way", HR, a_connection, methods=("get", "post")),
    Row("sign_on:refresh", HR, metadata_that_are_fetched, methods=("post",), answer=REFUSED),
    Row("openid_connect_callback", EVERYBODY, by_openid, there=EVERYBODY, answer=REFUSED),
    Row(
        "saml_acs",
        EVERYBODY,
        by_saml,
        there=EVERYBODY,
        methods=("post",),
        answer=frozenset({302}),
    ),
    Row("saml_finish_acs", EVERYBODY, by_saml, there=EVERYBODY, answer=REFUSED),
    Row("saml_metadata", EVERYBODY, by_saml, there=EVERYBODY, answer=frozenset({200, 400})),
    Row("saml_sls", EVERYBODY, by_saml, there=EVERYBODY, answer=frozenset({302})),
)
