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


def body_data(body, name="body"):
    """Return what the editor sends for stored blocks, ids included."""
    data = {f"{name}-count": len(body)}
    for place, block in enumerate(body):
        prefix = f"{name}-{place}"
        data |= {f"{prefix}-deleted": "", f"{prefix}-order": place, f"{prefix}-id": block["id"]}
        if block["type"] != "item":
            data[f"{prefix}-type"] = block["type"]
        data |= _value_data(block["value"], f"{prefix}-value")
    return data


def _value_data(value, name):
    if isinstance(value, list):
        return body_data(value, name)
    if isinstance(value, dict):
        parts = (_value_data(part, f"{name}-{key}") for key, part in value.items())
        return {key: text for part in parts for key, text in part.items()}
    if isinstance(value, bool):
        return {name: "on"} if value else {}
    return {name: value}
