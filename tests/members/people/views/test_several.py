"""The pasted list on the page: a preview that binds, what was typed kept, nothing half done."""

import pytest

from members.messages.models import Message
from members.people.models import Employment, Invitation, Person
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.members.people.views.conftest import text_of

pytestmark = pytest.mark.django_db
PAGE = "/personal/mitarbeitende/mehrere/"


def data(lines, **changes):
    return {"lines": lines, "valid_from": "2026-05-04", **changes}


def confirmed(client, lines):
    digest = client.post(PAGE, data(lines)).context["digest"]
    return client.post(PAGE, data(lines, confirm=digest), follow=True)


@pytest.mark.parametrize(
    "lines",
    [
        "Jürgen;Groß;j@x.example;Bauhof",
        "Jürgen\tGroß\tj@x.example\tBauhof",
        "Vorname;Nachname;E-Mail;Amt\r\nJürgen;Groß;j@x.example;BAUHOF\r\n\r\n",
    ],
)
def test_confirmed_list_is_written_with_umlauts_from_every_separator(client, hr, bauhof, lines):
    assert confirmed(client, lines).status_code == 200
    job = Employment.objects.get()
    assert (str(job.person), job.department) == ("Jürgen Groß", bauhof)
    assert Message.objects.get().email == "j@x.example"


@pytest.mark.parametrize("confirm", ["", "1", "0" * 64, "true"])
def test_confirmation_that_does_not_fit_the_list_shows_the_preview_again(client, hr, confirm):
    response = client.post(PAGE, data("Erika;Groß", confirm=confirm))
    assert response.status_code == 200
    assert "Vorschau" in text_of(response)
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    "changed", ["Erika;Gross", "Erika;Groß;e@x.example", "Max;Muster\nErika;Groß"]
)
def test_confirmation_of_another_list_writes_nothing(client, hr, changed):
    digest = client.post(PAGE, data("Erika;Groß")).context["digest"]
    client.post(PAGE, data(changed, confirm=digest))
    assert not Person.objects.exists()


def test_confirmation_holds_whatever_line_endings_the_browser_sends(client, hr):
    digest = client.post(PAGE, data("A;B\nC;D")).context["digest"]
    client.post(PAGE, data("A;B\r\nC;D", confirm=digest))
    assert Person.objects.count() == 2


def test_confirmation_sent_twice_invites_nobody_twice(client, hr):
    lines = "Erika;Groß;e@x.example"
    digest = client.post(PAGE, data(lines)).context["digest"]
    assert client.post(PAGE, data(lines, confirm=digest)).status_code == 302
    again = client.post(PAGE, data(lines, confirm=digest))
    assert again.status_code == 400
    assert "bereits" in text_of(again)
    assert (Person.objects.count(), Invitation.objects.count()) == (1, 1)


def test_faulty_row_names_its_line_and_keeps_list_and_day(client, hr):
    response = client.post(PAGE, data("Erika;Groß\n\nMax;;kein-at", valid_from="2026-06-01"))
    text = text_of(response)
    assert response.status_code == 400
    assert [entry.row.number for entry in response.context["faulty"]] == [3]
    assert "1 Zeile stimmt noch nicht" in text
    for kept in ("Max;;kein-at", 'value="2026-06-01"', "„kein-at“ ist keine E-Mail-Adresse."):
        assert kept in text
    assert 'name="confirm"' not in text


def test_markup_in_a_row_is_shown_as_text(client, hr):
    text = text_of(client.post(PAGE, data("<script>alert(1)</script>;<b>Groß</b>")))
    assert "<script>alert" not in text
    assert "&lt;b&gt;Groß" in text


@pytest.mark.parametrize("day", ["", "morgen", "2026-02-30"])
def test_list_without_a_first_day_keeps_the_lines(client, hr, day):
    response = client.post(PAGE, data("Erika;Groß", valid_from=day))
    assert response.status_code == 400
    assert "valid_from" in response.context["form"].errors
    assert "Erika;Groß" in text_of(response)


def test_list_that_is_too_long_says_how_long_it_may_be(client, hr):
    response = client.post(PAGE, data("\n".join(["A;B"] * 501)))
    assert response.status_code == 400
    assert "501" in text_of(response) and "500" in text_of(response)


def test_training_officer_lists_only_people_for_the_own_department(client, bauhof_hr, town, bauhof):
    DepartmentFactory(municipality=town, name="Archiv")
    response = client.post(PAGE, data("A;B;;Archiv\nC;D\nE;F;;Bauhof"))
    assert response.status_code == 400
    found = [" ".join(entry.faults) for entry in response.context["checked"]]
    assert found == ["Es gibt kein Amt „Archiv“.", "Das Amt fehlt.", ""]


def test_confirmed_list_says_how_many_letters_are_to_be_printed(client, hr):
    text = text_of(confirmed(client, "A;B;a@x.example\nC;D\nE;F"))
    assert "3 Personen" in text
    assert "2 Personen haben keine E-Mail-Adresse" in text


def test_confirmed_list_with_somebody_from_another_town_adds_a_job_and_sends_nothing(
    client, hr, town
):
    known = EmploymentFactory(person__email="k@x.example").person
    confirmed(client, f"Erika;{known.last_name};k@x.example")
    assert Employment.objects.filter(person=known, municipality=town).exists()
    assert not Message.objects.exists()
