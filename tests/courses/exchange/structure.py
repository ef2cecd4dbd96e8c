"""What QTI 2.1, its packages and LOM allow where: our own statement of the parts that we write.

Each element has a pattern for its children, in order, and for each attribute a pattern of its
value; an attribute whose name ends in “!” has to be there. Text is allowed where `text` says so.
"""

import re
from dataclasses import dataclass, field

from defusedxml import ElementTree

XML = "{http://www.w3.org/XML/1998/namespace}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
NAME = r"[A-Za-z_][A-Za-z0-9_.\-]*"
FLOAT = r"-?\d+(\.\d+)?(e-?\d+)?"
COUNT, BOOL = r"\d+", "true|false"
LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]+)*"
BASES = "identifier|directedPair|string|float|integer|boolean|pair|point|duration"


@dataclass(frozen=True)
class Shape:
    """What an element may hold."""

    children: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    text: bool = False


def _rules(expression):
    """Return a shape for rules that compute something."""
    return Shape(expression)


VALUES = "(variable|correct|baseValue|multiple|mapResponse|sum|testVariables|match|equal)"
INLINE = "(textEntryInteraction |inlineChoiceInteraction |simpleChoice )*"
RESPONSE = {"responseIdentifier!": NAME}
ROOT = {f"{XSI}schemaLocation": ".+", "identifier!": NAME, "title!": ".+"}
QTI = {
    "assessmentItem": Shape(
        "(responseDeclaration )+(outcomeDeclaration )*itemBody responseProcessing "
        "(modalFeedback )*",
        {
            **ROOT,
            f"{XML}lang": LANGUAGE,
            "adaptive!": BOOL,
            "timeDependent!": BOOL,
        },
    ),
    "responseDeclaration": Shape(
        "(correctResponse )?(mapping )?",
        {
            "identifier!": NAME,
            "cardinality!": "single|multiple|ordered|record",
            "baseType": BASES,
        },
    ),
    "correctResponse": Shape("(value )+"),
    "value": Shape(text=True),
    "mapping": Shape(
        "(mapEntry )+",
        {"defaultValue!": FLOAT, "lowerBound": FLOAT, "upperBound": FLOAT},
    ),
    "mapEntry": Shape("", {"mapKey!": ".+", "mappedValue!": FLOAT, "caseSensitive": BOOL}),
    "outcomeDeclaration": Shape(
        "(defaultValue )?",
        {
            "identifier!": NAME,
            "cardinality!": "single|multiple",
            "baseType": BASES,
            "normalMaximum": FLOAT,
        },
    ),
    "defaultValue": Shape("(value )+"),
    "itemBody": Shape("(p |choiceInteraction |matchInteraction |orderInteraction )+"),
    "p": Shape(INLINE, text=True),
    "choiceInteraction": Shape(
        "(simpleChoice )+", {**RESPONSE, "shuffle!": BOOL, "maxChoices!": COUNT}
    ),
    "orderInteraction": Shape("(simpleChoice )+", {**RESPONSE, "shuffle!": BOOL}),
    "matchInteraction": Shape(
        "simpleMatchSet simpleMatchSet ", {**RESPONSE, "shuffle!": BOOL, "maxAssociations!": COUNT}
    ),
    "simpleMatchSet": Shape("(simpleAssociableChoice )+"),
    "simpleAssociableChoice": Shape("", {"identifier!": NAME, "matchMax!": COUNT}, text=True),
    "simpleChoice": Shape("", {"identifier!": NAME}, text=True),
    "textEntryInteraction": Shape("", RESPONSE),
    "inlineChoiceInteraction": Shape("(inlineChoice )+", {**RESPONSE, "shuffle!": BOOL}),
    "inlineChoice": Shape("", {"identifier!": NAME}, text=True),
    "responseProcessing": Shape("(responseCondition |setOutcomeValue )+"),
    "outcomeProcessing": Shape("(setOutcomeValue )+"),
    "responseCondition": Shape("responseIf "),
    "responseIf": Shape("(match |equal |or )(setOutcomeValue )+"),
    "or": Shape("(and )+"),
    "and": Shape("(match )+"),
    "index": Shape("variable ", {"n!": r"[1-9]\d*"}),
    "setOutcomeValue": Shape(f"{VALUES} ", {"identifier!": NAME}),
    "match": Shape("(variable correct |index baseValue )"),
    "equal": Shape(
        "variable correct ",
        {
            "toleranceMode!": "exact|absolute|relative",
            "tolerance": f"{FLOAT}( {FLOAT})?",
        },
    ),
    "multiple": Shape("((variable|baseValue) )+"),
    "sum": Shape("((mapResponse|testVariables|variable|baseValue) )+"),
    "variable": Shape("", {"identifier!": NAME}),
    "correct": Shape("", {"identifier!": NAME}),
    "mapResponse": Shape("", {"identifier!": NAME}),
    "testVariables": Shape("", {"variableIdentifier!": NAME}),
    "baseValue": Shape("", {"baseType!": BASES}, text=True),
    "modalFeedback": Shape(
        "",
        {"outcomeIdentifier!": NAME, "showHide!": "show|hide", "identifier!": NAME},
        text=True,
    ),
    "assessmentTest": Shape(
        "(outcomeDeclaration )*(timeLimits )?(testPart )+(outcomeProcessing )?", ROOT
    ),
    "timeLimits": Shape("", {"maxTime!": COUNT}),
    "testPart": Shape(
        "(itemSessionControl )?(assessmentSection )+",
        {
            "identifier!": NAME,
            "navigationMode!": "linear|nonlinear",
            "submissionMode!": "individual|simultaneous",
        },
    ),
    "itemSessionControl": Shape("", {"maxAttempts": COUNT}),
    "assessmentSection": Shape(
        "(selection )?(ordering )?(assessmentItemRef )+",
        {"identifier!": NAME, "title!": ".+", "visible!": BOOL},
    ),
    "selection": Shape("", {"select!": r"[1-9]\d*"}),
    "ordering": Shape("", {"shuffle!": BOOL}),
    "assessmentItemRef": Shape("", {"identifier!": NAME, "href!": r"\.\./items/.+\.xml"}),
}
PACKAGE = {
    "manifest": Shape(
        "metadata organizations resources ", {"identifier!": NAME, "version": r"\d+(\.\d+)*"}
    ),
    "metadata": Shape("schema schemaversion (lom )?"),
    "schema": Shape(text=True),
    "schemaversion": Shape(text=True),
    "organizations": Shape("(organization )*", {"default": NAME}),
    "organization": Shape("title (item )+", {"identifier!": NAME}),
    "item": Shape("title ", {"identifier!": NAME, "identifierref!": NAME}),
    "title": Shape(text=True),
    "resources": Shape("(resource )+"),
    "resource": Shape(
        "(file )+(dependency )*",
        {
            "identifier!": NAME,
            "type!": r"webcontent|imsqti_(item|test)_xmlv2p1",
            "href!": ".+",
            "{http://www.adlnet.org/xsd/adlcp_rootv1p2}scormtype": "sco|asset",
        },
    ),
    "file": Shape("", {"href!": ".+"}),
    "dependency": Shape("", {"identifierref!": NAME}),
}


