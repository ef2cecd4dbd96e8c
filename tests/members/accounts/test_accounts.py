"""Accounts exist with and without an e-mail address."""

import pytest
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
