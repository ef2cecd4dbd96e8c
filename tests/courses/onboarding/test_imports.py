"""An import names the plan of each newcomer before; afterwards they have it, the others do not."""

import pytest
from django.urls import reverse

from campus.kit import dates
from campus.kit.undoing import UNDO_FOR
from courses.assignments.models import Period
from courses.moves import tasks
from members.imports import services
from members.imports.planning import Options

pytestmark = pytest.mark.django_db
HEAD = "Personalnummer;Vorname;Nachname;Amt;Funktion;Eintritt"


@pytest.fixture
def five(hr, town, office):
    """Check a list of five newcomers, of whom two begin in the building authority."""
    today = f"{dates.today():%d.%m.%Y}"
    lines = [
        HEAD,
        f"1;Anna;Eins;Bauamt;;{today}",
        f"2;Bela;Zwei;;;{today}",
        f"3;Cora;Drei;Bauamt;;{today}",
        f"4;Dora;Vier;;;{today}",
        "5;Emil;Fünf;Bauamt;;01.02.2020",
    ]
    run = services.start_import(
        municipality=town,
        content="\n".join(lines).encode(),
        file_name="neue.csv",
        created_by=hr,
    )
    wishes = services.Wishes(
        run.sheet, run.meaning, Options(first_day=dates.today()), seen=range(30)
    )
    return services.check_run(run=run, wishes=wishes)


def written(run, hr):
    run = services.confirm_run(run=run, stamp=run.stamp, confirmed_by=hr)
    services.write_run(reference=run.reference)
    run.refresh_from_db()
    return run


def test_preview_names_the_plan_in_the_rows_and_in_all(client, hr, draft, save, five):
    save(draft())
    client.force_login(hr)
    response = client.get(reverse("imports:run", args=[five.reference]))
    told = {row["number"]: row["hints"] for row in response.context["rows"]}
    sentence = "Erhält den Einstiegsplan „Neu im Bauamt“."
    assert [number for number, hints in told.items() if sentence in hints] == [2, 4]
    text = response.content.decode()
    assert "2 Personen erhalten den Einstiegsplan „Neu im Bauamt“." in text
    assert "4 Pflichten beginnen" in text


def test_newcomers_get_it_when_the_import_can_no_longer_be_undone(
    hr, draft, save, five, django_capture_on_commit_callbacks
):
    save(draft())
    run = written(five, hr)
    assert not Period.objects.exists()
    keys = list(run.rows.values_list("employment_id", flat=True))
    with dates.moved_clock(dates.now() + UNDO_FOR):
        assert tasks.follow.call(employment_ids=keys) == 2
    names = set(Period.objects.values_list("employment__person__first_name", flat=True))
    assert names == {"Anna", "Cora"}
