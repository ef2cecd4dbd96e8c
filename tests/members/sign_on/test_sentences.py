"""Tables of sign-on without a database: mappings, reasons and refusals in words."""

import inspect
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campus.kit.errors import DomainError
from members.sign_on import errors, fetching, trials
from members.sign_on.attributes import (
    LONGEST,
    USUAL,
    Arrival,
    domain_of,
    flattened,
    is_of,
    read,
    source_of,
)
from members.sign_on.forms import DOMAIN, CodeForm
from members.sign_on.services.setting_up import PUBLIC_DOMAINS

TOWN = {"municipality": "Stadt Musterburg"}
REFUSALS = [
    (errors.NotReachable, {"host": "login.example"}, 400, "login.example ist nicht erreichbar"),
    (errors.AddressRefused, {}, 400, "Adressen interner Netze werden abgelehnt."),
    (errors.MetadataUnreadable, {}, 400, "Das sind keine Metadaten eines SAML-Anmeldedienstes"),
    (
        errors.IssuerDiffers,
        {"found": "https://a.example", "wanted": "https://b.example"},
        400,
        "nennt sich „https://a.example“, eingetragen wurde aber „https://b.example“",
    ),
    (errors.DomainTaken, {"domain": "b.example"}, 409, "Die Domain b.example gehört zu Mitarbeit"),
    (errors.DomainPublic, {"domain": "gmx.de"}, 400, "Bei gmx.de kann jeder Mensch eine Adresse"),
    (errors.NotTried, {}, 409, "Einschalten lässt sie sich, sobald ein Test gelungen ist."),
    (errors.NoSpareKey, {}, 400, "jemanden aus der Personalabteilung mit eigenem Kennwort"),
    (errors.SwitchedOff, TOWN, 403, "Stadt Musterburg bietet diese Anmeldung zurzeit nicht an."),
    (errors.EmploymentOver, TOWN, 403, "Was Sie gelernt haben, bleibt erhalten."),
    (errors.AccountClosed, {}, 403, "Dieses Konto ist geschlossen."),
    (errors.NotOnList, TOWN, 403, "nicht auf der Personalliste von Stadt Musterburg"),
    (errors.DetailsMissing, TOWN, 403, "hat Ihren Vor- und Nachnamen nicht übermittelt."),
    (
        errors.ForeignAddress,
        {**TOWN, "email": "e@gmx.de"},
        403,
        "Die Adresse e@gmx.de gehört zu keiner E-Mail-Domain von Stadt Musterburg.",
    ),
    (errors.DetailsContradict, {}, 409, "zu zwei verschiedenen Personen"),
    (errors.PasswordFirst, TOWN, 409, "Danach führen beide Wege zum selben Konto."),
    (errors.CodeWrong, {}, 400, "Das ist nicht der Code aus der neuesten E-Mail."),
    (errors.CodeOver, {}, 410, "Dieser Code gilt nicht mehr."),
    (errors.NotFromThem, {}, 400, "Die Antwort des Anmeldedienstes konnte nicht angenommen"),
]


@pytest.mark.parametrize(
    ("refusal", "values", "status", "sentence"), REFUSALS, ids=[row[0].code for row in REFUSALS]
)
def test_refusal_says_in_german_what_to_do(refusal, values, status, sentence):
    error = refusal(**values)

    assert sentence in str(error)
    assert "%(" not in str(error)
    assert error.status == status


def test_refusals_of_the_table_are_all_there_are_and_each_has_its_code():
    known = {
        one
        for _name, one in inspect.getmembers(errors, inspect.isclass)
        if issubclass(one, DomainError) and one is not DomainError
    }

    assert {row[0] for row in REFUSALS} == known
    assert len({one.code for one in known}) == len(known)


REASONS = [
    ("invalid_client", "Die Client-ID oder das Client-Geheimnis ist falsch."),
    ("unauthorized_client", "Der Anmeldedienst kennt diese Anwendung nicht."),
    ("redirect_uri mismatch", "Rücksprungadresse ist beim Anmeldedienst nicht eingetragen."),
    ("invalid_scope: profile", "gibt Profil oder E-Mail-Adresse nicht frei."),
    ("Invalid id_token", "Die Signatur oder der Empfänger der Antwort ist falsch."),
    ("The Assertion is not signed", "Die Assertion ist nicht signiert."),
    ("No Signature found", "Die Assertion ist nicht signiert."),
    ("Signature validation failed", "Die Signatur passt nicht zum Zertifikat."),
    ("not a valid audience", "Die Antwort ist für eine andere Anwendung bestimmt."),
    ("Timing issues", "Die Uhr Ihres Anmeldedienstes geht falsch."),
    ("The assertion has EXPIRED", "Die Antwort ist zu alt"),
    ("Invalid issuer in the Response", "von einem anderen Anmeldedienst als dem eingerichteten."),
    ("Connection aborted", "Der Anmeldedienst ist von hier aus nicht erreichbar."),
]


