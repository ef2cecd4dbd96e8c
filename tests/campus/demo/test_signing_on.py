"""The demo's example of a sign-in by a municipality's own accounts."""

import pytest

from campus.demo.signing_on import show_connection
from members.sign_on.selectors import connection_of, offered
from tests.factories.organisations import MunicipalityFactory


@pytest.mark.django_db
def test_show_connection_is_an_example_that_nobody_can_use():
    town = MunicipalityFactory()

    show_connection(town)

    assert connection_of(town).issuer.endswith("/realms/rathaus")
    assert not offered().exists()
