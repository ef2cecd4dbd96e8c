"""The demo's sign-ins: everybody whose part in the review the guides tell of can sign in."""

import pytest

from campus.demo.reviews import REVIEWERS, SENT_BACK, SOURCES, WAITING
from campus.demo.signins import SIGN_INS
from campus.demo.source import module_folders
from courses.review.stages import ROLE_OF, Stage
from members.roles.catalogue import SCOPE_OF, Role, Scope

BY_EMAIL = {entry.email: entry for entry in SIGN_INS}


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_has_somebody_who_holds_it(stage):
    assert BY_EMAIL[REVIEWERS[stage]].role in ROLE_OF[stage]


@pytest.mark.parametrize("entry", SIGN_INS, ids=lambda entry: entry.username)
def test_sign_in_has_the_place_of_its_role(entry):
    scope = SCOPE_OF.get(entry.role) if entry.role else Scope.MUNICIPALITY
    assert bool(entry.provider) is (scope is Scope.PROVIDER)
    assert bool(entry.municipality) is (scope in (Scope.MUNICIPALITY, Scope.DEPARTMENT))
    assert entry.last_name.startswith("Demo-")


@pytest.mark.parametrize(
    "role", [Role.REVIEWER, Role.DIDACTICS, Role.ACCESSIBILITY, Role.EDITOR, Role.AUTHOR]
)
def test_demo_has_somebody_for_each_part_in_the_review(role):
    assert role in {entry.role for entry in SIGN_INS}


def test_names_and_addresses_are_taken_once():
    for name in ("email", "username"):
        values = [getattr(entry, name) for entry in SIGN_INS]
        assert len(set(values)) == len(values)


def test_courses_of_the_reviews_are_there():
    folders = {folder.name for folder in module_folders()}
    assert {slug for slug, _author, _stage in WAITING} | {SENT_BACK} <= folders
    assert {stage for _slug, _author, stage in WAITING} == set(Stage)


def test_authors_of_the_reviews_can_sign_in():
    assert all(BY_EMAIL[author].role is Role.AUTHOR for _slug, author, _stage in WAITING)


def test_legal_sources_have_a_clause_and_a_safe_link():
    assert all(source.clause and source.url.startswith("https://") for source in SOURCES)
