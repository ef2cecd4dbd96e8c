"""The contrast of two colours as WCAG 2.2 reckons it; pure."""

import re

LEAST = 4.5
WHITE, BLACK = (255, 255, 255), (0, 0, 0)
NAMES = {
    "white": WHITE,
    "black": BLACK,
    "red": (255, 0, 0),
    "green": (0, 128, 0),
    "lime": (0, 255, 0),
    "blue": (0, 0, 255),
    "yellow": (255, 255, 0),
    "orange": (255, 165, 0),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "silver": (192, 192, 192),
    "lightgray": (211, 211, 211),
    "lightgrey": (211, 211, 211),
}
HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})")
RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)")

Colour = tuple[int, int, int]


def colour_of(text: str) -> Colour | None:
    """Return the colour behind a value of CSS; None for what cannot be told."""
    word = text.replace("!important", "").strip().lower()
    if word in NAMES:
        return NAMES[word]
    if found := HEX.fullmatch(word):
        digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    if found := RGB.fullmatch(word):
        red, green, blue = (min(255, int(part)) for part in found.groups())
        return red, green, blue
    return None


def ratio(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    """Return the relative luminance of a colour."""
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def is_weak(style: str) -> bool:
    """Tell whether the colours in a style attribute are too much alike.

    What it does not set is black on white; what cannot be told is left to people.
    """
    facts = dict(_declarations(style))
    if not facts.keys() & {"color", "background", "background-color"}:
        return False
    text = colour_of(facts.get("color", "black"))
    ground = colour_of(facts.get("background-color", facts.get("background", "white")))
    return text is not None and ground is not None and ratio(text, ground) < LEAST


def _declarations(style: str) -> list[tuple[str, str]]:
    pairs = (part.split(":", 1) for part in style.split(";") if ":" in part)
    return [(name.strip().lower(), value.strip()) for name, value in pairs]
