"""Keys of the platform, what is forgotten in time, what people can take with them."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from joserfc import jwt
from joserfc.errors import BadSignatureError
from joserfc.jwk import RSAKey

from campus.kit import dates
from campus.kit.personal_data import Erasing, Subject
from courses.lti import keys, personal_data, services
from courses.lti.models import Key, Launch, Pseudonym, Result
from courses.lti.tasks import tidy
from courses.tools.models import SeenToken
from tests.factories.lti import make_launch, make_tool, seat_with_tool

pytestmark = pytest.mark.django_db


def test_key_set_is_public_cacheable_and_holds_no_private_part(client):
    answer = client.get(reverse("lti:keys"))
    [key] = answer.json()["keys"]
    assert set(key) == {"kty", "n", "e", "kid", "use", "alg"}
    assert (key["kty"], key["use"], key["alg"]) == ("RSA", "sig", "RS256")
    assert "max-age=3600" in answer["Cache-Control"]


def test_key_is_made_at_the_first_need_and_sealed(client):
    Key.objects.all().delete()
    [key] = client.get(reverse("lti:keys")).json()["keys"]
    row = Key.objects.get()
    assert row.kid == key["kid"]
    assert row.sealed.count(".") == 4
    assert '"d"' not in row.sealed


def test_key_sealed_with_another_secret_is_replaced(settings):
    old = keys.signing_key()[0]
    settings.SECRET_KEY = "exchanged"
    new, _key = keys.signing_key()
    assert new != old
    assert {key["kid"] for key in keys.published()} == {old, new}


def test_new_key_is_published_a_day_before_it_signs():
    old = keys.signing_key()[0]
    new = keys.exchange().kid
    assert {key["kid"] for key in keys.published()} == {old, new}
    assert keys.signing_key()[0] == old
    with time_machine.travel(dates.now() + timedelta(days=1, minutes=1)):
        assert keys.signing_key()[0] == new


def test_key_before_stays_published_for_a_week():
    old = keys.signing_key()[0]
    new = keys.exchange().kid
    with time_machine.travel(dates.now() + timedelta(days=7)):
        keys.tidy()
        assert {key["kid"] for key in keys.published()} == {old, new}
    with time_machine.travel(dates.now() + timedelta(days=9)):
        assert keys.tidy() == 1
        assert [key["kid"] for key in keys.published()] == [new]


def test_key_is_exchanged_after_three_months_once():
    with time_machine.travel(dates.now() + timedelta(days=91)):
        keys.tidy()
        keys.tidy()
        assert Key.objects.count() == 2


def test_key_that_got_known_is_withdrawn_at_once():
    old = keys.signing_key()[0]
    token = keys.sign({"sub": "x"})
    keys.exchange(at_once=True)
    [row] = keys.published()
    assert row["kid"] != old
    with pytest.raises(BadSignatureError):
        jwt.decode(token, RSAKey.import_key(row), algorithms=["RS256"])


@pytest.mark.parametrize(("options", "count"), [([], 1), (["--exchange"], 2), (["--at-once"], 1)])
def test_command_lists_and_exchanges_keys(options, count):
    out = StringIO()
    call_command("lti_keys", *options, stdout=out)
    assert len(out.getvalue().splitlines()) == count == Key.objects.count()


def test_what_is_over_is_forgotten():
    launch = make_launch()
    now = dates.now()
    SeenToken.objects.create(tool=launch.tool, digest="a", ends_at=now - timedelta(minutes=1))
    SeenToken.objects.create(tool=launch.tool, digest="b", ends_at=now + timedelta(minutes=1))
    old = make_launch(tool=launch.tool, made_at=now - timedelta(days=3))
    assert tidy.func() == 2
    assert list(Launch.objects.all()) == [launch]
    assert SeenToken.objects.get().digest == "b"
    assert tidy.func() == 0
    assert old.pk != launch.pk


@pytest.fixture
def learnt():
    """Return a seat on which a tool has reported something."""
    enrolment, item, content = seat_with_tool()
    services.begin_learning(
        enrolment=enrolment,
        item_key=item.key,
        content=content,
        user=enrolment.person.user,
        session_key="x",
    )
    Result.objects.update(given=8, maximum=10, activity="Completed", comment="Gut.")
    return enrolment


def subject_of(enrolment):
    """Return the person of a seat as keys."""
    person = enrolment.person
    return Subject(person_id=person.pk, user_id=person.user_id)


def test_person_takes_numbers_and_results_along(learnt):
    [number] = personal_data.pseudonyms(subject_of(learnt))
    assert number["tool"] == "Moodle der Hochschule"
    assert number["number"] == str(Pseudonym.objects.get().sub)
    [result] = personal_data.results(subject_of(learnt))
    assert (result["given"], result["maximum"], result["comment"]) == (8.0, 10.0, "Gut.")
    assert result["course"] == learnt.offer.course.title


def test_others_take_nothing_of_it_along(learnt):
    stranger = Subject(person_id=0, user_id=None)
    assert list(personal_data.pseudonyms(stranger)) == []
    assert list(personal_data.results(stranger)) == []


def test_person_who_goes_is_forgotten_here(learnt):
    erasing = Erasing(subject_of(learnt))
    assert personal_data.forget(erasing) == 2
    assert not Pseudonym.objects.exists()
    assert not Launch.objects.exists()
    assert personal_data.forget(erasing) == 0


def test_rows_name_themselves_for_administrators(learnt):
    rows = (Key.objects.get(), Pseudonym.objects.get(), Launch.objects.get(), Result.objects.get())
    assert all(str(row) for row in rows)
    assert str(make_tool()) == "Moodle der Hochschule"
