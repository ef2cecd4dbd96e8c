"""The catalogue of roles: where each is granted, who needs a second factor, how it is called."""

import pytest

from members.roles.catalogue import NEEDS_SECOND_FACTOR, SCOPE_OF, Role, Scope
from members.roles.labels import role_label
from members.roles.models import Grant

MATRIX = [
    (Role.ADMINISTRATOR, Scope.PLATFORM, True, "Administration"),
    (Role.OFFICE, Scope.PLATFORM, True, "Geschäftsstelle der Genossenschaft"),
    (Role.BOARD, Scope.PLATFORM, True, "Vorstand der Genossenschaft"),
    (Role.EDITOR, Scope.PLATFORM, True, "Redaktion"),
    (Role.DIDACTICS, Scope.PLATFORM, True, "Prüfung der Didaktik"),
    (Role.ACCESSIBILITY, Scope.PLATFORM, True, "Prüfung der Barrierefreiheit"),
    (Role.PROVIDER_OWNER, Scope.PROVIDER, True, "Anbieter-Verwaltung"),
    (Role.AUTHOR, Scope.PROVIDER, True, "Autorin oder Autor"),
    (Role.REVIEWER, Scope.PROVIDER, True, "Begutachtung beim Anbieter"),
    (Role.TUTOR, Scope.PROVIDER, True, "Tutorin oder Tutor"),
    (Role.ANALYST, Scope.PROVIDER, True, "Auswertung beim Anbieter"),
    (Role.HR_MANAGER, Scope.MUNICIPALITY, True, "Personalabteilung"),
    (Role.CONTACT_PERSON, Scope.MUNICIPALITY, False, "Ansprechperson"),
    (Role.DEPARTMENT_HR, Scope.DEPARTMENT, True, "Fortbildungsbeauftragte eines Amts"),
    (Role.APPROVER, Scope.DEPARTMENT, False, "Genehmigende Person"),
    (Role.STAFF_COUNCIL, Scope.MUNICIPALITY, True, "Personalrat"),
    (Role.SUPERIOR, Scope.DEPARTMENT, True, "Leitung eines Amts"),
]


@pytest.mark.parametrize(("role", "scope", "second_factor", "label"), MATRIX)
def test_role_by_the_catalogue(role, scope, second_factor, label):
    assert SCOPE_OF[role] is scope
    assert (role in NEEDS_SECOND_FACTOR) is second_factor
    assert str(role_label(role)) == label


def test_catalogue_is_complete():
    assert [row[0] for row in MATRIX] == list(Role)
    assert set(SCOPE_OF) == set(Role)
    assert Grant.Name.values == [role.value for role in Role]


def test_labels_are_german_and_all_different():
    labels = [str(role_label(role)) for role in Role]
    assert len(set(labels)) == len(labels)
    assert str(role_label("office")).startswith("Geschäftsstelle")
    with pytest.raises(ValueError, match="janitor"):
        role_label("janitor")
