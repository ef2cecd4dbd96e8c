"""Eight at a time on PostgreSQL: no gap, no duplicate, each charge settled once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from campus.kit.errors import DomainError
from members.settlement import services
from members.settlement.models import Statement, StatementLine
from tests.factories.organisations import ProviderFactory
from tests.factories.settlement import QUARTER, agreement, earn, paper

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
WORKERS = 8


def test_eight_clerks_settle_each_charge_once_without_a_gap():
    providers = [ProviderFactory() for _ in range(4)]
    for provider in providers:
        agreement(provider)
        earn(provider)

    def deed(provider):
        try:
            return services.issue(provider=provider, quarter=QUARTER, document=paper).number
        except DomainError:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        made = [number for number in pool.map(deed, providers * 4) if number]
    numbers = sorted(Statement.objects.values_list("number", flat=True))
    assert sorted(made) == numbers
    assert [int(number[-5:]) for number in numbers] == [1, 2, 3, 4]
    assert StatementLine.objects.count() == len(providers)
