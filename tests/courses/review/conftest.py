"""Signing in as somebody with a part in the review."""

import pytest

from tests.factories.review import handed_in


@pytest.fixture
def lesson():
    """A lesson that waits at the first stage."""
    return handed_in(title="Passwörter")
