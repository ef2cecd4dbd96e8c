"""What a list of staff said about somebody is in that person's copy, and is forgotten on demand."""

import pytest

from campus.kit.personal_data import Erasing, Subject
from members.imports.models import ImportRow
from members.imports.personal_data import forget, rows

pytestmark = pytest.mark.django_db


def test_rows_about_a_person_are_shown_and_forgotten(staff_list, erika):
    staff_list.check("0012;Erika;Klein", "99;Max;Muster")
    subject = Subject(person_id=erika.person_id)
    (row,) = rows(subject)
    assert row["cells"][:3] == ["0012", "Erika", "Klein"]
    assert forget(Erasing(subject)) == 1
    assert list(rows(subject)) == []
    assert ImportRow.objects.get().name == "Max Muster"
