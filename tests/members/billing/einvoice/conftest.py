"""The kinds of invoices that the standards are checked with."""

import pytest

from tests.standards.einvoice.conftest import KINDS


@pytest.fixture(params=sorted(KINDS))
def kind(request):
    """Each kind of invoice in turn."""
    return KINDS[request.param]()
