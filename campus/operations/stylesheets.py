"""Keep of a foreign style sheet what the pages use: a fraction of it, and nothing else.

KERN styles its own components, which the pages do not use: they take its reset and its palette.
The vendored sheet stays whole and proven by checksum; what browsers load is made from it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

KERN, MADE = "vendor/kern/kern.min.css", "kern.css"
# Rules of KERN's own components, by their classes.
FOREIGN = ".kern-"
NOTICE = "/* Made from vendor/kern by `manage.py vendor`; licence beside it. Do not edit. */\n"
PROPERTY = re.compile(r"--kern-[\w-]+")
DEFINITION = re.compile(r"(--kern-[\w-]+)\s*:")
CHOICE = re.compile(r":is\(([^()]*)\)")
COMMENT = re.compile(r"/\*.*?\*/", re.S)
Rule = tuple[str, str]


def made_from(static: Path) -> str:
    """Return what the sheet that browsers load has to be, by the sheets in the static folder."""
    own = [path for path in sorted((static / "campus").glob("*.css")) if path.name != MADE]
    texts = [path.read_text(encoding="utf-8") for path in own]
    return reduced((static / KERN).read_text(encoding="utf-8"), "".join(texts))


def reduced(sheet: str, own: str) -> str:
    """Return a cascade layer of what is no component, with the properties that `own` sheets use."""
    rules = list(_kept(_rules(COMMENT.sub("", sheet))))
    used = _used(rules, own)
    lines = (_with(rule, used) for rule in rules)
    return f"{NOTICE}@layer kern {{\n" + "".join(f"{line}\n" for line in lines if line) + "}\n"


def _rules(sheet: str) -> Iterator[Rule]:
    """Yield each rule's head with what its braces hold."""
    depth, begin, head = 0, 0, ""
    for place, sign in enumerate(sheet):
        if sign == ";" and depth == 0:
            begin = place + 1
        elif sign == "{":
            if depth == 0:
                head, begin = sheet[begin:place].strip(), place + 1
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield head, sheet[begin:place]
                begin = place + 1


def _kept(rules: Iterator[Rule]) -> Iterator[Rule]:
    for head, body in rules:
        if head.startswith("@media"):
            inside = "".join(f"{inner}{{{text}}}" for inner, text in _kept(_rules(body)))
            if inside:
                yield head, inside
        elif not head.startswith("@"):
            plain = (_without_components(one) for one in _selectors(head))
            selectors = [one for one in plain if FOREIGN not in one]
            if selectors:
                yield ",".join(selectors), body


def _selectors(head: str) -> list[str]:
    """Split a list of selectors at the commas that stand in no brackets."""
    parts, depth = [""], 0
    for sign in head:
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def _without_components(selector: str) -> str:
    """Leave components out of a choice of elements; elements of a component stay foreign."""
    return CHOICE.sub(lambda found: f":is({','.join(_plain(found[1]) or [FOREIGN])})", selector)


def _plain(choice: str) -> list[str]:
    return [one for one in choice.split(",") if FOREIGN not in one]


def _used(rules: list[Rule], own: str) -> set[str]:
    """Return the properties that are read anywhere, also by way of others."""
    values: dict[str, set[str]] = {}
    used = set(PROPERTY.findall(own))
    for declaration in (one for _, body in rules for one in re.split(r"[;{}]", body)):
        defined, read = DEFINITION.match(declaration.strip()), PROPERTY.findall(declaration)
        if defined:
            values.setdefault(defined[1], set()).update(read)
        else:
            used.update(read)
    waiting = list(used)
    while waiting:
        more = values.get(waiting.pop(), set()) - used
        used |= more
        waiting += more
    return used


def _with(rule: Rule, used: set[str]) -> str:
    """Return a rule without the properties that nobody reads; "" where nothing is left."""
    head, body = rule
    if head.startswith("@media"):
        inner = "".join(_with(one, used) for one in _rules(body))
        return f"{head}{{{inner}}}" if inner else ""
    kept = []
    for declaration in body.split(";"):
        defined = DEFINITION.match(declaration.strip())
        if declaration.strip() and (defined is None or defined[1] in used):
            kept.append(declaration.strip())
    return f"{head}{{{';'.join(kept)}}}" if kept else ""
