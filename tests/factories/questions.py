"""Stored questions of every type, as the editor leaves them."""

import uuid


def _id():
    return str(uuid.uuid4())


def _listed(values):
    return [{"type": "item", "id": _id(), "value": value} for value in values]


def stored(type, **value):
    """Return a stored question with what all have in common."""
    common = {"prompt": "Was stimmt?", "explanation": "Weil es so ist.", "points": 1}
    return {"type": type, "id": _id(), "value": {**common, **value}}


def matching(pairs=(("Ei", "Huhn"), ("Kalb", "Kuh"), ("Lamm", "Schaf")), more="", **value):
    """Return a matching question; `more` are right sides that belong to nothing."""
    listed = _listed([{"left": left, "right": right} for left, right in pairs])
    return stored("matching", pairs=listed, distractors=more, **value)


def ordering(steps=("Eins", "Zwei", "Drei", "Vier"), **value):
    """Return a question of order; the steps are given in the right one."""
    return stored("ordering", steps=_listed(list(steps)), **value)


def numeric(number="12.5", tolerance="0", unit="", **value):
    """Return a question for a number."""
    return stored("numeric", value=number, tolerance=tolerance, unit=unit, **value)


def short_text(*accepted, exact=False, **value):
    """Return a question for a few words."""
    texts = "\n".join(accepted or ("Straße",))
    return stored("short_text", accepted=texts, exact=exact, **value)


def cloze(text="Die [1] endet [2].", gaps=(("Frist", ""), ("heute", "morgen\ngestern")), **value):
    """Return a text with gaps: pairs of right and wrong answers, one in each line."""
    listed = _listed([{"accepted": right, "others": wrong} for right, wrong in gaps])
    return stored("cloze", text=text, gaps=listed, exact=value.pop("exact", False), **value)


def pool(draw=1):
    """Return the beginning of a pool."""
    return {"type": "pool", "id": _id(), "value": {"title": "Pool", "draw": draw}}


def one_of_each():
    """Return a body with a question of each of the newer types."""
    return [matching(), ordering(), numeric(), short_text(), cloze()]
