"""What authors change later in the demo reaches running learners as it would in earnest."""

import pytest

from campus.demo import revisions
from courses.modules import selectors as modules
from tests.factories.enrolment import EnrolmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat():
    return EnrolmentFactory()


def newest(seat):
    return modules.newest_version(seat.version.module)


def test_corrected_text_keeps_the_edition_and_changes_the_words(seat):
    revisions.correct_text(seat.offer.course)

    version = newest(seat)
    assert (version.number, version.correction) == (seat.version.number, 1)
    first = modules.outline(version)[0].items[0]
    assert "berichtigt" in str(modules.item(version, first.key).body)


def test_new_edition_is_offered_to_whoever_learns_the_old_one(seat):
    revisions.publish_new_edition(seat.offer.course)

    edition = modules.newer_edition(seat.version)
    assert edition is not None
    assert edition.number == seat.version.number + 1
    assert modules.outline(edition)[-1].items[-1].title == revisions.NEW_TITLE
