"""The rule of a group in words, and what its form makes of what was typed."""

import datetime as dt

import pytest

from campus.kit import dates
from members.groups.forms import GroupForm, values_of
from members.groups.selectors import groups_of
from members.groups.words import by_name, conditions_of
from tests.factories.groups import StaffGroupFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return MunicipalityFactory()


def read(group):
    """Return a group as pages read it."""
    return groups_of(group.municipality).get(pk=group.pk)


@pytest.mark.parametrize(
    ("facts", "lines"),
    [
        ({"position_words": ""}, []),
        ({"position_words": "Leitung, Führung"}, ["Stelle enthält: Leitung, Führung"]),
        (
            {"position_words": "", "entered_from": dt.date(2026, 1, 1)},
            ["Erster Arbeitstag ab 01.01.2026"],
        ),
        (
            {"position_words": "", "entered_until": dt.date(2026, 12, 31)},
            ["Erster Arbeitstag bis 31.12.2026"],
        ),
        (
            {
                "position_words": "Kasse",
                "entered_from": dt.date(2026, 1, 1),
                "entered_until": dt.date(2026, 12, 31),
            },
            [
                "Stelle enthält: Kasse",
                "Erster Arbeitstag ab 01.01.2026",
                "Erster Arbeitstag bis 31.12.2026",
            ],
        ),
    ],
)
def test_each_condition_is_a_line(town, facts, lines):
    assert conditions_of(read(StaffGroupFactory(municipality=town, **facts))) == lines


def test_departments_are_named_with_those_below(town):
    chosen = [DepartmentFactory(municipality=town, name=name) for name in ("Bauhof", "Kasse")]
    group = StaffGroupFactory(municipality=town, in_departments=chosen, position_words="")
    assert conditions_of(read(group)) == ["Amt: Bauhof, Kasse, mit allen darunter"]


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, ""), (1, "1 Person namentlich"), (3, "3 Personen namentlich")],
)
def test_people_by_name_are_counted(town, number, words):
    jobs = EmploymentFactory.create_batch(number, municipality=town)
    assert by_name(read(StaffGroupFactory(municipality=town, by_name=jobs))) == words


def filled(town, **values):
    form = GroupForm({"name": "Leitung", **values}, municipality=town)
    form.is_valid()
    return form


def test_form_makes_a_rule_of_what_was_typed(town):
    above = DepartmentFactory(municipality=town)
    below = DepartmentFactory(municipality=town, parent=above)
    job = EmploymentFactory(municipality=town, personnel_number="7")
    form = filled(
        town,
        departments=[above.pk],
        position_words=" Leitung ,leitung",
        entered_from="2026-01-01",
        entered_until="2026-12-31",
        people="7\n\n",
    )
    rule = form.rule
    assert rule.departments == {above.pk, below.pk}
    assert (rule.words, rule.people) == (("leitung",), {job.pk})
    assert (rule.entered_from, rule.entered_until) == (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert form.cleaned_data["position_words"] == "Leitung"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"departments": ["0"]}, "departments"),
        ({"departments": ["x"]}, "departments"),
        ({"position_words": "x" * 201}, "position_words"),
        ({"entered_from": "gestern"}, "entered_from"),
        ({"entered_until": "2026-02-30"}, "entered_until"),
        ({"entered_from": "2026-02-02", "entered_until": "2026-02-01"}, "entered_until"),
        ({"people": "Niemand"}, "people"),
        ({"people": "1\n2"}, "people"),
    ],
)
def test_form_says_beside_the_field_what_cannot_be(town, values, field):
    assert list(filled(town, **values).errors) == [field]


def test_form_offers_only_departments_of_the_town_in_their_tree(town):
    above = DepartmentFactory(municipality=town, name="Amt")
    DepartmentFactory(municipality=town, name="Stelle", parent=above)
    foreign = DepartmentFactory()
    choices = [label for _key, label in GroupForm(municipality=town).fields["departments"].choices]
    assert choices == ["Amt", "– Stelle"]
    assert list(filled(town, departments=[foreign.pk]).errors) == ["departments"]


def test_form_of_a_group_shows_what_is_stored_and_leaves_out_who_has_left(town):
    place = DepartmentFactory(municipality=town)
    here = EmploymentFactory(
        municipality=town, person=PersonFactory(user=None, email="h@x.example")
    )
    gone = EmploymentFactory(municipality=town, valid_until=dates.today() - dt.timedelta(days=1))
    group = StaffGroupFactory(
        municipality=town, in_departments=[place], by_name=[here, gone], position_words="Kasse"
    )
    values = values_of(read(group))
    assert values == {
        "name": group.name,
        "departments": [place.pk],
        "position_words": "Kasse",
        "entered_from": None,
        "entered_until": None,
        "people": "h@x.example",
    }
    assert GroupForm(values, municipality=town).is_valid()
