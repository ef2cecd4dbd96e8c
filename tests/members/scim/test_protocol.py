"""Messages as programs send them: the ways of large directories, bad input, foreign keys."""

import pytest

from members.people.models import Employment
from members.scim import services
from members.scim.models import DirectoryUser, Note
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MunicipalityFactory
from tests.members.scim.conftest import AT_WORK, Program, at_work, entry, user

pytestmark = pytest.mark.django_db


def reference(row):
    return str(row.reference)


@pytest.mark.parametrize(
    "headers",
    [
        {"X": "y"},
        {"Authorization": "Bearer falsch"},
        {"Authorization": "Basic abc"},
        {"Authorization": "Bearer"},
    ],
)
def test_nobody_gets_in_without_a_key(program, headers):
    status, said = program.ask("GET", "Users", **headers)
    assert status == 401
    assert said["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]


def test_key_that_was_taken_back_no_longer_works(program, key):
    services.revoke_key(key=key)
    assert program.ask("GET", "Users")[0] == 401


def test_guessing_keys_is_slowed_down_and_a_right_key_from_the_same_address_is_not(program):
    for _try in range(20):
        assert program.ask("GET", "Users", Authorization="Bearer falsch")[0] == 401
    assert program.ask("GET", "Users", Authorization="Bearer falsch")[0] == 429
    assert program.ask("GET", "Users")[0] == 200
    assert program.ask("GET", "Users", Authorization="Bearer falsch")[0] == 429


def test_users_of_other_towns_do_not_exist(client, erika):
    other = MunicipalityFactory()
    _key, secret = services.make_key(municipality=other, name="x", created_by=UserFactory())
    foreign = Program(client, secret)
    for method in ("GET", "PUT", "PATCH", "DELETE"):
        assert foreign.ask(method, f"Users/{reference(erika)}", entry())[0] == 404
    assert foreign.ask("GET", "Users")[1]["totalResults"] == 0
    filtered = foreign.ask("GET", f'Users?filter=id eq "{reference(erika)}"')
    assert filtered[1]["totalResults"] == 0
    assert DirectoryUser.objects.count() == 1


def test_new_user_is_answered_with_its_address(program, office):
    status, said = program.ask("POST", "Users", entry())
    row = DirectoryUser.objects.get()
    assert status == 201
    assert said["id"] == reference(row)
    assert said["meta"]["location"].endswith(f"/scim/v2/Users/{reference(row)}")
    assert said["userName"] == "erika@rathaus.example"
    assert said[AT_WORK] == {"employeeNumber": "0012", "department": "Bürgeramt"}


def test_what_we_do_not_keep_is_ignored(program, office):
    more = {"phoneNumbers": [{"value": "06204"}], "password": "geheim", "locale": "de-DE"}
    status, said = program.ask("POST", "Users", entry(**more))
    assert status == 201
    assert not said.keys() & more.keys()
    assert "geheim" not in str(DirectoryUser.objects.get().document)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 1),
        ('?filter=userName eq "erika@rathaus.example"', 1),
        ('?filter=userName eq "ERIKA@rathaus.example"', 1),
        ('?filter=userName eq "niemand"', 0),
        ('?filter=userName eq "erika@rathaus.example" and active eq true', 1),
        ('?filter=externalId eq "4711"', 0),
        ('?filter=name.familyName sw "Bei"', 1),
        ('?filter=emails[type eq "work"].value co "@rathaus"', 1),
        ('?filter=emails.value eq "erika@rathaus.example"', 1),
        (f'?filter={AT_WORK}:employeeNumber eq "0012"', 1),
        ('?filter=not (userName eq "niemand")', 1),
        ('?filter=id eq "keine-nummer"', 0),
        ("?count=0", 1),
        ("?startIndex=5", 1),
        ("?sortBy=userName&sortOrder=descending", 1),
    ],
)
def test_users_are_found(program, erika, query, found):
    status, said = program.ask("GET", f"Users{query}")
    assert status == 200
    assert said["totalResults"] == found


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("?filter=userName eq", "invalidFilter"),
        ("?filter=gibtesnicht eq 5", "invalidFilter"),
        ("?startIndex=viel", "invalidValue"),
        ("?attributes=userName&excludedAttributes=title", "invalidValue"),
    ],
)
def test_questions_that_cannot_be_understood_are_refused(program, query, kind):
    status, said = program.ask("GET", f"Users{query}")
    assert (status, said["scimType"]) == (400, kind)


def test_pages_are_cut_where_they_are_asked_for(program, key, office):
    for number in range(5):
        facts = {"emails": [], **at_work(employeeNumber=str(number))}
        services.add_user(key=key, user=user(login=f"n{number}", **facts))
    said = program.ask("GET", "Users?startIndex=2&count=2")[1]
    assert (said["totalResults"], said["startIndex"], said["itemsPerPage"]) == (5, 2, 2)
    names = [one["userName"][:2] for one in said["Resources"]]
    assert names == ["n1", "n2"]