@pytest.mark.parametrize(("technical", "sentence"), REASONS)
def test_reason_of_a_technical_sign_is_a_german_sentence(technical, sentence):
    by_exception = trials.reason_of("unknown", ValueError(technical), {}, {})
    by_saml = trials.reason_of("unknown", None, {"saml_last_error_reason": technical}, {})
    by_query = trials.reason_of("unknown", None, {}, {"error": technical})

    assert sentence in by_exception
    assert by_exception == by_saml == by_query
    assert by_exception.endswith(f"({technical})")


def test_reason_of_a_cancelled_sign_in_needs_no_technical_words():
    reason = trials.reason_of("cancelled", None, {}, {})

    assert reason == "Die Anmeldung wurde beim Anmeldedienst abgebrochen."


def test_reason_of_a_very_long_error_is_cut():
    reason = trials.reason_of("unknown", ValueError("x" * 5000), {}, {})

    assert "x" * 300 in reason
    assert "x" * 301 not in reason


@pytest.mark.parametrize(
    ("field", "name"),
    [(field, name) for field, names in USUAL.items() for name in names],
    ids=[f"{field}-{at}" for field, names in USUAL.items() for at in range(len(names))],
)
def test_read_takes_every_usual_name_into_its_own_field_only(field, name):
    arrival = read("s", {name: " wert "}, {})

    assert arrival == Arrival(subject="s", **{field.value: "wert"})
    assert source_of(field, {name: "wert"}, {}) == name


def test_source_of_several_usual_names_is_the_first_of_the_table():
    for field, names in USUAL.items():
        received = dict.fromkeys(reversed(names), "x")
        assert source_of(field, received, {}) == names[0]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("  Bauamt ", "Bauamt"),
        (0, "0"),
        (4.5, "4.5"),
        (False, "False"),
        (("a", ["b", " c "], {"d": 1}), "a; b; c"),
    ],
)
def test_flattened_makes_one_line_of_each_value(value, text):
    assert flattened({"x": value}) == {"x": text}


@pytest.mark.parametrize("value", ["", "  ", None, [], [None, ""], {}, {"a": "b"}, b"x"])
def test_flattened_leaves_out_what_says_nothing(value):
    assert flattened({"x": value}) == {}


SAID = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


@given(st.dictionaries(st.text(max_size=8), SAID, max_size=4))
def test_flattened_is_never_empty_or_too_long_whatever_came(raw):
    found = flattened(raw)

    assert found.keys() <= raw.keys()
    assert all(0 < len(text) <= LONGEST for text in found.values())


WORD = st.text(alphabet=string.ascii_letters + string.digits, min_size=1, max_size=12)


@given(WORD, WORD, WORD)
def test_address_belongs_to_its_domain_and_to_no_longer_one(name, domain, more):
    address = f"{name}@{domain}.example"
    own = domain.lower() + ".example"

    assert domain_of(address) == own
    assert is_of(address, [own])
    assert not is_of(address, [f"{more.lower()}.{own}", f"{own}.{more.lower()}", ""])


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("stadt.example", True),
        ("amt.stadt-am-see.example", True),
        ("xn--mnchen-3ya.example", True),
        ("stadt", False),
        ("-stadt.example", False),
        ("stadt-.example", False),
        ("stadt..example", False),
        ("stadt.e", False),
        ("stadt.example/pfad", False),
        ("*.example", False),
        ("127.0.0.1", False),
        (f"{'a' * 64}.example", False),
    ],
)
def test_mail_domain_is_a_whole_name(name, fits):
    assert bool(DOMAIN.match(name)) is fits


def test_public_domains_are_spelt_as_the_form_hands_them_over():
    assert all(DOMAIN.match(name) for name in PUBLIC_DOMAINS)


@pytest.mark.parametrize(
    "url",
    ["https://login.example:99999/", "https://[::1/", "//login.example/", "https://u:p@a.example/"],
)
def test_check_address_of_a_misshapen_one_is_refused_in_words(url):
    with pytest.raises(errors.AddressRefused, match="Diese Adresse wird nicht abgerufen"):
        fetching.check_address(url)


def test_code_form_asks_for_the_code_in_words():
    assert CodeForm({"code": " "}).errors["code"] == ["Tragen Sie den Code aus der E-Mail ein."]
    assert "code" in CodeForm({"code": "1" * 21}).errors
