"""What an author does all day with a module, each deed as one request."""

from tests.courses.modules.forms import LESSONS, form_data

MODULES = "/admin/snippets/modules/module/"


def lesson_of(module):
    """Return the lesson in the middle of a module."""
    lessons = list(module.chapters.first().lessons.order_by("position", "pk"))
    return lessons[len(lessons) // 2]


def open_module(client, module):
    """Open the form of the module, with its lessons and what is missing in them."""
    return client.get(f"{MODULES}edit/{module.pk}/")


def open_structure(client, module):
    """Open the page on which chapters and lessons are put into order."""
    return client.get(f"/admin/aufbau/{module.pk}/")


def open_lesson(client, module):
    """Open a lesson in the editor."""
    return client.get(f"{LESSONS}edit/{lesson_of(module).pk}/")


def save_lesson(client, module):
    """Save a draft."""
    lesson = lesson_of(module)
    return client.post(f"{LESSONS}edit/{lesson.pk}/", form_data(lesson))


def add_lesson(client, module):
    """Write a new lesson into a chapter that has all the others."""
    lesson = lesson_of(module)
    data = form_data(lesson, title="Neue Lektion", position=999)
    return client.post(f"{LESSONS}add/", data)


def preview_lesson(client, module):
    """Hand a draft to the preview and look at it."""
    lesson = lesson_of(module)
    address = f"{LESSONS}preview/{lesson.pk}/"
    client.post(address, form_data(lesson))
    return client.get(address)


def move_lesson(client, module):
    """Move a lesson one place up."""
    deed = {"deed": f"lesson-up:{lesson_of(module).pk}"}
    return client.post(f"/admin/aufbau/{module.pk}/", deed)


def duplicate_lesson(client, module):
    """Make a copy of a lesson."""
    deed = {"deed": f"lesson-copy:{lesson_of(module).pk}"}
    return client.post(f"/admin/aufbau/{module.pk}/", deed)


def publish_lesson(client, module):
    """Publish a lesson, as editors do."""
    lesson = lesson_of(module)
    return client.post(f"{LESSONS}edit/{lesson.pk}/", form_data(lesson, "publish"))


DEEDS = {
    "open the module": open_module,
    "open its order": open_structure,
    "open a lesson": open_lesson,
    "save a lesson": save_lesson,
    "add a lesson": add_lesson,
    "move a lesson": move_lesson,
    "duplicate a lesson": duplicate_lesson,
    "preview a lesson": preview_lesson,
    "publish a lesson": publish_lesson,
}
