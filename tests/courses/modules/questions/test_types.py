"""Each type of question by tables: what it takes, what it earns, how xAPI writes it."""

from decimal import Decimal

import pytest

from courses.modules.questions import read
from courses.modules.questions.numeric import digits, read_number, shown
from courses.modules.questions.text import fold, same
from tests.factories.questions import cloze, matching, numeric, one_of_each, ordering, short_text


def earns(question, *entries):
    return question.credit(question.clean(entries))


@pytest.mark.parametrize("stored", one_of_each(), ids=lambda block: block["type"])
def test_solution_earns_everything_and_nothing_earns_nothing(stored):
    question = read(stored)
    assert question.credit(question.solution()) == 1
    assert question.credit([]) == 0
    assert question.clean(question.solution()) == question.solution()


@pytest.mark.parametrize(("right", "expected"), [(3, "1"), (2, "0.6667"), (1, "0.3333"), (0, "0")])
def test_matching_earns_right_pairs_of_all_pairs(right, expected):
    question = read(matching())
    wrong = [f"{pair.id}:{question.pairs[0].target}" for pair in question.pairs[1:]]
    answer = question.solution()[:right] + wrong[max(0, right - 1) :][: 3 - right]
    assert round(earns(question, *answer), 4) == Decimal(expected)


def test_matching_pairs_with_the_same_right_side_share_one_target():
    question = read(matching(pairs=(("Ei", "Huhn"), ("Küken", "Huhn"), ("Lamm", "Schaf"))))
    assert [target.text for target in question.targets] == ["Huhn", "Schaf"]
    assert question.pairs[0].target == question.pairs[1].target


def test_matching_more_right_sides_are_offered_and_never_right():
    question = read(matching(more="Hund\n\n Katze "))
    texts = {target.text: target.id for target in question.targets}
    assert list(texts) == ["Huhn", "Kuh", "Schaf", "Hund", "Katze"]
    assert earns(question, f"{question.pairs[0].id}:{texts['Hund']}") == 0


def test_matching_targets_do_not_tell_to_which_pair_they_belong():
    question = read(matching())
    assert not {pair.id for pair in question.pairs} & {target.id for target in question.targets}


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ("1234", "1"),
        ("4321", "0"),
        ("2341", "0.6667"),
        ("2134", "0.3333"),
        ("1243", "0.3333"),
        ("1134", "0.3333"),
        ("1111", "0"),
    ],
)
def test_ordering_earns_neighbours_that_follow_each_other(places, expected):
    question = read(ordering())
    answer = [f"{part}:{place}" for part, place in zip(question.parts, places, strict=True)]
    assert round(earns(question, *answer), 4) == Decimal(expected)


def test_ordering_with_places_left_open_earns_the_neighbours_that_are_there():
    question = read(ordering())
    one, two, *_rest = question.parts
    assert round(earns(question, f"{one}:1", f"{two}:2"), 4) == Decimal("0.3333")


@pytest.mark.parametrize("place", ["0", "5", "-1", "x", "1.0", "01"])
def test_ordering_place_that_does_not_exist_is_foreign(place):
    question = read(ordering())
    assert not question.accepts(f"{question.parts[0]}:{place}")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1250,5", "1250.5"),
        ("1.250,5", "1250.5"),
        ("1.250", "1250"),
        ("1.25", "1.25"),
        ("1.250.000", "1250000"),
        ("1 250,5 €", "1250.5"),
        ("1250.5€", "1250.5"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("+3", "3"),
        (",5", "0.5"),
        ("007", "7"),
    ],
)
def test_read_number_reads_what_people_type(typed, number):
    assert read_number(typed, unit="€") == Decimal(number)


@pytest.mark.parametrize(
    "typed", ["", "zwölf", "1,2,3", "1e9", "NaN", "Infinity", "1.2.3", "--1", "€", "9" * 16]
)
def test_read_number_takes_nothing_else_for_a_number(typed):
    assert read_number(typed, unit="€") is None


@pytest.mark.parametrize(
    ("typed", "credit"), [("12,5", 1), ("12", 1), ("13", 1), ("13,01", 0), ("11,99", 0), ("x", 0)]
)
def test_numeric_is_right_within_the_tolerance_and_on_its_edge(typed, credit):
    assert earns(read(numeric(tolerance="0.5")), typed) == credit


@pytest.mark.parametrize(
    ("number", "text"),
    [("1E+3", "1000"), ("1.500", "1.5"), ("-0.0", "0"), ("0.000001", "0.000001")],
)
def test_digits_never_writes_a_power_or_needless_noughts(number, text):
    assert digits(Decimal(number)) == text
    assert shown(Decimal(number)) == text.replace(".", ",")


