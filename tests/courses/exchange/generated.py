"""Questions and blocks of every type with any words in them, for properties that hold of all."""

from hypothesis import strategies as st

from tests.factories.exchange import block, listed
from tests.factories.modules import paragraph, question
from tests.factories.questions import cloze, matching, numeric, ordering, short_text

# Signs that mean something in HTML, XML, JSON, ZIP or QTI, and some that XML may not hold at all.
SIGNS = "aZ9 äß€<>&\"'/\\]{}%[;:,.-_\u2028\u00ad\u200d😀\x0b\x00\ufffe"
WORDS = st.text(SIGNS, max_size=30).map(lambda words: f"x{words}")
POINTS = st.integers(min_value=1, max_value=20)
NUMBERS = st.decimals(min_value=-9999, max_value=9999, places=3).map(str)


def several(least, most):
    """Return different words."""
    alphabet = st.text("abcäß<&\"' ", min_size=1, max_size=12).map(lambda one: f"x{one}y")
    unique = st.lists(
        alphabet, min_size=least, max_size=most, unique_by=lambda one: " ".join(one.split())
    )
    return unique.map(lambda words: [f"{place}{one}" for place, one in enumerate(words)])


@st.composite
def a_choice(draw):
    """Return a question with one or several right options."""
    kind = draw(st.sampled_from(["single", "multiple"]))
    count = draw(st.integers(min_value=2, max_value=6))
    right = 1 if kind == "single" else draw(st.integers(min_value=1, max_value=count))
    made = question(type=kind, right=right, options=count, prompt=draw(WORDS))
    for place, entry in enumerate(made["value"]["options"]):
        # No two answers of a question read the same.
        entry["value"] |= {"text": f"{place}{draw(WORDS)}", "feedback": draw(WORDS)}
    return made


@st.composite
def a_matching(draw):
    """Return a question whose left and right sides are all different."""
    lefts, rights = draw(several(2, 5)), draw(several(2, 5))
    more = "\n".join(f"mehr {one}" for one in draw(several(0, 2)))
    pairs = list(zip(lefts, rights, strict=False))
    return matching(pairs, more=more, prompt=draw(WORDS), points=draw(POINTS))


@st.composite
def a_cloze(draw):
    """Return a text with one gap to fill in and one to choose from."""
    first, second, other = draw(several(3, 3))
    before = draw(WORDS).replace("[", "(").replace("]", ")")
    return cloze(f"{before} [1] & [2].", ((first, ""), (second, other)), exact=draw(st.booleans()))


def noted(asked, notes):
    """Return the question with what its author notes about it."""
    return {**asked, "value": {**asked["value"], **notes}}


LEVELS = st.sampled_from(["", "easy", "medium", "hard"])
NOTES = st.one_of(st.just({}), st.fixed_dictionaries({"tags": WORDS, "level": LEVELS}))
ASKED = st.one_of(
    a_choice(),
    a_matching(),
    st.builds(ordering, several(3, 6), prompt=WORDS, points=POINTS),
    st.builds(
        numeric,
        NUMBERS,
        tolerance=st.sampled_from(["0", "0.5", "12"]),
        unit=st.sampled_from(["", "€", "m²"]),
        prompt=WORDS,
        points=POINTS,
    ),
    st.builds(lambda words, exact: short_text(*words, exact=exact), several(1, 3), st.booleans()),
    a_cloze(),
)
QUESTIONS = st.builds(noted, ASKED, NOTES)
BLOCKS = st.one_of(
    st.builds(block, st.just("heading"), WORDS),
    st.builds(paragraph, st.sampled_from(["<p>Text</p>", "<p>Erst <b>das</b>.</p>"])),
    st.builds(
        lambda kind, title: block("callout", {"kind": kind, "title": title, "text": "<p>Ja.</p>"}),
        st.sampled_from(["tip", "warning", "example", "law"]),
        WORDS,
    ),
    st.builds(
        lambda title: block("accordion", {"parts": listed({"title": title, "text": "<p>Ja</p>"})}),
        WORDS,
    ),
    st.builds(
        lambda term, said: block("glossary", {"terms": listed({"term": term, "definition": said})}),
        WORDS,
        WORDS,
    ),
    st.builds(
        lambda caption, code: block("code", {"caption": caption, "code": code}), WORDS, WORDS
    ),
)
