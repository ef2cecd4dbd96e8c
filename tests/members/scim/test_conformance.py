"""The protocol, checked by a program that somebody else has written (scim2-tester)."""

import pytest
from scim2_tester import Status, check_server

pytestmark = pytest.mark.django_db


def test_foreign_checker_finds_no_fault(directory):
    results = check_server(directory)
    faults = [
        f"{one.title}: {one.reason}"
        for one in results
        if one.status not in (Status.SUCCESS, Status.COMPLIANT, Status.SKIPPED)
    ]
    assert faults == [], "\n".join(faults)
    assert len([one for one in results if one.status is Status.SUCCESS]) > 30
