"""What tests of LTI stand on: a key of the platform that is there already, an empty cache."""

import pytest
from django.core.cache import cache

from tests.factories.lti import platform_key


@pytest.fixture(autouse=True)
def ready(request):
    """Keep the key where the test has a database; forget what others have counted."""
    cache.clear()
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        platform_key()
