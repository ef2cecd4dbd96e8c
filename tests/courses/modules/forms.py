"""What the studio's forms send."""

LESSONS = "/admin/snippets/modules/lesson/"


def form_data(lesson, action="", **extra):
    """Return what the form of a lesson with one heading sends."""
    data = {
        "title": lesson.title,
        "chapter": lesson.chapter_id,
        "position": 1,
        "minutes": 5,
        "kind": "lesson",
        "required": "on",
        "pass_percent": 60,
        "max_attempts": 0,
        "time_limit": 0,
        "completion": "button",
        "seen_percent": 90,
        "change": "edition",
        "body-count": 1,
        "body-0-deleted": "",
        "body-0-order": 0,
        "body-0-type": "heading",
        "body-0-id": "",
        "body-0-value": "Merksatz",
    }
    return {**data, **({f"action-{action}": "1"} if action else {}), **extra}
