"""Every requirement that speaks of the LMS is shown by a test that bears its number."""

from tests.standards.cmi5 import test_import, test_launch, test_platform, test_statements
from tests.standards.cmi5.requirements import LMS, SHOWN

MODULES = (test_import, test_launch, test_platform, test_statements)


def test_no_requirement_is_left_out():
    assert all(module.__doc__ for module in MODULES)
    assert sorted(LMS - SHOWN) == []
    assert len(LMS) == 188
