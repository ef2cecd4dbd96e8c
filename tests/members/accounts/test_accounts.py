"""Accounts exist with and without an e-mail address."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from members.accounts import selectors, services
from members.accounts.models import User
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def test_two_accounts_without_email_are_two_accounts():
    first = UserFactory(email="")
    second = UserFactory(email=None)
    assert (first.email, second.email) == (None, None)


def test_the_same_address_in_capital_letters_is_refused():
    UserFactory(email="amt@stadt.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(email="AMT@stadt.example")


def test_create_account_can_sign_in(client):
    user = services.create_account(
        username="e.beispiel", password=PASSWORD, email=None, first_name="E", last_name="Beispiel"
    )
    assert user.check_password(PASSWORD)
    assert client.login(username="e.beispiel", password=PASSWORD)
    assert str(user) == "E Beispiel"


def test_choose_language_ignores_unknown_ones():
    user = UserFactory()
    services.choose_language(user=user, language="en")
    services.choose_language(user=user, language="xx")
    assert User.objects.get(pk=user.pk).language == "en"


def test_login_names_and_addresses_are_compared_without_case():
    user = UserFactory(username="erika.beispiel", email="e@stadt.example")
    assert selectors.is_login_name_taken("Erika.Beispiel")
    assert not selectors.is_login_name_taken("max")
    assert selectors.is_email_taken("E@stadt.example")
    assert not selectors.is_email_taken(None)
    assert selectors.login_names_like("erika") == {"erika.beispiel"}
    assert list(selectors.active_users([user.pk])) == [user]
    assert not selectors.active_users([UserFactory(is_active=False).pk]).exists()


@pytest.mark.parametrize("name", ["ERIKA.beispiel", "erika.BEISPIEL", "erika.beispiel"])
def test_login_name_taken_in_any_spelling(name):
    UserFactory(username="Erika.Beispiel")
    assert selectors.is_login_name_taken(name)
    assert selectors.login_names_like(name[:5]) == {"erika.beispiel"}
    assert not selectors.is_login_name_taken(name + "2")


@pytest.mark.parametrize("email", ["", None])
def test_missing_address_is_never_taken_and_stays_missing_after_every_save(email):
    user = UserFactory(email=email)
    user.full_clean()
    user.save()
    user.refresh_from_db()
    assert user.email is None
    assert not selectors.is_email_taken(email)


def test_create_account_without_address_twice_makes_two():
    for name in ("amt1", "amt2"):
        services.create_account(
            username=name, password=PASSWORD, email="", first_name="", last_name=""
        )
    assert User.objects.filter(email=None).count() == 2
    assert str(User.objects.get(username="amt1")) == "amt1"


def test_create_account_may_do_nothing_but_sign_in():
    user = services.create_account(
        username="amt", password=PASSWORD, email=None, first_name="E", last_name="B"
    )
    assert (user.is_active, user.is_staff, user.is_superuser) == (True, False, False)
    assert user.language == "de"
    assert PASSWORD not in user.password


def test_rename_writes_only_the_name():
    user = UserFactory(first_name="Erika", last_name="Beispiel")
    User.objects.filter(pk=user.pk).update(language="en")
    services.rename(user=user, first_name="Änne", last_name="Groß-Beispiel")
    user.refresh_from_db()
    assert (str(user), user.language) == ("Änne Groß-Beispiel", "en")


def test_account_with_a_taken_address_is_refused_in_german():
    UserFactory(email="amt@stadt.example")
    twin = User(username="zwilling", email="AMT@stadt.example", password="x")
    with pytest.raises(ValidationError, match="bereits verwendet"):
        twin.full_clean()


def test_active_users_are_the_open_accounts_among_the_keys():
    wanted, closed, other = UserFactory(), UserFactory(is_active=False), UserFactory()
    found = selectors.active_users(key for key in (wanted.pk, closed.pk, 0))
    assert list(found) == [wanted]
    assert other not in found
