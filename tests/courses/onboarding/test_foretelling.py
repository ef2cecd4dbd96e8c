"""Before an import or a change of department: who would get which plan, and what it brings."""

import datetime as dt

import pytest

from campus.kit import dates
from courses.moves import foretelling as moves
from courses.onboarding import foretelling, services
from members.people import consequences
from members.people.consequences import Effect, Move
from tests.factories.people import DepartmentFactory

pytestmark = pytest.mark.django_db


def arrival(office, row=3, *, on=None, **facts):
    """Return somebody whom an import would add."""
    department = office.pk if office else None
    return Move(-row, department, "", begins_on=on or dates.today(), **facts)


def test_each_newcomer_is_told_the_plans(town, office, draft, save):
    save(draft())
    save(draft(name="Alle Neuen", departments=[]))
    found = foretelling.told(town, [arrival(office, 3), arrival(None, 4)])[0]
    assert found == {
        -3: [
            "Erhält den Einstiegsplan „Alle Neuen“.",
            "Erhält den Einstiegsplan „Neu im Bauamt“.",
        ],
        -4: ["Erhält den Einstiegsplan „Alle Neuen“."],
    }


def test_sum_names_plans_and_counts_their_obligations(town, office, draft, save):
    save(draft())
    found = [arrival(office, 3), arrival(office, 4), arrival(None, 5)]
    assert foretelling.told(town, found)[1] == [
        "2 Personen erhalten den Einstiegsplan „Neu im Bauamt“."
    ]
    [sentence] = moves.in_sum(town, found)
    assert sentence.startswith("4 Pflichten beginnen")
    assert "für 2 Personen" in sentence


@pytest.mark.parametrize("state", ["pause", "end"])
def test_plan_that_does_not_run_is_not_foretold(town, hr, office, draft, save, state):
    plan = save(draft()).plan
    getattr(services, state)(plan=plan, by=hr)
    assert foretelling.told(town, [arrival(office)])[1] == []
    assert foretelling.told(town, [arrival(office)])[0] == {}


def test_whoever_begins_before_or_after_the_plan_does_not_get_it(town, office, draft, save):
    today = dates.today()
    save(draft(entered_from=today, entered_until=today + dt.timedelta(days=30)))
    days = {3: -1, 4: 0, 5: 30, 6: 31}
    rows = [arrival(office, row, on=today + dt.timedelta(days=ago)) for row, ago in days.items()]
    assert set(foretelling.told(town, rows)[0]) == {-4, -5}


def test_change_of_department_names_what_begins(town, hr, office, begins, draft, save, course):
    job = begins(400, department=DepartmentFactory(municipality=town, name="Kasse"))
    save(draft(follows_moves=True))
    move = Move(job.pk, office.pk, "")
    begun = {one.text for one in moves.foretell(hr, job, move) if one.effect is Effect.BEGINS}
    assert begun == {course.title, "Erste Hilfe"}
    assert foretelling.told(town, [move])[0] == {
        job.pk: ["Erhält den Einstiegsplan „Neu im Bauamt“."]
    }


def test_whoever_leaves_or_is_in_the_plan_already_gets_nothing_new(
    town, office, draft, save, arrives
):
    save(draft())
    inside = arrives()
    rows = [Move(inside.pk, office.pk, "Leitung"), arrival(office, leaves=True)]
    assert foretelling.told(town, rows)[0] == {}


def test_room_has_made_itself_known(town, office, draft, save):
    save(draft())
    assert consequences.told(town, []) == ({}, [])
    said, together = consequences.told(town, [arrival(office)])
    assert said == {-3: ["Erhält den Einstiegsplan „Neu im Bauamt“."]}
    assert any("Neu im Bauamt" in sentence for sentence in together)
    assert foretelling.told in consequences._tellers


def test_foretelling_takes_the_same_queries_for_any_number(
    town, office, draft, save, django_assert_num_queries
):
    save(draft())
    with django_assert_num_queries(8) as few:
        foretelling.told(town, [arrival(office)])
    save(draft(name="Zweiter"))
    save(draft(name="Dritter"))
    with django_assert_num_queries(len(few)):
        foretelling.told(town, [arrival(office, row) for row in range(3, 40)])
