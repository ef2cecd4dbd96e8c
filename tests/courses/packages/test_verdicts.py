"""The one verdict on a trial: can it be finished, does it go on, whom does it shut out."""

import pytest

from courses.packages import selectors, services
from courses.packages.doctor.findings import Level
from courses.packages.runtime import Outcome
from courses.packages.words import verdict

pytestmark = pytest.mark.django_db

GOOD = {"has_runtime": True, "talked": True, "resumed": True, "is_examined": True}
DONE = Outcome(completed=True, has_place=True)


def barrier(impact, words):
    return {"rule": words, "impact": impact, "help": words, "count": 1, "places": []}


@pytest.mark.parametrize(
    ("outcome", "found", "facts", "level", "sentence"),
    [
        (
            DONE,
            [],
            {},
            Level.NOTE,
            "Lernende können dieses Paket abschließen. Fortsetzen geht. Auf den gezeigten Seiten "
            "wurden keine Barrieren gefunden.",
        ),
        (
            DONE,
            [barrier("critical", "Bilder brauchen Alternativtexte.")],
            {},
            Level.FAULT,
            "Lernende können dieses Paket abschließen. Fortsetzen geht. Nicht barrierefrei, weil: "
            "Bilder brauchen Alternativtexte.",
        ),
        (
            DONE,
            [barrier("minor", "Etwas Kleines")],
            {},
            Level.WARNING,
            "Lernende können dieses Paket abschließen. Fortsetzen geht. Barrierefrei bis auf "
            "kleine Mängel: Etwas Kleines.",
        ),
        (
            DONE,
            [],
            {"resumed": False},
            Level.WARNING,
            "Lernende können dieses Paket abschließen. Fortsetzen ist noch nicht ausprobiert. Auf "
            "den gezeigten Seiten wurden keine Barrieren gefunden.",
        ),
        (
            Outcome(success=False),
            [],
            {"resumed": False, "is_examined": False},
            Level.WARNING,
            "Lernende können dieses Paket abschließen. Fortsetzen geht nicht: Es beginnt jedes Mal "
            "von vorn. Die Barrierefreiheit ist noch nicht geprüft.",
        ),
        (
            Outcome(has_place=True),
            [],
            {},
            Level.WARNING,
            "Ob Lernende es abschließen können, ist noch offen: Es hat sein Ende nicht gemeldet. "
            "Fortsetzen geht. Auf den gezeigten Seiten wurden keine Barrieren gefunden.",
        ),
        (
            Outcome(),
            [],
            {"talked": False, "resumed": False},
            Level.FAULT,
            "Bisher könnten Lernende es nicht abschließen: Es hat nichts gemeldet. Auf den "
            "gezeigten Seiten wurden keine Barrieren gefunden.",
        ),
        (
            Outcome(),
            [],
            {"has_runtime": False, "resumed": False},
            Level.NOTE,
            "Lernende schließen es selbst ab: Webseiten melden nichts. Auf den gezeigten Seiten "
            "wurden keine Barrieren gefunden.",
        ),
    ],
)
def test_verdict_says_in_words_what_learners_meet(outcome, found, facts, level, sentence):
    told = verdict(outcome, found, **{**GOOD, **facts})
    assert (told.level, told.sentence) == (level, sentence)


def test_verdict_names_the_gravest_reasons_only():
    found = [barrier("serious", f"Grund {number}") for number in range(5)]
    told = verdict(DONE, [*found, barrier("minor", "Nebensache")], **GOOD)
    assert told.sentence.endswith("weil: Grund 0; Grund 1; Grund 2.")


def test_parts_carry_the_verdicts_on_their_trials_with_one_query(take, django_assert_num_queries):
    package = services.unpack(package_id=take().pk)
    trial = services.start_trial(package=package, part=0)
    services.commit_trial(trial_id=trial.pk, data={"core": {"lesson_status": "completed"}})
    with django_assert_num_queries(1):
        parts = selectors.tried_parts(package)
    assert parts[0].verdict.sentence.startswith("Lernende können dieses Paket abschließen.")
    assert parts[0].icon == "info-circle"


def test_part_that_nobody_has_tried_has_no_verdict(take):
    package = services.unpack(package_id=take().pk)
    assert [part.verdict for part in selectors.tried_parts(package)] == [None]
    assert selectors.verdict_of(None) is None