@pytest.mark.parametrize(
    "typed", ["Straße", "strasse", "STRASSE", " Straße. ", "straße", "Strasse"]
)
def test_short_text_forgives_case_umlauts_and_spaces(typed):
    assert earns(read(short_text("Straße")), typed) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Müller", "mueller"), ("E-Akte", "E – Akte"), ("„Recht“", '"Recht"'), ("A  B", "a b")],
)
def test_fold_makes_what_means_the_same_equal(one, other):
    assert fold(one) == fold(other)
    assert not same(one, other, exact=True)


@pytest.mark.parametrize(("typed", "credit"), [("Straße", 1), ("strasse", 0), ("Straße ", 1)])
def test_short_text_to_the_letter_forgives_only_spaces(typed, credit):
    assert earns(read(short_text("Straße", exact=True)), typed) == credit


def test_short_text_takes_any_accepted_answer():
    question = read(short_text("§ 8 VgV", "§ 8"))
    assert earns(question, "§ 8") == earns(question, "§ 8 vgv") == 1
    assert question.solution() == ["§ 8 VgV"]


@pytest.mark.parametrize("typed", ["a\x00b", "a\nb", "\ud800x", "x" * 5000])
def test_typed_text_is_kept_in_one_line_that_every_database_takes(typed):
    [kept] = read(short_text()).clean([typed])
    assert len(kept) <= 1000
    assert kept.isprintable()


def test_cloze_earns_right_gaps_of_all_gaps():
    question = read(cloze())
    typed, chosen = question.gaps
    wrong = next(one.id for one in chosen.choices if one.text == "morgen")
    assert earns(question, f"{typed.id}: frist ") == Decimal("0.5")
    assert earns(question, f"{typed.id}:Frist", f"{chosen.id}:{wrong}") == Decimal("0.5")
    assert earns(question, *question.solution()) == 1


def test_cloze_gap_to_choose_takes_only_its_own_words():
    question = read(cloze())
    typed, chosen = question.gaps
    assert question.accepts(f"{typed.id}:irgendetwas")
    assert not question.accepts(f"{chosen.id}:irgendetwas")
    assert not question.accepts("fremd:Frist")
    assert question.accepts(f"{chosen.id}:")


def test_cloze_shows_words_and_gaps_as_they_follow_each_other():
    question = read(cloze(text="[2] vor [1] [7]"))
    words = [piece if isinstance(piece, str) else piece.accepted[0] for piece in question.pieces()]
    assert words == ["heute", " vor ", "Frist", " ", "[7]"]


@pytest.mark.parametrize(
    ("stored", "kind", "patterns"),
    [
        (numeric("12.5", "0.5"), "numeric", ["12[:]13"]),
        (numeric("3"), "numeric", ["3[:]3"]),
        (short_text("Amt", "Behörde"), "fill-in", ["Amt", "Behörde"]),
        (short_text("x" * 251), "long-fill-in", ["x" * 251]),
        (cloze(), "fill-in", ["Frist[,]heute"]),
        (cloze(gaps=(("a\nb", ""), ("c\nd", ""))), "fill-in", ["a[,]c", "a[,]d", "b[,]c", "b[,]d"]),
    ],
)
def test_interaction_has_type_and_right_answers_as_the_specification_writes_them(
    stored, kind, patterns
):
    found = read(stored).interaction()
    bare = [pattern.removeprefix("{case_matters=false}") for pattern in found.patterns]
    assert (found.type, bare) == (kind, patterns)


def test_interaction_of_matching_pairs_sources_with_targets():
    question = read(matching(more="Hund"))
    found = question.interaction()
    [pattern] = found.patterns
    assert found.type == "matching"
    assert pattern.split("[,]")[0] == f"{question.pairs[0].id}[.]{question.pairs[0].target}"
    assert len(found.components["source"]) == 3
    assert len(found.components["target"]) == 4


def test_interaction_of_ordering_names_the_steps_in_order():
    question = read(ordering())
    assert question.interaction().patterns == ("[,]".join(question.parts),)
    assert question.interaction().type == "sequencing"


def test_interaction_of_many_gaps_lists_only_some_ways():
    gaps = [("a\nb\nc", "")] * 6
    text = " ".join(f"[{number}]" for number in range(1, 7))
    assert len(read(cloze(text=text, gaps=gaps)).interaction().patterns) == 32


@pytest.mark.parametrize("typed", ["a[,]b", "1[:]2", "x[.]y"])
def test_response_holds_no_delimiter_that_somebody_typed(typed):
    response = read(short_text()).response([typed])
    assert not any(mark in response for mark in ("[,]", "[:]", "[.]"))


def test_response_of_a_number_has_a_decimal_point_and_no_unit():
    question = read(numeric(unit="€"))
    assert question.response(["1.250,50 €"]) == "1250.5"
    assert question.response(["zwölf"]) == "zwölf"
