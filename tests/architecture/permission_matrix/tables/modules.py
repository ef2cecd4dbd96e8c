"""Rows of courses.modules: the studio shows authors nothing of another provider."""

from typing import Any

from courses.modules.collected import QuestionOrigin
from tests.architecture.permission_matrix.actors import AUTHORS, A, Place, World
from tests.architecture.permission_matrix.rows import Row, Values
from tests.architecture.permission_matrix.tables.catalogue import EDITORS
from tests.factories.catalogue import CoursePageFactory
from tests.factories.modules import (
    ChapterFactory,
    LessonFactory,
    MediaFactory,
    ModuleFactory,
    QuizFactory,
)

STUDIO = AUTHORS | EDITORS
# The office may enter the admin and opens a chooser, which is empty for it.
CHOOSES = STUDIO | {A.OFFICE, A.REVIEWER}
# Who reviews for a provider reads its drafts.
READS = STUDIO | {A.REVIEWER}
# What a deed answers depends on the state of the review; that it is no page of another's is enough.
ANY_ANSWER = frozenset({200, 302, 400, 403, 404, 405})


def a_module(world: World, place: Place) -> dict[str, Any]:
    """Return a module of the place's provider."""
    return {"pk": ModuleFactory(provider=place.provider).pk}


def a_lesson(world: World, place: Place) -> dict[str, Any]:
    """Return a lesson of the place's provider."""
    chapter = ChapterFactory(module=ModuleFactory(provider=place.provider))
    return {"pk": LessonFactory(chapter=chapter).pk}


def a_taken_question(world: World, place: Place) -> dict[str, Any]:
    """Return the origin of a question that was taken over into a test of the place's provider."""
    module = ModuleFactory(provider=place.provider)
    first, second = QuizFactory.create_batch(2, chapter=ChapterFactory(module=module))
    ids = [test.body.raw_data[0]["id"] for test in (first, second)]
    known = {"lesson": first, "block": ids[0], "origin": second, "origin_block": ids[1]}
    return {"pk": QuestionOrigin.objects.create(**known, digest="").pk}


def a_film(world: World, place: Place) -> dict[str, Any]:
    """Return a film of the place's provider."""
    return {"pk": MediaFactory(provider=place.provider).pk}


def with_more(values: Values, **more: Any) -> Values:
    """Add arguments that name no object of ours."""
    return lambda world, place: {**values(world, place), **more}


def view_set(model: str, own: Values) -> tuple[Row, ...]:
    """Return the rows that every view set of the studio has."""
    edit, choose = f"wagtailsnippets_modules_{model}:", f"wagtailsnippetchoosers_modules_{model}:"
    return (
        Row(f"{edit}list", READS),
        Row(f"{edit}list_results", READS),
        Row(f"{edit}add", STUDIO, answer=ANY_ANSWER),
        *(
            Row(f"{edit}{deed}", STUDIO, own, there=EDITORS, answer=ANY_ANSWER)
            for deed in ("edit", "delete", "usage", "history", "history_results")
        ),
        Row(f"{choose}choose", CHOOSES),
        Row(f"{choose}choose_results", CHOOSES),
        Row(f"{choose}chosen", READS, with_text_key(own), there=EDITORS),
        Row(f"{choose}chosen_multiple", CHOOSES, answer=ANY_ANSWER),
    )


def with_text_key(values: Values) -> Values:
    """Give the key as the chooser does."""
    return lambda world, place: {"pk": str(values(world, place)["pk"])}


LESSON = "wagtailsnippets_modules_lesson:"
COMPARED = {"revision_id_a": "earliest", "revision_id_b": "latest"}
LESSON_DEEDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("preview_on_edit", {}),
    ("unpublish", {}),
    ("lock", {}),
    ("unlock", {}),
    ("revisions_view", {"revision_id": 1}),
    ("revisions_revert", {"revision_id": 1}),
    ("revisions_unschedule", {"revision_id": 1}),
    ("revisions_compare", COMPARED),
    ("workflow_action", {"action_name": "approve", "task_state_id": 1}),
    ("collect_workflow_action_data", {"action_name": "approve", "task_state_id": 1}),
    ("confirm_workflow_cancellation", {}),
    ("workflow_history", {}),
    ("workflow_history_detail", {"workflow_state_id": 1}),
    ("workflow_preview", {"task_id": 1}),
)

# Wagtail asks in them for the right to see the lesson, or has no answer to give.
READERS_DEEDS = {"confirm_workflow_cancellation", "workflow_preview"}


def a_parent_page(world: World, place: Place) -> dict[str, Any]:
    """Return the course page of the place's provider as a page to open in the chooser."""
    return {"parent_page_id": CoursePageFactory(provider=place.provider).pk}


