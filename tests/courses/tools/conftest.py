"""What tests of tools stand on: an empty cache, and a site behind a real socket."""

import pytest
from django.core.cache import cache

from tests.support.lti_tool import ToolServer


@pytest.fixture(autouse=True)
def _nothing_counted():
    """Forget what other tests have counted and fetched."""
    cache.clear()


@pytest.fixture
def server(settings):
    """Return a site on this machine which the operator lets tools lie on."""
    with ToolServer() as running:
        settings.KC_LTI_PRIVATE_HOSTS = [running.host]
        yield running
