"""An example of a sign-in by a municipality's own accounts; set up, never switched on."""

from typing import TYPE_CHECKING

from django.apps import apps

if TYPE_CHECKING:
    from members.organisations.models import Municipality

ISSUER = "https://anmeldung.{slug}.example/realms/rathaus"


def show_connection(municipality: "Municipality") -> None:
    """Let human resources see how a connection looks; its provider does not exist."""
    apps.get_model("sign_on", "Connection").objects.create(
        municipality=municipality,
        protocol="openid_connect",
        issuer=ISSUER.format(slug=municipality.slug),
        client_id="kommunalcampus",
        attributes={"personnel_number": "employee_number", "department": "department"},
    )
