"""Figures in words: what they mean, and what an author may do about it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.insight.figures import ItemFigures, PoolFigures, QuestionFigures
from courses.insight.measures import BANDS, LEAST_FOR_DISCRIMINATION

VERY_HARD, HARD, EASY, VERY_EASY = 25, 50, 85, 95
MANY_DROP, MANY_OMIT, WIDE_POOL = 30, 20, 35
WEAK, GOOD = 0.2, 0.4


def number(value: int | None) -> str:
    """Return a told number in words."""
    return _("fewer than five") if value is None else _("about %(n)d") % {"n": value}


def percent(value: int | None) -> str:
    """Return a share in words."""
    return _("not shown") if value is None else _("%(n)d %%") % {"n": value}


def time_band(band: int | None) -> str:
    """Return a band of time in words."""
    if band is None:
        return _("not shown")
    if band == 0:
        return _("up to %(to)d minutes") % {"to": BANDS[0]}
    if band >= len(BANDS):
        return _("more than two hours")
    return _("%(from)d to %(to)d minutes") % {"from": BANDS[band - 1], "to": BANDS[band]}


def item_verdict(item: ItemFigures) -> str:
    """Say what stands out at an item."""
    if item.dropped is not None and item.dropped >= MANY_DROP:
        return _("Many stop here: %(n)d %%. Check its length and its place in the chapter.") % {
            "n": item.dropped
        }
    if item.band is None or item.kind == "package":
        return ""
    lower = BANDS[item.band - 1] if item.band else 0
    if lower >= 2 * item.minutes:
        return _("Takes much longer than the %(n)d minutes given. Correct them, or divide it.") % {
            "n": item.minutes
        }
    return ""


def question_verdicts(question: QuestionFigures) -> list[str]:
    """Say how hard a question is, how well it tells apart, and what to look at."""
    if question.asked is None:
        return [_few()]
    said = [_difficulty(question), _discrimination(question), _options(question)]
    omitted = question.omitted_share
    if omitted is not None and omitted >= MANY_OMIT:
        said.append(
            _("%(n)d %% leave it out. Check whether the time suffices and the task is clear.")
            % {"n": omitted}
        )
    return [sentence for sentence in said if sentence]


def _few() -> str:
    return _("Fewer than five learners have been asked: nothing is shown.")


def _difficulty(question: QuestionFigures) -> str:
    """Say how hard a question is by the p-value."""
    share = question.right_share
    if share is None:
        return _(
            "Very hard: fewer than five were right. Check whether it is clear, and whether the "
            "lessons prepare for it."
        )
    if VERY_HARD < share <= question.guessing:
        text = _("Not better than guessing: %(n)d %% right. Check question and answers.")
    else:
        text = next(words for most, words in _by_difficulty() if share <= most)
    return text % {"n": share}


def _by_difficulty() -> list[tuple[int, str]]:
    very_hard = _(
        "Very hard: only %(n)d %% right. Check whether it is clear, and whether the lessons "
        "prepare for it."
    )
    return [
        (VERY_HARD, very_hard),
        (HARD, _("Hard: %(n)d %% right. That suits a test that is to tell apart.")),
        (EASY, _("Suitable: %(n)d %% right.")),
        (VERY_EASY, _("Easy: %(n)d %% right. That suits a self-test.")),
        (100, _("Very easy: %(n)d %% right. It tells hardly anything; make it harder.")),
    ]


def _discrimination(question: QuestionFigures) -> str:
    value = question.discrimination
    if value is None:
        return ""
    if value < 0:
        return _(
            "Whoever is good otherwise tends to be wrong here. Check which answer counts as right."
        )
    if value < WEAK:
        return _("Hardly tells those who know from those who do not. Make it more precise.")
    if value < GOOD:
        return _("Tells usefully between those who know and those who do not.")
    return _("Tells well between those who know and those who do not.")


def _options(question: QuestionFigures) -> str:
    wrong = [one for one in question.options if not one.correct]
    right = max((one.chosen or 0 for one in question.options if one.correct), default=0)
    tempting = [one for one in wrong if (one.chosen or 0) > right]
    if tempting:
        return _("The wrong answer “%(text)s” is chosen more often than a right one.") % {
            "text": tempting[0].text
        }
    unused = sum(one.chosen is None for one in wrong)
    if unused:
        return ngettext(
            "%(n)d wrong answer is hardly ever chosen. Find a more plausible one.",
            "%(n)d wrong answers are hardly ever chosen. Find more plausible ones.",
            unused,
        ) % {"n": unused}
    return ""


def pool_verdict(pool: PoolFigures) -> str:
    """Say whether it matters which questions somebody draws."""
    if pool.lowest is None or pool.highest is None or len(pool.shares) < 2:
        return _("Too few learners yet.")
    if pool.highest - pool.lowest >= WIDE_POOL:
        return _("Unequal: who draws the hard ones has it harder. Divide the pool.")
    return _("Balanced: it hardly matters which questions are drawn.")


def discrimination_text(question: QuestionFigures) -> str:
    """Return the discrimination as a number, or from how many learners on there is one."""
    if question.discrimination is None:
        return _("from %(n)d learners on") % {"n": LEAST_FOR_DISCRIMINATION}
    return f"{question.discrimination:+.1f}".replace(".", ",").replace("-", "−")


def bank_figures(question: QuestionFigures) -> dict[str, str]:
    """Return the figures of a question as its row in the list of all questions says them."""
    if question.asked is None:
        return {"asked": number(None), "right": "", "discrimination": "", "remark": _few()}
    return {
        "asked": number(question.asked),
        "right": percent(question.right_share),
        "discrimination": discrimination_text(question),
        "remark": " ".join(question_verdicts(question)),
    }