@pytest.mark.parametrize("count", [1, 6])
def test_list_is_read_with_the_same_queries_however_many(
    program, key, office, count, django_assert_num_queries
):
    for number in range(count):
        facts = {"emails": [], **at_work(employeeNumber=str(number))}
        services.add_user(key=key, user=user(login=f"n{number}", **facts))
    program.ask("GET", "Users")
    with django_assert_num_queries(3):
        assert len(program.ask("GET", "Users")[1]["Resources"]) == count
    with django_assert_num_queries(2):
        program.ask("GET", 'Users?filter=title eq "Sachbearbeitung"')


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 400),
        ("{", 400),
        ("[]", 400),
        ("null", 400),
        ({"schemas": []}, 400),
        (entry(userName=""), 400),
        (entry(name={"givenName": " ", "familyName": " "}), 400),
        (entry(name=None), 400),
        (entry(emails=[{"value": "keine Adresse"}]), 400),
        (entry(active="vielleicht"), 400),
        (entry(title="x" * 121), 400),
        (entry(userName="x" * 241), 400),
        (b"\xff\xfe", 400),
    ],
)
def test_bad_messages_are_refused_in_words_and_write_nothing(program, body, status):
    answered, said = program.ask("POST", "Users", body)
    assert answered == status
    assert said["status"] == str(status)
    assert said["detail"]
    assert not Employment.objects.filter(person__last_name="Beispiel").exists()


def test_second_user_of_a_name_is_a_conflict_that_human_resources_read(program, erika):
    status, said = program.ask("POST", "Users", entry())
    assert (status, said["scimType"]) == (409, "uniqueness")
    assert Note.objects.get().text == (
        "Das Verzeichnis hat schon einmal eine Person „erika@rathaus.example“ gemeldet."
    )


def test_replacing_takes_away_what_is_not_said(program, erika):
    said = entry()
    del said["title"]
    status, _said = program.ask("PUT", f"Users/{reference(erika)}", said)
    assert status == 200
    assert Employment.objects.get(pk=erika.employment_id).position == ""


@pytest.mark.parametrize(
    ("operation", "column", "now"),
    [
        ({"op": "replace", "path": "title", "value": "Leitung"}, "position", "Leitung"),
        # Microsoft Entra ID writes operations with a capital.
        ({"op": "Replace", "path": "title", "value": "Leitung"}, "position", "Leitung"),
        ({"op": "replace", "value": {"title": "Leitung"}}, "position", "Leitung"),
        ({"op": "remove", "path": "title"}, "position", ""),
        (
            {"op": "replace", "path": f"{AT_WORK}:employeeNumber", "value": "7"},
            "personnel_number",
            "7",
        ),
        ({"op": "add", "value": {f"{AT_WORK}:employeeNumber": "8"}}, "personnel_number", "8"),
    ],
)
def test_single_attributes_are_changed(program, erika, operation, column, now):
    status, said = program.patch(reference(erika), operation)
    assert status == 200, said
    assert getattr(Employment.objects.get(pk=erika.employment_id), column) == now


@pytest.mark.parametrize("value", [False, "False", "false"])
def test_somebody_is_deactivated_as_directories_write_it(program, erika, value):
    status, said = program.patch(
        reference(erika), {"op": "replace", "path": "active", "value": value}
    )
    assert status == 200, said
    assert said["active"] is False
    assert Employment.objects.get(pk=erika.employment_id).valid_until is not None


def test_address_is_written_by_a_filter_that_matches_nothing_yet(program, key, office):
    row = services.add_user(key=key, user=user(emails=[]))
    path = 'emails[type eq "work"].value'
    value = "neu@rathaus.example"
    assert program.patch(reference(row), {"op": "add", "path": path, "value": value})[0] == 200
    row.employment.person.refresh_from_db()
    assert row.employment.person.email == value


@pytest.mark.parametrize(
    ("operation", "kind"),
    [
        ({"op": "replace", "path": "id", "value": "x"}, "mutability"),
        ({"op": "remove", "path": "userName"}, "invalidValue"),
        ({"op": "remove"}, "noTarget"),
        ({"op": "tanzen", "path": "title", "value": "x"}, "invalidSyntax"),
    ],
)
def test_operations_that_may_not_be_are_refused(program, erika, operation, kind):
    before = DirectoryUser.objects.get().document
    good = {"op": "replace", "path": "title", "value": "Leitung"}
    status, said = program.patch(reference(erika), good, operation)
    assert status == 400
    assert said["scimType"] in (kind, "invalidValue", "mutability")
    assert DirectoryUser.objects.get().document == before


def test_nothing_is_written_where_nothing_changes(program, erika):
    before = DirectoryUser.objects.get().changed_at
    assert program.ask("PUT", f"Users/{reference(erika)}", entry())[0] == 200
    assert DirectoryUser.objects.get().changed_at == before


def test_deleted_user_is_gone(program, erika):
    assert program.ask("DELETE", f"Users/{reference(erika)}") == (204, None)
    assert program.ask("GET", f"Users/{reference(erika)}")[0] == 404
    assert program.ask("DELETE", f"Users/{reference(erika)}")[0] == 404


@pytest.mark.parametrize("path", ["Bulk", "Me", "", "Users/x/y"])
def test_addresses_without_a_resource_are_answered_in_words(program, path):
    assert program.ask("GET", path)[0] == 404


def test_methods_that_are_not_there_are_named(program, client):
    status, said = program.ask("DELETE", "Users")
    assert status == 405
    assert "GET" in said["detail"]


def test_chosen_attributes_are_shown_only(program, erika):
    said = program.ask("GET", f"Users/{reference(erika)}?attributes=userName")[1]
    assert said["userName"]
    assert "title" not in said
    listed = program.ask("GET", "Users?excludedAttributes=title")[1]["Resources"]
    assert "title" not in listed[0]


def test_question_in_the_body_is_answered(program, erika):
    body = {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
        "filter": 'userName sw "eri"',
        "count": 1,
    }
    for path in ("Users/.search", ".search"):
        assert program.ask("POST", path, body)[1]["totalResults"] == 1


def test_message_that_is_too_large_is_refused(program, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    assert program.ask("POST", "Users", entry(title="x" * 200))[0] == 413
