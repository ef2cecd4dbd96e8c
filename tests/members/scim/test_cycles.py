"""What a directory does night by night, by a client that somebody else has written."""

import pytest
from scim2_models import PatchOp, PatchOperation, SearchRequest

from campus.kit import dates
from members.people.models import Employment
from members.scim.models import DirectoryUser
from tests.members.scim.conftest import EnterpriseUser, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(directory):
    """Return what the client has learnt about the service by asking it."""
    directory.discover()
    model = directory.provider.model_for("User")
    return directory, model


def asked(directory, model, login):
    question = SearchRequest(filter=f'userName eq "{login}@rathaus.example"')
    return directory.query(model, query_parameters=question).resources or []


def told(model, login):
    return model.model_validate(user(login=login).model_dump())


def test_nobody_is_found_before_anybody_is_told_of(staff):
    assert asked(*staff, "erika") == []


def test_who_is_told_of_is_found_by_name(staff, office):
    directory, model = staff
    made = directory.create(told(model, "erika"))
    (found,) = asked(directory, model, "erika")
    assert found.id == made.id
    assert found.user_name == "erika@rathaus.example"


def test_a_year_in_the_directory_is_a_year_on_the_list(staff, office, town):
    directory, model = staff
    made = directory.create(told(model, "erika"))
    made.title = "Leitung"
    changed = directory.replace(made)
    assert changed.title == "Leitung"
    off = PatchOp[model](
        operations=[PatchOperation[model](op="replace", path="active", value=False)]
    )
    directory.modify(model, made.id, off)
    job = Employment.objects.get(municipality=town)
    assert (job.position, job.valid_until) == ("Leitung", dates.today())
    directory.delete(model, made.id)
    assert not DirectoryUser.objects.exists()
    assert asked(directory, model, "erika") == []


def test_three_people_are_read_page_by_page(staff, key):
    directory, model = staff
    for login in ("anna", "bela", "cora"):
        one = told(model, login)
        extension = one[model.get_extension_model(str(EnterpriseUser.__schema__))]
        extension.employee_number = login
        directory.create(one)
    first = directory.query(model, query_parameters=SearchRequest(count=2))
    rest = directory.query(model, query_parameters=SearchRequest(count=2, start_index=3))
    names = [one.user_name[:4] for one in [*first.resources, *rest.resources]]
    assert names == ["anna", "bela", "cora"]
    assert first.total_results == 3
