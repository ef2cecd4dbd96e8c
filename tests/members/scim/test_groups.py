"""Groups of a directory, clause by clause of RFC 7643 section 4.2 and RFC 7644 section 3."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.assignments.models import Obligation
from members.groups.models import StaffGroup
from members.scim import services
from members.scim.models import DirectoryGroup, DirectoryUser, Note
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory
from tests.factories.organisations import MunicipalityFactory
from tests.members.scim.conftest import AT_WORK, GROUP, PATCH, Program, entry, team, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(program, erika, uwe):
    """Return the group of which the directory has told, with Erika in it."""
    assert program.ask("POST", "Groups", team(erika))[0] == 201
    return DirectoryGroup.objects.select_related("group").get()


def path(row):
    return f"Groups/{row.reference}"


def patch(program, row, *operations):
    return program.ask("PATCH", path(row), {"schemas": [PATCH], "Operations": list(operations)})


def people(row):
    return set(row.group.people.values_list("pk", flat=True))


def members(said):
    return {one["value"] for one in said.get("members", [])}


def test_rfc7644_3_3_a_new_group_is_answered_with_its_address(program, town, erika):
    status, said = program.ask("POST", "Groups", team(erika, externalId="g-1"))
    row = DirectoryGroup.objects.get()
    assert status == 201
    assert (said["id"], said["displayName"]) == (str(row.reference), "Ersthelferinnen")
    assert said["externalId"] == "g-1" and said["meta"]["resourceType"] == "Group"
    assert said["meta"]["location"].endswith(f"/scim/v2/Groups/{row.reference}")
    [member] = said["members"]
    assert member["value"] == str(erika.reference) and member["type"] == "User"
    assert member["$ref"].endswith(f"/scim/v2/Users/{erika.reference}")
    group = StaffGroup.objects.get()
    assert (group.municipality, group.name, group.created_by) == (town, "Ersthelferinnen", None)
    assert group.is_kept_by_directory and people(row) == {erika.employment_id}


def test_rfc7643_4_2_a_group_may_have_nobody(program, town):
    status, said = program.ask("POST", "Groups", {"schemas": [GROUP], "displayName": "Leer"})
    assert status == 201 and "members" not in said
    assert not StaffGroup.objects.get().people.exists()


@pytest.mark.parametrize("name", [None, "", "   ", "x" * 121])
def test_rfc7643_4_2_display_name_is_required_and_kept_whole(program, name):
    said = team(name=name)
    if name is None:
        del said["displayName"]
    status, answer = program.ask("POST", "Groups", said)
    assert (status, answer["scimType"]) == (400, "invalidValue")
    assert not StaffGroup.objects.exists()


@pytest.mark.parametrize("name", ["Ersthelferinnen", "ersthelferinnen", " Ersthelferinnen "])
def test_rfc7644_3_3_1_a_name_that_is_taken_is_refused(program, told, name):
    status, said = program.ask("POST", "Groups", team(name=name))
    assert (status, said["scimType"]) == (409, "uniqueness")
    assert DirectoryGroup.objects.count() == 1


def test_a_group_that_human_resources_have_defined_is_not_taken_over(program, town, erika):
    StaffGroup.objects.create(municipality=town, name="Ersthelferinnen")
    assert program.ask("POST", "Groups", team(erika))[0] == 409
    assert not DirectoryGroup.objects.exists()
    assert "Ersthelferinnen" in Note.objects.get().text


@pytest.mark.parametrize(
    "member",
    [
        {"value": "keine-nummer"},
        {"value": "5f3f0a1e-0000-4000-8000-00000000c0de"},
        {"value": "5f3f0a1e-0000-4000-8000-00000000c0de", "type": "Group"},
        {"$ref": "https://x.example/scim/v2/Groups/5f3f0a1e-0000-4000-8000-00000000c0de"},
        {},
    ],
)
def test_rfc7643_4_2_members_are_users_of_this_directory(program, erika, member):
    said = {**team(erika), "members": [{"value": str(erika.reference)}, member]}
    status, answer = program.ask("POST", "Groups", said)
    assert (status, answer["scimType"]) == (400, "invalidValue")
    assert not StaffGroup.objects.exists()


def test_rfc7643_2_4_a_member_is_named_by_its_address_as_well(program, erika):
    address = f"https://x.example/scim/v2/Users/{erika.reference}"
    status, said = program.ask("POST", "Groups", {**team(), "members": [{"$ref": address}]})
    assert status == 201 and members(said) == {str(erika.reference)}


def test_a_member_named_twice_belongs_once(program, erika):
    assert program.ask("POST", "Groups", team(erika, erika))[0] == 201
    assert len(program.ask("GET", "Groups")[1]["Resources"][0]["members"]) == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 2),
        ('?filter=displayName eq "Ersthelferinnen"', 1),
        ('?filter=displayName eq "ERSTHELFERINNEN"', 1),
        ('?filter=displayName eq "Niemand"', 0),
        ('?filter=displayName co "helfer"', 1),
        ('?filter=displayName eq "Ersthelferinnen" and externalId pr', 0),
        ('?filter=externalId eq "g-2"', 1),
        ('?filter=id eq "keine-nummer"', 0),
        ("?count=0", 2),
        ("?startIndex=5", 2),
        ("?sortBy=displayName&sortOrder=descending", 2),
    ],
)
def test_rfc7644_3_4_2_groups_are_found(program, told, query, found):
    program.ask("POST", "Groups", team(name="Brandschutz", externalId="g-2"))
    status, said = program.ask("GET", f"Groups{query}")
    assert (status, said["totalResults"]) == (200, found)


def test_rfc7644_3_4_2_2_groups_are_found_by_their_members(program, told, erika, uwe):
    for value, number in ((erika.reference, 1), (uwe.reference, 0)):
        asked = program.ask("GET", f'Groups?filter=members[value eq "{value}"]')[1]
        assert asked["totalResults"] == number
        assert program.ask("GET", f'Groups?filter=members.value eq "{value}"')[1] == asked


def test_rfc7644_3_4_2_4_pages_are_cut(program, town):
    for number in range(5):
        program.ask("POST", "Groups", team(name=f"Gruppe {number}"))
    said = program.ask("GET", "Groups?startIndex=2&count=2")[1]
    assert (said["totalResults"], said["startIndex"], said["itemsPerPage"]) == (5, 2, 2)
    assert [one["displayName"] for one in said["Resources"]] == ["Gruppe 1", "Gruppe 2"]


def test_rfc7644_3_4_2_5_attributes_are_chosen(program, told):
    said = program.ask("GET", f"{path(told)}?excludedAttributes=members")[1]
    assert "members" not in said and said["displayName"]
    said = program.ask("GET", f"{path(told)}?attributes=displayName")[1]
    assert said.keys() == {"schemas", "id", "displayName"}


def test_rfc7644_3_4_3_questions_come_in_the_body_too(program, told, erika):
    question = {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
        "filter": 'displayName eq "Ersthelferinnen"',
    }
    assert program.ask("POST", "Groups/.search", question)[1]["totalResults"] == 1
    everything = program.ask("POST", ".search", {"schemas": question["schemas"]})[1]
    kinds = [one["meta"]["resourceType"] for one in everything["Resources"]]
    assert sorted(kinds) == ["Group", "User", "User"]


def test_rfc7644_3_5_1_a_group_is_replaced_as_a_whole(program, told, erika, uwe):
    status, said = program.ask("PUT", path(told), team(uwe, name="Sanitätsdienst"))
    assert status == 200 and members(said) == {str(uwe.reference)}
    told.group.refresh_from_db()
    assert told.group.name == "Sanitätsdienst" and people(told) == {uwe.employment_id}
    status, said = program.ask("PUT", path(told), {"schemas": [GROUP], "displayName": "Leer"})
    assert status == 200 and people(told) == set()


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "add", "path": "members"},
        {"op": "Add", "path": "members"},
        {"op": "add"},
    ],
)
def test_rfc7644_3_5_2_1_members_are_added(program, told, erika, uwe, operation):
    new = [{"value": str(uwe.reference)}]
    value = new if "path" in operation else {"members": new}
    for _twice in range(2):
        status, said = patch(program, told, {**operation, "value": value})
        assert status == 200
        assert members(said) == {str(erika.reference), str(uwe.reference)}
    assert people(told) == {erika.employment_id, uwe.employment_id}
    assert told.members.count() == 2


def test_rfc7644_3_5_2_1_a_member_that_belongs_is_added_without_harm(program, told, erika):
    add = {"op": "add", "path": "members", "value": [{"value": str(erika.reference)}]}
    status, said = patch(program, told, add)
    assert status == 200 and len(said["members"]) == 1


@pytest.mark.parametrize("way", ["by filter", "by value", "all"])
def test_rfc7644_3_5_2_2_members_are_removed(program, told, erika, uwe, way):
    program.ask("PUT", path(told), team(erika, uwe))
    gone = str(erika.reference)
    operation = {
        "by filter": {"op": "remove", "path": f'members[value eq "{gone}"]'},
        "by value": {"op": "Remove", "path": "members", "value": [{"value": gone}]},
        "all": {"op": "remove", "path": "members"},
    }[way]
    status, said = patch(program, told, operation)
    left = set() if way == "all" else {str(uwe.reference)}
    assert status == 200 and members(said) == left
    assert people(told) == (set() if way == "all" else {uwe.employment_id})


def test_rfc7644_3_5_2_3_name_and_members_are_replaced(program, told, uwe):
    status, said = patch(
        program,
        told,
        {"op": "replace", "path": "displayName", "value": "Sanitätsdienst"},
        {"op": "replace", "path": "members", "value": [{"value": str(uwe.reference)}]},
    )
    assert status == 200 and said["displayName"] == "Sanitätsdienst"
    assert people(told) == {uwe.employment_id}


def test_rfc7644_3_5_2_all_operations_or_none(program, told, erika):
    status, _said = patch(
        program,
        told,
        {"op": "replace", "path": "displayName", "value": "Anders"},
        {"op": "add", "path": "members", "value": [{"value": "niemand"}]},
    )
    assert status == 400
    told.group.refresh_from_db()
    assert told.group.name == "Ersthelferinnen" and people(told) == {erika.employment_id}


def test_rfc7644_3_6_a_deleted_group_is_gone(program, told, erika):
    assert program.ask("DELETE", path(told)) == (204, None)
    assert program.ask("GET", path(told))[0] == 404
    assert not StaffGroup.objects.exists()
    assert DirectoryUser.objects.filter(pk=erika.pk).exists()


def test_rfc7644_3_12_a_group_that_an_obligation_names_is_not_deleted(program, town, told):
    obligation = ObligationFactory(municipality=town)
    obligation.groups.add(told.group)
    status, said = program.ask("DELETE", path(told))
    assert status == 409 and "scimType" not in said
    assert "still needed" in said["detail"]
    assert StaffGroup.objects.exists() and DirectoryGroup.objects.exists()
    assert "noch gebraucht" in Note.objects.get().text
    Obligation.objects.update(ended_at=obligation.created_at)
    assert program.ask("DELETE", path(told))[0] == 204


def test_rfc7644_4_discovery_tells_of_groups(program):
    kinds = {one["id"]: one for one in program.ask("GET", "ResourceTypes")[1]["Resources"]}
    assert kinds["Group"]["endpoint"] == "/Groups" and kinds["Group"]["schema"] == GROUP
    assert program.ask("GET", "ResourceTypes/Group")[0] == 200
    schema = program.ask("GET", f"Schemas/{GROUP}")[1]
    names = {one["name"]: one for one in schema["attributes"]}
    assert names["displayName"]["required"] and names["members"]["multiValued"]
    told = {one["name"] for one in names["members"]["subAttributes"]}
    assert told == {"value", "$ref", "type"}


def test_groups_of_other_towns_do_not_exist(client, told):
    other = MunicipalityFactory()
    _key, secret = services.make_key(municipality=other, name="x", created_by=UserFactory())
    foreign = Program(client, secret)
    for method in ("GET", "PUT", "PATCH", "DELETE"):
        assert foreign.ask(method, path(told), team())[0] == 404
    assert foreign.ask("GET", "Groups")[1]["totalResults"] == 0
    assert foreign.ask("POST", "Groups", team(*DirectoryUser.objects.all()[:1]))[0] == 400
    assert foreign.ask("POST", "Groups", team())[0] == 201


def test_nobody_gets_in_without_a_key(program, told):
    for method, where in (("GET", "Groups"), ("POST", "Groups"), ("DELETE", path(told))):
        assert program.ask(method, where, Authorization="Bearer falsch")[0] == 401


@pytest.mark.parametrize("where", ["Groups/keine-nummer", f"Groups/{uuid.UUID(int=7)}"])
def test_what_is_not_there_is_said_so(program, where):
    status, said = program.ask("GET", where)
    assert status == 404 and said["detail"] == "There is no such group."


@pytest.mark.parametrize("body", ["", "{", "[]", '{"schemas": []}', "null"])
def test_what_cannot_be_read_is_refused(program, body):
    assert program.ask("POST", "Groups", body)[0] == 400


def test_who_has_no_job_belongs_as_soon_as_there_is_one(program, key, office):
    away = services.add_user(key=key, user=user(active=False))
    program.ask("POST", "Groups", team(away))
    row = DirectoryGroup.objects.get()
    assert people(row) == set()
    back = services.change_user(key=key, row=away, user=user())
    assert people(row) == {back.employment_id}


def test_a_deleted_user_leaves_the_groups(program, told, erika, uwe):
    program.ask("PUT", path(told), team(erika, uwe))
    program.ask("DELETE", f"Users/{erika.reference}")
    assert people(told) == {uwe.employment_id}
    assert members(program.ask("GET", path(told))[1]) == {str(uwe.reference)}


@pytest.mark.parametrize("number", [1, 6])
def test_a_page_asks_as_often_for_many_groups_with_many_members(
    program, key, office, number, django_assert_max_num_queries
):
    rows = [
        services.add_user(key=key, user=user(login=f"n{one}", emails=[], **{AT_WORK: {}}))
        for one in range(number)
    ]
    for one in range(number):
        program.ask("POST", "Groups", team(*rows, name=f"Gruppe {one}"))
    with CaptureQueriesContext(
        connection,
    ) as few:
        assert program.ask("GET", "Groups")[1]["totalResults"] == number
    assert len(few) <= 6


def test_what_the_directory_says_holds_no_learning(program, told):
    """What is handed out is what the directory itself has told, and nothing else."""
    said = program.ask("GET", path(told))[1]
    assert said.keys() == {"schemas", "id", "meta", "displayName", "members"}
    assert all(one.keys() == {"value", "$ref", "type"} for one in said["members"])
    assert entry().keys() >= {"userName"}
