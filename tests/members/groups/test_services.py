"""Groups are defined, changed and removed; whom they mean is worked out each time."""

import datetime as dt

import pytest

from campus.kit import dates
from campus.kit.errors import DomainError
from campus.kit.usage import Usage, Use
from members.groups import selectors, services, usage
from members.groups.models import StaffGroup
from members.people import selectors as people
from tests.factories.accounts import UserFactory
from tests.factories.groups import StaffGroupFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def hr():
    return UserFactory()


def meant(group):
    [rule] = selectors.rules_of([group], group.municipality)
    return set(selectors.members_by(rule, people.staff_of(group.municipality)))


def test_group_by_rule_follows_the_list_of_staff(town, hr):
    above = DepartmentFactory(municipality=town)
    below = DepartmentFactory(municipality=town, parent=above)
    first = EmploymentFactory(municipality=town, department=below, position="ÜBUNGSLEITUNG")
    group = services.define(
        municipality=town,
        name="Leitung",
        by=hr,
        departments=[above],
        position_words="übungsleitung",
    )
    assert meant(group) == {first}

    second = EmploymentFactory(municipality=town, department=above, position="Übungsleitung 2")
    first.position = "Sachbearbeitung"
    first.save()

    assert meant(group) == {second}
    assert not group.people.exists()


def test_group_leaves_out_who_has_left_or_works_elsewhere(town, hr):
    gone = EmploymentFactory(municipality=town, valid_until=dates.today() - dt.timedelta(days=1))
    EmploymentFactory(position="Sachbearbeitung")
    here = EmploymentFactory(municipality=town)
    group = services.define(
        municipality=town, name="Alle", by=hr, position_words="sachbearbeitung", people=[gone]
    )
    assert meant(group) == {here}


def test_group_by_entry_takes_who_comes_later(town, hr):
    today = dates.today()
    EmploymentFactory(municipality=town)
    new = EmploymentFactory(municipality=town, valid_from=today)
    group = services.define(municipality=town, name="Neue", by=hr, entered_from=today)
    assert meant(group) == {new}
    services.change(group=group, name="Frühere", by=hr, entered_until=today - dt.timedelta(days=1))
    group.refresh_from_db()
    assert (group.name, group.entered_from) == ("Frühere", None)
    assert new not in meant(group)


@pytest.mark.parametrize(
    ("name", "definition", "code"),
    [
        ("LEITUNG", {"position_words": "x"}, "group_name_taken"),
        ("Neu", {}, "group_means_nobody"),
        ("Neu", {"position_words": " , "}, "group_means_nobody"),
    ],
)
def test_define_what_cannot_be_is_refused_and_writes_nothing(town, hr, name, definition, code):
    StaffGroupFactory(municipality=town, name="Leitung")
    with pytest.raises(DomainError) as refused:
        services.define(municipality=town, name=name, by=hr, **definition)
    assert refused.value.code == code
    assert StaffGroup.objects.count() == 1


def test_define_with_somebody_from_elsewhere_is_refused(town, hr):
    for foreign in ({"people": [EmploymentFactory()]}, {"departments": [DepartmentFactory()]}):
        with pytest.raises(DomainError) as refused:
            services.define(municipality=town, name="Fremd", by=hr, **foreign)
        assert refused.value.code == "not_from_here"


def test_a_name_may_be_kept_and_used_in_another_town(town, hr):
    group = StaffGroupFactory(municipality=town, name="Leitung")
    services.change(group=group, name="Leitung", by=hr, position_words="chef")
    assert StaffGroupFactory(name="Leitung").pk != group.pk


def test_remove_refuses_a_group_that_is_needed(town, hr, monkeypatch):
    group = StaffGroupFactory(municipality=town)
    monkeypatch.setattr(usage, "groups", Usage([lambda one: [Use("Erste Hilfe", "/")]]))
    with pytest.raises(DomainError) as refused:
        services.remove(group=group, by=hr)
    assert "Erste Hilfe" in str(refused.value)
    monkeypatch.setattr(usage, "groups", Usage())
    services.remove(group=group, by=hr)
    assert not StaffGroup.objects.exists()


def test_rows_count_all_groups_with_the_same_queries(town, django_assert_num_queries):
    department = DepartmentFactory(municipality=town)
    boss = EmploymentFactory(municipality=town, department=department, position="Amtsleitung")
    EmploymentFactory(municipality=town)

    def rows():
        return [row.count for row in selectors.rows_for(town, people.staff_of(town))]

    assert rows() == []
    StaffGroupFactory(municipality=town, name="A", in_departments=[department])
    with django_assert_num_queries(6):
        assert rows() == [1]
    StaffGroupFactory(municipality=town, name="B", position_words="", by_name=[boss])
    StaffGroupFactory(municipality=town, name="C", position_words="nie")
    with django_assert_num_queries(6):
        assert rows() == [1, 1, 0]
