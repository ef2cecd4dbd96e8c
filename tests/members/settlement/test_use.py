"""Use of courses on a statement: numbers of groups, joined with what they bring, and frozen."""

import csv
import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from members.cooperative.ledger import EntryIsFinal
from members.settlement import selectors, services, usage
from members.settlement.answers import file_of, page_of
from members.settlement.documents import StatedLine, _words, csv_use
from members.settlement.models import UsageLine
from members.settlement.usage import Usage
from members.settlement.use import together
from tests.factories.organisations import MunicipalityFactory, ProviderFactory
from tests.factories.settlement import QUARTER, after, agreement, earn, paper
from tests.members.settlement.test_stated import STATED

NAMES = {1: "Viernheim", 2: "bensheim"}


def line(town, net="10.00", amount="7.00"):
    return StatedLine(
        dt.date(2025, 5, 3), town, "Akten führen", Decimal(net), Decimal(70), Decimal(amount)
    )


def row(key, *counts):
    return Usage(key, *counts)


SUM = row(None, 12, 9, None)


def test_use_and_lines_are_joined_by_name_with_the_sum_last():
    found = together(
        [row(1, 7, 5, None), row(2, 5, None, 0), SUM],
        [line("Viernheim"), line("Viernheim"), line("Alzey", "-10.00", "-7.00")],
        NAMES,
    )
    assert [one.municipality for one in found] == ["Alzey", "bensheim", "Viernheim", "Summe"]
    alzey, bensheim, viernheim, total = found
    assert (alzey.enrolments, alzey.charges, alzey.amount) == (0, 1, Decimal("-7.00"))
    assert (bensheim.starts, bensheim.charges, bensheim.formula) == (None, 0, "")
    assert (viernheim.net, viernheim.amount) == (Decimal("20.00"), Decimal("14.00"))
    assert viernheim.formula == "Summe aus 2 Zeilen Netto × Anteil"
    assert (total.enrolments, total.completions, total.charges) == (12, None, 3)


def test_where_nobody_counts_nothing_is_stated():
    assert together([], [line("Viernheim")], NAMES) == ()
    assert csv_use(()) == []


AMOUNTS = st.integers(-(10**6), 10**6).map(lambda cents: Decimal(cents) / 100)


@given(st.lists(st.tuples(st.sampled_from(["Viernheim", "bensheim", "Alzey"]), AMOUNTS)))
def test_rows_always_add_up_to_the_sum(pairs):
    lines = [line(town, net=amount, amount=amount) for town, amount in pairs]
    *rows, total = together([row(1, 5, 5, 5), SUM], lines, NAMES)
    assert sum(one.amount for one in rows) == total.amount == sum(amount for _, amount in pairs)
    assert sum(one.charges for one in rows) == total.charges == len(pairs)


def test_file_and_letter_say_the_same():
    use = together([row(1, 7, 5, None), SUM], [line("Viernheim")], NAMES)
    gap, head, town, total = csv_use(use)
    assert set(gap) == {""}
    assert head[:4] == ("Kommune", "Einschreibungen", "Begonnen", "Abgeschlossen")
    assert town == (
        "Viernheim",
        "7",
        "5",
        "–",
        "10,00",
        "Summe aus 1 Zeilen Netto × Anteil",
        "7,00",
    )
    assert total[:4] == ("Summe", "12", "9", "–")
    letter = _words(replace(STATED, use=use))["use"]
    assert [one["completions"] for one in letter] == ["–", "–"]
    assert [one["starts"] for one in letter] == [town[2], total[2]]


@pytest.fixture
def counted(monkeypatch):
    """Let the room above count: what is asked is kept, the answer can be changed."""
    asked = []
    town = MunicipalityFactory(leitweg_id="06431020-DEMO1-72")
    answers = [[row(town.pk, 7, 5, None), SUM]]

    def source(provider, first, last):
        asked.append((provider, first, last))
        return answers[-1]

    monkeypatch.setattr(usage, "_sources", [source])
    return town, asked, answers


def issue(provider):
    with after():
        return services.issue(provider=provider, quarter=QUARTER, document=paper)


@pytest.mark.django_db
def test_statement_freezes_the_use_of_its_quarter(counted):
    town, asked, answers = counted
    provider = ProviderFactory()
    agreement(provider)
    earn(provider, town=town)
    statement = issue(provider)
    assert asked == [(provider.pk, QUARTER.first, QUARTER.last)]
    answers.append([row(town.pk, 99, 99, 99), SUM])
    shown = page_of(statement)["use"]
    assert [(one.municipality, *counts) for one, *counts in shown] == [
        (town.name, "7", "5", "–"),
        ("Summe", "12", "9", "–"),
    ]
    text = file_of(statement, "csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert [town.name, "7", "5", "–"] in [one[:4] for one in rows]


@pytest.mark.django_db
def test_statement_after_a_correction_tells_the_same_numbers(counted):
    town, asked, answers = counted
    provider = ProviderFactory()
    agreement(provider)
    earn(provider, town=town)
    first = issue(provider)
    with after():
        correction = services.take_back(statement=first, reason="Irrtum", document=paper)
    answers.append([row(town.pk, 8, 6, 5), SUM])
    second = issue(provider)
    assert selectors.usage_on(correction) == []
    assert selectors.usage_on(second) == selectors.usage_on(first)
    assert len(asked) == 1


@pytest.mark.django_db
def test_stated_use_is_never_changed(counted):
    town, _asked, _answers = counted
    provider = ProviderFactory()
    agreement(provider)
    earn(provider, town=town)
    issue(provider)
    one = UsageLine.objects.first()
    one.starts = 1
    with pytest.raises(EntryIsFinal):
        one.save()
    with pytest.raises(EntryIsFinal):
        UsageLine.objects.all().delete()
    change = "UPDATE settlement_usageline SET starts = 1"
    for deed in (change, "DELETE FROM settlement_usageline"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(deed)
