"""Who looks after and who ends modules; what the forms accept; what is due when."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from campus.kit import dates
from courses.lifecycle import rules, selectors
from courses.lifecycle.errors import InThePast, LeadsHere, OwnSuccessor, RetiredSuccessor
from courses.lifecycle.forms import RetireForm, SourceForm, UpkeepForm
from courses.lifecycle.models import LegalSource, Retirement, Upkeep
from courses.modules import selectors as modules
from members.roles.catalogue import SCOPE_OF, Role, Scope
from tests.factories.accounts import UserFactory
from tests.factories.modules import ModuleFactory
from tests.factories.organisations import ProviderFactory
from tests.factories.review import holder

TODAY = dates.today()
DAY = dt.timedelta(days=1)

# Role: may open the list, sees and keeps own modules, ends own modules, keeps foreign ones.
MATRIX = [
    (Role.AUTHOR, True, True, False, False),
    (Role.PROVIDER_OWNER, True, True, True, False),
    (Role.REVIEWER, False, False, False, False),
    (Role.TUTOR, False, False, False, False),
    (Role.ANALYST, False, False, False, False),
    (Role.EDITOR, True, True, True, True),
    (Role.ADMINISTRATOR, True, True, True, True),
    (Role.OFFICE, True, False, False, False),
    (Role.BOARD, False, False, False, False),
    (Role.DIDACTICS, False, False, False, False),
    (Role.ACCESSIBILITY, False, False, False, False),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "opens", "keeps", "ends", "foreign"), MATRIX)
def test_role_keeps_and_ends_what_is_its_own(role, opens, keeps, ends, foreign):
    own, other = ModuleFactory(), ModuleFactory()
    user = holder(role, own.provider if SCOPE_OF[role] is Scope.PROVIDER else None)
    user.refresh_from_db()
    assert rules.may_open(user) is opens
    kept = set(rules.own_modules(user))
    assert (own in kept) is keeps
    assert (other in kept) is foreign
    ended = set(rules.retirable_modules(user))
    assert (own in ended) is ends
    assert (other in ended) is foreign


@pytest.mark.django_db
def test_office_sees_every_module_and_keeps_none():
    module = ModuleFactory()
    office = holder(Role.OFFICE)
    assert list(rules.visible_modules(office)) == [module]
    assert list(rules.own_modules(office)) == []


@pytest.mark.django_db
def test_nobody_without_a_role_opens_the_list():
    assert not rules.may_open(UserFactory())


@pytest.mark.parametrize(
    ("review_by", "overdue"),
    [
        (None, False),
        (TODAY - DAY, True),
        (TODAY, False),
        (TODAY + DAY, False),
    ],
)
def test_module_is_overdue_the_day_after(review_by, overdue):
    assert Upkeep(review_by=review_by).is_overdue is overdue


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("days", "listed"),
    [(None, False), (-10, True), (0, True), (60, True), (61, False), (300, False)],
)
def test_list_of_what_is_due_looks_sixty_days_ahead(days, listed):
    module = ModuleFactory()
    if days is not None:
        Upkeep.objects.create(module=module, review_by=TODAY + days * DAY)
    rows = selectors.with_upkeep(modules.all_modules(), due_only=True)
    assert (module in rows) is listed
    assert module in selectors.with_upkeep(modules.all_modules(), due_only=False)


@pytest.mark.django_db
def test_what_has_to_be_checked_first_stands_first_and_without_day_last():
    late, soon, never = ModuleFactory(), ModuleFactory(), ModuleFactory()
    Upkeep.objects.create(module=soon, review_by=TODAY + DAY)
    Upkeep.objects.create(module=late, review_by=TODAY - DAY)
    rows = selectors.with_upkeep(modules.all_modules(), due_only=False)
    assert list(rows) == [late, soon, never]


@pytest.mark.parametrize(
    ("data", "valid"),
    [
        ({}, True),
        ({"name": "OZG"}, True),
        ({"name": "OZG", "clause": "§ 1", "url": "https://example.org/"}, True),
        ({"name": "OZG", "url": "http://example.org/"}, True),
        ({"name": "OZG", "url": "javascript:alert(1)"}, False),
        ({"name": "OZG", "url": "kein link"}, False),
        ({"name": "OZG", "checked_on": "2026-02-30"}, False),
        ({"clause": "§ 1"}, False),
        ({"url": "https://example.org/"}, False),
        ({"name": "x" * 161}, False),
        ({"name": "OZG", "clause": "x" * 81}, False),
    ],
)
def test_source_needs_a_name_and_a_link_that_opens(data, valid):
    assert SourceForm(data).is_valid() is valid


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ({}, None),
        ({"checked_on": TODAY.isoformat()}, None),
        ({"checked_on": (TODAY + DAY).isoformat()}, "checked_on"),
        ({"review_by": "morgen"}, "review_by"),
        ({"go_live_at": "2030-01-01T08:00"}, None),
        ({"go_live_at": "2030-01-01T25:00"}, "go_live_at"),
        ({"owner": "999999"}, "owner"),
    ],
)
def test_upkeep_is_checked_field_by_field(data, fault):
    form = UpkeepForm(data, module=ModuleFactory())
    assert list(form.errors) == ([fault] if fault else [])


@pytest.mark.django_db
def test_only_people_of_the_provider_look_after_a_module():
    module = ModuleFactory()
    author = holder(Role.AUTHOR, module.provider)
    owner = holder(Role.PROVIDER_OWNER, module.provider)
    holder(Role.TUTOR, module.provider)
    holder(Role.AUTHOR, ProviderFactory())
    form = UpkeepForm(module=module)
    assert set(form.fields["owner"].queryset) == {author, owner}


@pytest.mark.django_db
def test_successors_are_published_courses_that_stay_without_the_course_itself():
    course, good, ending, draft = (ModuleFactory().course for _number in range(4))
    Retirement.objects.create(course=ending, on=TODAY + DAY)
    type(draft).objects.filter(pk=draft.pk).update(live=False)
    form = RetireForm(course=course)
    assert list(form.fields["successor"].queryset) == [good]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ({"on": TODAY.isoformat()}, None),
        ({"on": ""}, "on"),
        ({"on": "bald"}, "on"),
        ({"on": TODAY.isoformat(), "successor": "999999"}, "successor"),
        ({"on": TODAY.isoformat(), "reason": "x" * 241}, "reason"),
    ],
)
def test_end_needs_a_day(data, fault):
    form = RetireForm(data, course=ModuleFactory().course)
    assert list(form.errors) == ([fault] if fault else [])


@pytest.mark.django_db
def test_database_refuses_a_course_that_follows_itself():
    course = ModuleFactory().course
    with pytest.raises(ValidationError, match="nicht selbst"), translation.override("de"):
        Retirement(course=course, successor=course, on=TODAY).full_clean()


@pytest.mark.parametrize(
    ("name", "clause", "words"),
    [("OZG", "§ 1", "OZG § 1"), ("OZG", "", "OZG"), ("BITV 2.0", "Anlage 1", "BITV 2.0 Anlage 1")],
)
def test_source_is_called_by_name_and_clause(name, clause, words):
    assert str(LegalSource(name=name, clause=clause)) == words


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OwnSuccessor(), 400),
        (RetiredSuccessor(title="Altes Recht"), 400),
        (LeadsHere(title="Altes Recht"), 409),
        (InThePast(), 400),
    ],
)
def test_refusal_says_what_to_do(error, status):
    with translation.override("de"):
        sentence = str(error)
    assert error.status == status
    assert sentence.endswith(".")
    assert "%(" not in sentence
