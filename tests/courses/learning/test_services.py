"""Deeds of learners: each is stated, and seen by the next request."""

import pytest

from courses.learning import services
from courses.modules import selectors as modules
from courses.xapi.models import PendingStatement, Statement
from tests.factories.enrolment import EnrolmentFactory

pytestmark = pytest.mark.django_db


def items_of(enrolment):
    return [item for unit in modules.outline(enrolment.version) for item in unit.items]


def test_open_item_first_time_begins_the_course():
    enrolment = EnrolmentFactory()
    first = items_of(enrolment)[0]

    progress = services.open_item(enrolment=enrolment, key=first.key)

    verbs = Statement.objects.order_by("stored").values_list("verb", flat=True)
    assert [verb.rpartition("/")[2] for verb in verbs] == ["initialized", "experienced"]
    assert progress.last_item_key == first.key
    assert progress.percent == 0
    assert not PendingStatement.objects.exists()