def faults_of(text, shapes, *, inside=None):
    """Return everything in an XML text that the shapes do not allow; `inside` is its namespace."""
    found = []
    _check(ElementTree.fromstring(text), shapes, inside, found)
    return found


def _check(element, shapes, inside, found):
    namespace, _, name = element.tag[1:].partition("}")
    if inside and namespace != inside:
        # A record of LOM is held against rules of its own.
        return
    shape = shapes.get(name)
    if shape is None:
        found.append(f"{name}: unknown")
        return
    order = "".join(f"{child.tag.rpartition('}')[2]} " for child in element)
    if not re.fullmatch(shape.children, order):
        found.append(f"{name}: holds {order}")
    words = (element.text or "") + "".join(child.tail or "" for child in element)
    if words.strip() and not shape.text:
        found.append(f"{name}: says {words.strip()[:20]}")
    _check_attributes(element, name, shape, found)
    for child in element:
        _check(child, shapes, inside, found)


def _check_attributes(element, name, shape, found):
    allowed = {one.removesuffix("!"): pattern for one, pattern in shape.attributes.items()}
    needed = {one.removesuffix("!") for one in shape.attributes if one.endswith("!")}
    found += [f"{name}: lacks {one}" for one in sorted(needed - element.attrib.keys())]
    for one, value in element.attrib.items():
        if not re.fullmatch(allowed.get(one, "(?!)"), value, re.DOTALL):
            found.append(f"{name}: {one}={value[:40]}")
