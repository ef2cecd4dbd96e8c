"""Frameworks and role models as values: scales that meet, names in two languages, one digest."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import courses.competences
from courses.competences.content import (
    NOT_YET,
    Name,
    Role,
    RoleModel,
    digest,
    parse_framework,
    parse_roles,
)
from courses.competences.forms import code_of, field_name
from courses.competences.gaps import gaps, unanswered

FOLDER = Path(courses.competences.__file__).parent / "frameworks"
# The levels of DigComp 2.2 and 3.0.
EIGHT, FOUR = 8, 4
SCALES = st.sampled_from([FOUR, EIGHT])


def read(name):
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


OLD, NEW = (parse_framework(read(f"digcomp-{version}")) for version in ("2.2", "3.0"))
MODEL = parse_roles(read("rollen-1.0"))
CODES = OLD.codes
ROLES = st.sampled_from(MODEL.roles)
ANSWERS = st.fixed_dictionaries({code: st.integers(NOT_YET, EIGHT) for code in CODES})


def targets_of(role, levels):
    return {code: role.target(code, scale=MODEL.scale, levels=levels) for code in CODES}


def test_both_editions_have_the_same_competences_under_the_same_codes():
    assert OLD.codes == NEW.codes
    assert [area.code for area in OLD.areas] == [area.code for area in NEW.areas]
    assert OLD.courses == NEW.courses == "DigComp 2.2"
    assert (len(OLD.levels), len(NEW.levels)) == (EIGHT, FOUR)


@pytest.mark.parametrize("role", MODEL.roles, ids=lambda role: role.slug)
def test_role_asks_for_levels_and_competences_there_are(role):
    assert set(role.targets) <= set(CODES)
    assert all(1 <= level <= MODEL.scale for level in [role.usual, *role.targets.values()])
    assert role.name.de != role.name.en


@pytest.mark.parametrize(
    ("asked", "four"), [(0, 0), (1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (6, 3), (7, 4), (8, 4)]
)
def test_two_levels_of_the_old_edition_are_one_of_the_new(asked, four):
    """DigComp counts 1 and 2 as basic, 3 and 4 as intermediate, and so on."""
    role = Role("x", Name("X", "X"), asked, {})
    assert role.target("1.1", scale=EIGHT, levels=FOUR) == four
    assert role.target("1.1", scale=EIGHT, levels=EIGHT) == asked


@given(st.integers(0, 20), st.integers(0, 20), st.integers(1, 20), st.integers(1, 20))
def test_converted_target_keeps_order_and_stays_on_the_scale(first, second, scale, levels):
    low, high = sorted((min(first, scale), min(second, scale)))

    def target(asked):
        return Role("x", Name("X", "X"), asked, {}).target("1.1", scale=scale, levels=levels)

    assert 0 <= target(low) <= target(high) <= levels
    assert target(scale) == levels
    assert target(0) == 0
    # Rounded up: whoever reaches the converted target has not been asked for less.
    assert target(low) * scale >= low * levels


@given(ROLES, SCALES)
def test_whoever_is_at_the_top_has_no_gap_and_who_has_done_nothing_has_all(role, levels):
    targets = targets_of(role, levels)
    assert gaps(dict.fromkeys(CODES, levels), targets) == []
    nothing = gaps(dict.fromkeys(CODES, NOT_YET), targets)
    assert [gap.code for gap in nothing] == list(CODES)
    assert [gap.size for gap in nothing] == list(targets.values())


@given(ROLES, SCALES, ANSWERS)
def test_gap_is_exactly_what_lies_between_answer_and_target(role, levels, answers):
    answers = {code: min(level, levels) for code, level in answers.items()}
    targets = targets_of(role, levels)
    found = {gap.code: gap for gap in gaps(answers, targets)}
    for code in CODES:
        assert (code in found) == (answers[code] < targets[code])
        if code in found:
            gap = found[code]
            assert (gap.level, gap.target) == (answers[code], targets[code])
            assert answers[code] + gap.size == targets[code]
            assert 1 <= gap.size <= levels
    assert list(found) == [code for code in CODES if code in found]


@given(ROLES, ANSWERS, st.sampled_from(CODES))
def test_learning_more_never_opens_a_gap(role, answers, code):
    targets = targets_of(role, EIGHT)
    better = {**answers, code: min(answers[code] + 1, EIGHT)}
    before = {gap.code: gap.size for gap in gaps(answers, targets)}
    after = {gap.code: gap.size for gap in gaps(better, targets)}
    assert after.keys() <= before.keys()
    assert all(after[one] <= before[one] for one in after)


@given(st.sets(st.sampled_from(CODES)))
def test_what_is_not_answered_is_asked_and_is_no_gap(answered):
    answers = dict.fromkeys(answered, NOT_YET)
    left = unanswered(CODES, answers)
    assert len(left) + len(answered) == len(CODES)
    assert set(left).isdisjoint(answered)
    assert {gap.code for gap in gaps(answers, dict.fromkeys(CODES, 3))} == answered


@pytest.mark.parametrize("code", CODES)
def test_field_of_a_competence_leads_back_to_its_code(code):
    assert code_of(field_name(code)) == code
    assert "." not in field_name(code)


@pytest.mark.parametrize(
    ("language", "shown"),
    [("de", "Rathaus"), ("en", "Town hall"), ("en-gb", "Town hall"), ("fr", "Rathaus")],
)
def test_text_is_german_unless_english_is_asked_for(language, shown):
    assert Name("Rathaus", "Town hall").in_language(language) == shown


def test_role_is_found_by_its_name_only():
    model = RoleModel(8, (Role("bauamt", Name("Bauamt", "Building"), 3, {}),), "")
    assert model.role("bauamt").usual == 3
    assert model.role("") is None
    assert model.role("Bauamt") is None


def test_digest_tells_contents_apart_and_not_their_order():
    data = read("rollen-1.0")
    turned = dict(reversed(list(data.items())))
    assert digest(turned) == digest(data)
    assert digest({**data, "scale": 4}) != digest(data)
