"""Gaps and recommendations by table, and whatever order the courses come in."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import courses.competences
from courses.competences.content import FRAMEWORK, Role, digest, parse_framework, parse_roles
from courses.competences.gaps import Gap, gaps, unanswered
from courses.competences.recommending import MOST, Candidate, recommend

FILES = sorted((Path(courses.competences.__file__).parent / "frameworks").glob("*.yaml"))


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("answers", "targets", "expected"),
    [
        ({}, {"1.1": 3}, []),
        ({"1.1": 3}, {"1.1": 3}, []),
        ({"1.1": 0, "1.2": 5}, {"1.1": 2, "1.2": 4}, [Gap("1.1", 0, 2)]),
        ({"1.2": 1, "1.1": 1}, {"1.1": 2, "1.2": 4}, [Gap("1.1", 1, 2), Gap("1.2", 1, 4)]),
    ],
)
def test_gap_is_where_the_target_lies_above(answers, targets, expected):
    assert gaps(answers, targets) == expected


def test_unanswered_keeps_the_order_of_the_framework():
    assert unanswered(["1.1", "1.2", "2.1"], {"1.2": 0}) == ["1.1", "2.1"]


@pytest.mark.parametrize(
    ("asked", "levels", "target"), [(8, 4, 4), (5, 4, 3), (1, 4, 1), (0, 4, 0), (5, 8, 5)]
)
def test_target_is_converted_and_rounded_up(asked, levels, target):
    role = Role("x", None, asked, {"1.1": 2})
    assert role.target("9.9", scale=8, levels=levels) == target


def course(number, *codes, level=0):
    return Candidate(number, frozenset(codes), level, f"Kurs {number}")


@pytest.mark.parametrize(
    ("sizes", "candidates", "chosen", "uncovered"),
    [
        ({}, [course(1, "a")], (), ()),
        ({"a": 1}, [], (), ("a",)),
        ({"a": 1, "b": 1}, [course(1, "a"), course(2, "a", "b")], (2,), ()),
        ({"a": 5, "b": 1, "c": 1}, [course(1, "a"), course(2, "b", "c")], (1, 2), ()),
        ({"a": 1}, [course(2, "a"), course(1, "a")], (1,), ()),
        ({"a": 1}, [course(1, "a", level=2), course(2, "a")], (2,), ()),
        ({"a": 3, "b": 1}, [course(1, "a", level=1), course(2, "b")], (2, 1), ()),
        ({"a": 1, "z": 2}, [course(1, "a"), course(3, "x")], (1,), ("z",)),
    ],
)
def test_few_useful_courses_are_recommended_basics_first(sizes, candidates, chosen, uncovered):
    found = recommend(sizes, candidates)
    assert (found.courses, found.uncovered) == (chosen, uncovered)


CODES = st.sampled_from("abcdefgh")
CANDIDATES = st.lists(
    st.builds(course, st.integers(1, 30), CODES, CODES, level=st.integers(0, 2)),
    max_size=12,
    unique_by=lambda one: one.course,
)


@given(st.dictionaries(CODES, st.integers(1, 8)), CANDIDATES, st.randoms())
def test_recommendation_is_useful_and_independent_of_order(sizes, candidates, random):
    found = recommend(sizes, candidates)
    shuffled = list(candidates)
    random.shuffle(shuffled)
    assert recommend(sizes, shuffled) == found
    assert len(found.courses) <= MOST
    closed = [code for codes in found.closes.values() for code in codes]
    assert len(closed) == len(set(closed))
    assert all(found.closes[number] for number in found.courses)
    assert set(closed).isdisjoint(found.uncovered)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_data_file_names_source_and_licence_and_both_languages(path):
    data = read(path)
    assert data["source"]
    assert data["licence"] == "CC BY 4.0"
    assert digest(data) == digest(read(path))
    if data["kind"] != FRAMEWORK:
        model = parse_roles(data)
        assert "keine Norm" in model.source
        assert {role.slug for role in model.roles} >= {"buergerdienste", "bauamt", "fuehrung"}
        assert model.role("gibt-es-nicht") is None
        return
    held = parse_framework(data)
    assert (len(held.areas), len(held.codes), len(set(held.codes))) == (5, 21, 21)
    assert len(held.levels) == {"2.2": 8, "3.0": 4}[data["version"]]
    for one in held.competences:
        assert one.name.in_language("de") and one.name.in_language("en-gb") == one.name.en
        assert one.hint.de != one.hint.en
