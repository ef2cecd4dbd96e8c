"""The questions of a module as QTI 2.1: an item for each question, a test for each test; pure.

Reference: IMS Question and Test Interoperability 2.1, information model and XML binding.
"""

from collections.abc import Iterator

from courses.exchange.formats import qti_bodies
from courses.exchange.formats.book import Book, Step
from courses.exchange.formats.metadata import LOM_QTI, lom
from courses.exchange.formats.qti_bodies import name_of
from courses.exchange.formats.text import escape
from courses.modules.questions import Group, Question, explained

MANIFEST = "imsmanifest.xml"
NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
SCHEMA = f"{NAMESPACE} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def files(book: Book) -> dict[str, bytes]:
    """Return items, tests and the manifest that lists them."""
    items = {_file(question): item(question, book) for _step, question in asked(book)}
    tests = {_test_file(step): test(step) for step in book.steps if step.is_test and step.groups}
    made = {MANIFEST: manifest(book), **items, **tests}
    return {name: text.encode() for name, text in made.items()}


def asked(book: Book) -> Iterator[tuple[Step, Question]]:
    """Yield all questions with their steps, those inside lessons included."""
    for step in book.steps:
        for group in step.groups:
            for question in group.questions:
                yield step, question


def _file(question: Question) -> str:
    return f"items/{name_of(question.id)}.xml"


def _test_file(step: Step) -> str:
    return f"tests/{name_of(step.key)}.xml"


def item(question: Question, book: Book) -> str:
    """Return a question with right response, marking and feedback."""
    parts = qti_bodies.parts_of(question, book.words)
    titled = escape(" ".join(question.prompt.split())[:120])
    why = _feedback(qti_bodies.EXPLANATION, explained(question))
    return (
        f'{HEAD}<assessmentItem xmlns="{NAMESPACE}" xmlns:xsi="{INSTANCE}" '
        f'xsi:schemaLocation="{SCHEMA}" identifier="{name_of(question.id)}" title="{titled}" '
        f'xml:lang="{escape(book.language)}" adaptive="false" timeDependent="false">\n'
        f"{parts.declarations}\n"
        '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float" '
        f'normalMaximum="{question.points}"><defaultValue><value>0</value></defaultValue>'
        "</outcomeDeclaration>\n"
        '<outcomeDeclaration identifier="FEEDBACK" cardinality="multiple" baseType="identifier"/>\n'
        f"<itemBody><p>{escape(question.prompt)}</p>{parts.body}</itemBody>\n"
        f"<responseProcessing>{parts.processing}</responseProcessing>\n"
        f"{''.join(_feedback(name, text) for name, text in parts.feedback)}{why}"
        "</assessmentItem>\n"
    )


def _feedback(name: str, text: str) -> str:
    if not text:
        return ""
    return (
        f'<modalFeedback outcomeIdentifier="FEEDBACK" showHide="show" identifier="{name}">'
        f"{escape(text)}</modalFeedback>"
    )


def test(step: Step) -> str:
    """Return a test: a section for each pool, with how many of its questions are drawn."""
    values = step.values
    limit = f'<timeLimits maxTime="{int(values["time_limit"]) * 60}"/>' if _is_timed(step) else ""
    attempts = f'<itemSessionControl maxAttempts="{int(values["max_attempts"]) or 0}"/>'
    shuffled = str(bool(values["shuffle_questions"])).lower()
    sections = "".join(
        _section(number, group, shuffled) for number, group in enumerate(step.groups, start=1)
    )
    return (
        f'{HEAD}<assessmentTest xmlns="{NAMESPACE}" xmlns:xsi="{INSTANCE}" '
        f'xsi:schemaLocation="{SCHEMA}" identifier="{name_of(step.key)}" '
        f'title="{escape(step.title)}">\n'
        '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>\n'
        f'{limit}<testPart identifier="part" navigationMode="nonlinear" '
        f'submissionMode="simultaneous">{attempts}{sections}</testPart>\n'
        '<outcomeProcessing><setOutcomeValue identifier="SCORE"><sum>'
        '<testVariables variableIdentifier="SCORE"/></sum></setOutcomeValue></outcomeProcessing>\n'
        "</assessmentTest>\n"
    )


def _is_timed(step: Step) -> bool:
    return step.is_graded and bool(step.values["time_limit"])


def _section(number: int, group: Group, shuffled: str) -> str:
    drawn = f'<selection select="{group.size}"/>' if group.size < len(group.questions) else ""
    items = "".join(
        f'<assessmentItemRef identifier="{name_of(one.id)}" href="../{_file(one)}"/>'
        for one in group.questions
    )
    return (
        f'<assessmentSection identifier="section-{number}" title="{number}" visible="false">'
        f'{drawn}<ordering shuffle="{shuffled}"/>{items}</assessmentSection>'
    )


def manifest(book: Book) -> str:
    """Return the manifest with the licence of all questions."""
    items = [
        _resource("imsqti_item_xmlv2p1", name_of(question.id), _file(question))
        for _step, question in asked(book)
    ]
    tests = [
        _resource(
            "imsqti_test_xmlv2p1",
            name_of(step.key),
            _test_file(step),
            [name_of(question.id) for group in step.groups for question in group.questions],
        )
        for step in book.steps
        if step.is_test and step.groups
    ]
    return (
        f'{HEAD}<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" '
        f'xmlns:xsi="{INSTANCE}" identifier="manifest">\n'
        "<metadata><schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion>"
        f"{lom(book, namespace=LOM_QTI)}</metadata>\n<organizations/>\n"
        f"<resources>{''.join([*items, *tests])}</resources>\n</manifest>\n"
    )


def _resource(kind: str, name: str, file: str, needs: list[str] | None = None) -> str:
    needed = "".join(f'<dependency identifierref="{one}"/>' for one in needs or [])
    return (
        f'<resource identifier="{name}" type="{kind}" href="{file}">'
        f'<file href="{file}"/>{needed}</resource>'
    )
