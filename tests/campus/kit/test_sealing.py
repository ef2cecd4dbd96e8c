"""Secrets at rest."""

import pytest
from cryptography.fernet import Fernet

from campus.kit.sealing import NoKey, WrongKey, can_seal, seal, unseal


def test_seal_and_unseal_gives_the_secret_back():
    sealed = seal("sehr geheim")

    assert "geheim" not in sealed
    assert seal("sehr geheim") != sealed
    assert unseal(sealed) == "sehr geheim"


def test_seal_of_nothing_is_nothing():
    assert seal("") == unseal("") == ""


def test_unseal_after_a_new_key_still_reads_the_old_secrets(settings):
    sealed = seal("alt")
    settings.KC_SECRETS_KEY = f"{Fernet.generate_key().decode()}, {settings.KC_SECRETS_KEY}"

    assert unseal(sealed) == "alt"


def test_unseal_without_the_old_key_is_refused(settings):
    sealed = seal("alt")
    settings.KC_SECRETS_KEY = Fernet.generate_key().decode()

    with pytest.raises(WrongKey):
        unseal(sealed)


def test_seal_without_any_key_is_refused(settings):
    settings.KC_SECRETS_KEY = ""

    assert not can_seal()
    with pytest.raises(NoKey):
        seal("x")