def a_move(world: World, place: Place) -> dict[str, Any]:
    """Return a course page of the place's provider, to be moved onto its own parent."""
    course = CoursePageFactory(provider=place.provider)
    return {"page_to_move_id": course.pk, "destination_id": course.get_parent().pk}


def a_page_to_delete(world: World, place: Place) -> dict[str, Any]:
    """Name a course page of the place's provider behind the question mark."""
    return {"id": CoursePageFactory(provider=place.provider).pk}


def deleting_pages(world: World, place: Place) -> dict[str, Any]:
    """Return the deed on several pages."""
    return {"app_label": "wagtailcore", "model_name": "page", "action": "delete"}


def a_reviewed_page(world: World, place: Place) -> dict[str, Any]:
    """Return the course page of the place's provider."""
    return {"page_id": CoursePageFactory(provider=place.provider).pk}


def no_model(world: World, place: Place) -> dict[str, Any]:
    """Return the model of the words under which files are filed."""
    return {"app_name": "taggit", "model_name": "tag"}


# Everybody who may enter the admin; what they find there is scoped.
ENTERS = CHOOSES | {A.SUPERUSER}


def a_provider(world: World, place: Place) -> dict[str, Any]:
    """Return the place's provider."""
    return {"slug": place.provider.slug}


ROWS = (
    Row("studio_structure", STUDIO, a_module, there=EDITORS),
    Row(
        "studio_structure",
        EDITORS | AUTHORS,
        a_module,
        there=EDITORS,
        methods=("post",),
        answer=frozenset({404}),
    ),
    Row("studio_goals", STUDIO, a_module, there=EDITORS),
    Row("studio_goals", STUDIO, a_module, there=EDITORS, methods=("post",)),
    Row("studio_questions", READS),
    Row("studio_questions", STUDIO, methods=("post",), answer=frozenset({400})),
    Row("studio_question_news", STUDIO, a_taken_question, there=EDITORS),
    Row(
        "studio_question_news",
        STUDIO,
        a_taken_question,
        there=EDITORS,
        methods=("post",),
        data=lambda world, place: {"deed": "keep"},
        answer=frozenset({302}),
    ),
    Row("studio_captions", STUDIO, a_film, there=EDITORS),
    Row(
        "studio_captions", STUDIO, a_film, there=EDITORS, methods=("post",), answer=frozenset({400})
    ),
    Row("studio_captions_check", STUDIO, a_film, there=EDITORS, methods=("post",)),
    Row("studio_providers", READS, answer=frozenset({200, 302})),
    Row("studio_provider", READS, a_provider, there=EDITORS),
    Row(
        "studio_provider",
        EDITORS | {A.PROVIDER_OWNER},
        a_provider,
        there=EDITORS,
        methods=("post",),
        answer=frozenset({302}),
    ),
    *(
        Row(f"studio_{name}{results}", STUDIO)
        for name in ("images", "documents")
        for results in ("", "_results")
    ),
    *(
        Row(f"studio_{name}{results}", STUDIO)
        for name in ("reviews", "review_steps")
        for results in ("", "_results")
    ),
    Row("studio_history", ENTERS),
    Row("studio_history_results", ENTERS),
    Row("studio_choose_image", ENTERS),
    Row("studio_tags", ENTERS),
    Row("studio_tags_of_model", ENTERS, no_model, there=ENTERS),
    Row(
        "studio_bulk",
        ENTERS,
        deleting_pages,
        there=ENTERS,
        query=a_page_to_delete,
        answer=ANY_ANSWER,
    ),
    Row("studio_confirm_cancellation", STUDIO, a_reviewed_page, there=EDITORS, answer=ANY_ANSWER),
    # Views of Wagtail that ask for no right to one page; guarded in the studio.
    Row("studio_choose_page", STUDIO, a_parent_page, there=EDITORS),
    Row("studio_move_page", STUDIO, a_move, there=EDITORS, answer=ANY_ANSWER),
    Row("studio_page_types", EDITORS),
    *view_set("module", a_module),
    *view_set("lesson", a_lesson),
    *view_set("media", a_film),
    Row(f"{LESSON}copy", STUDIO, a_lesson, there=EDITORS),
    Row(f"{LESSON}preview_on_add", STUDIO, answer=ANY_ANSWER),
    *(
        Row(
            f"{LESSON}{deed}",
            READS if deed in READERS_DEEDS else STUDIO,
            with_more(a_lesson, **more),
            there=EDITORS,
            methods=("get", "post"),
            answer=ANY_ANSWER,
        )
        for deed, more in LESSON_DEEDS
    ),
)
