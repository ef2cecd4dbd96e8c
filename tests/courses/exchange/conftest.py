"""What the tests of the exchange share."""

import pytest

from courses.exchange.formats.book import Book
from courses.exchange.wording import book_words
from courses.modules.content_export import copy_of
from courses.modules.selectors import newest_version
from tests.factories.exchange import make_full_module


@pytest.fixture
def module(db):
    """Return a module with everything in it."""
    return make_full_module()


@pytest.fixture
def copied(module):
    """Return its newest version as plain values with files."""
    return copy_of(newest_version(module))


@pytest.fixture
def book(copied):
    """Return it as the formats read it."""
    return Book(copied.content, book_words("de"))
