"""XAPI-Data 2.4.4.1, 4.1: definitions of activities, interactions, extensions."""

from typing import Any

import pytest

from courses.xapi.core.activities import COMPONENT_LISTS, COMPONENTS
from tests.factories.xapi import REMOVED, activity, changed, statement
from tests.standards.xapi.checking import accept, refuse

OPTION = {"id": "a", "description": {"de": "Eine Antwort"}}


def defined(**definition: Any) -> dict[str, Any]:
    """Return a statement on an activity with that definition."""
    return statement(object=activity(**definition))


def test_data_2_4_4_1_s1_table1_row2_an_activity_has_an_id() -> None:
    refuse(changed(statement(), "object.id", REMOVED), "object.id")


def test_data_2_4_4_1_s2_table1_all_properties_are_accepted() -> None:
    accept(
        defined(
            name={"de": "Datenschutz"},
            description={"de": "Ein Grundkurs"},
            type="http://adlnet.gov/expapi/activities/course",
            moreInfo="https://content.example/more",
            extensions={"https://content.example/x": [1]},
        )
    )


@pytest.mark.parametrize("key", ["name", "description"])
@pytest.mark.parametrize("value", ["Datenschutz", ["Datenschutz"], 7])
def test_data_2_4_4_1_s2_table1_name_and_description_are_language_maps(
    key: str, value: Any
) -> None:
    refuse(defined(**{key: value}), f"object.definition.{key}")


@pytest.mark.parametrize("key", ["type", "moreInfo"])
@pytest.mark.parametrize("value", ["course", "", 7])
def test_data_2_4_4_1_s2_table1_type_and_more_info_are_iris(key: str, value: Any) -> None:
    refuse(defined(**{key: value}), f"object.definition.{key}")


def test_data_2_4_4_1_s2_a_definition_is_an_object() -> None:
    refuse(changed(statement(), "object.definition", "x"), "object.definition")


@pytest.mark.parametrize("place", ["object.definition", "result", "context"])
def test_data_4_1_s3_b1_keys_of_extensions_are_iris(place: str) -> None:
    whole = statement(object=activity(name={}), result={}, context={})
    path = f"{place}.extensions"
    accept(changed(whole, path, {"https://content.example/x": {"any": ["thing"]}, "urn:x": 1}))
    refuse(changed(whole, path, {"x": 1}), f"{path}.x")
    refuse(changed(whole, path, []), path)


@pytest.mark.parametrize("kind", COMPONENTS)
def test_data_2_4_4_1_s8_table1_row1_each_interaction_type_is_accepted(kind: str) -> None:
    lists = {name: [OPTION] for name in COMPONENTS[kind]}
    accept(defined(interactionType=kind, correctResponsesPattern=["a"], **lists))


@pytest.mark.parametrize("kind", ["essay", "Choice", "", 7])
def test_data_2_4_4_1_s8_table1_row1_another_interaction_type_is_refused(kind: Any) -> None:
    refuse(defined(interactionType=kind), "object.definition.interactionType")


@pytest.mark.parametrize("key", ["correctResponsesPattern", *COMPONENT_LISTS])
def test_data_2_4_4_1_s8_interaction_properties_need_a_type(key: str) -> None:
    refuse(defined(**{key: []}), "object.definition.interactionType")


@pytest.mark.parametrize("kind", COMPONENTS)
@pytest.mark.parametrize("name", COMPONENT_LISTS)
def test_data_2_4_4_1_s15_table2_lists_fit_the_type(kind: str, name: str) -> None:
    if name not in COMPONENTS[kind]:
        refuse(defined(interactionType=kind, **{name: [OPTION]}), f"object.definition.{name}")


@pytest.mark.parametrize("pattern", ["a", [1], [["a"]], {}])
def test_data_2_4_4_1_s8_table1_row2_patterns_are_strings(pattern: Any) -> None:
    index = "[0]" if isinstance(pattern, list) else ""
    path = f"object.definition.correctResponsesPattern{index}"
    refuse(defined(interactionType="other", correctResponsesPattern=pattern), path)


@pytest.mark.parametrize(
    ("component", "path"),
    [
        ("a", ""),
        ({}, ".id"),
        ({"id": 1}, ".id"),
        ({"id": "a", "description": "x"}, ".description"),
        ({"id": "a", "description": {"x_y": "z"}}, ".description.x_y"),
        ({"id": "a", "note": "x"}, ".note"),
    ],
)
def test_data_2_4_4_1_s15_table1_components_have_id_and_description(
    component: Any, path: str
) -> None:
    broken = defined(interactionType="choice", choices=[component])
    refuse(broken, f"object.definition.choices[0]{path}")


@pytest.mark.parametrize("name", COMPONENT_LISTS)
def test_data_2_4_4_1_s15_components_come_as_an_array(name: str) -> None:
    kind = next(kind for kind, lists in COMPONENTS.items() if name in lists)
    refuse(defined(interactionType=kind, **{name: OPTION}), f"object.definition.{name}")


def test_data_2_4_4_1_s16_b1_ids_of_components_are_distinct() -> None:
    twice = defined(interactionType="sequencing", choices=[OPTION, OPTION])
    refuse(twice, "object.definition.choices[1].id")


def test_data_2_4_4_1_s16_b1_ids_in_two_lists_may_be_alike() -> None:
    accept(defined(interactionType="matching", source=[OPTION], target=[OPTION]))
