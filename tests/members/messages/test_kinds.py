"""Every room registers its kinds of messages once, and each has a template."""

import pytest
from django.template.loader import get_template

from members.messages import kinds
from members.messages.kinds import Kind, UnknownKind, kind_of, register, secret_names


def test_register_the_very_same_again_changes_nothing():
    first = register(Kind("test_once", "Once"))
    assert register(Kind("test_once", "Once")) == first
    assert kind_of("test_once") is first


def test_register_another_secrecy_under_the_same_name_is_refused():
    with pytest.raises(ValueError, match="test_secret"):
        register(Kind("test_secret", "Secret", secret=False))
    assert kind_of("test_secret").secret is True


def test_kind_of_an_unknown_name_says_which():
    with pytest.raises(UnknownKind, match="'brieftaube'"):
        kind_of("brieftaube")


def test_secret_names_hold_those_that_carry_links_and_codes():
    names = secret_names()
    assert {"test_secret", "people_invitation", "people_account"} <= set(names)
    assert not {"test_news", "people_feedback"} & set(names)


def test_every_registered_kind_has_its_template():
    assert all(get_template(kind.template) for kind in kinds._kinds.values())


def test_every_registered_kind_has_a_title_for_people():
    assert all(str(kind.title).strip() for kind in kinds._kinds.values())
