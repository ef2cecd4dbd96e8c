"""Versions of the specification: which are spoken, and which version a statement may carry."""

import re
from enum import Enum

from courses.xapi.core.violations import Violation

_ONE = re.compile(r"1\.0(?:\.\d+)?\Z")
_TWO = re.compile(r"2\.0(?:\.\d+)?\Z")
_ONE_OR_TWO = re.compile(r"[12]\.0(?:\.\d+)?\Z")


class Edition(Enum):
    """An edition of the specification; the value is its full version number."""

    ONE = "1.0.3"
    TWO = "2.0.0"

    @property
    def default_statement_version(self) -> str:
        """Return what a statement without version is given (Data 2.4.10.s3.b3; 2.0: 4.2.4.3)."""
        return "1.0.0" if self is Edition.ONE else "2.0.0"


def negotiated(header: str) -> Edition | None:
    """Return the edition for a version header, None if it is not spoken (Communication 3.3)."""
    if _ONE.match(header):
        return Edition.ONE
    if _TWO.match(header):
        return Edition.TWO
    return None


def check_statement_version(value: object, edition: Edition) -> None:
    """Check that the statement's version is one of this edition.

    XAPI-Data 2.4.10.s2.b1, s3.b1, s3.b2 (XAPI-00101).
    """
    pattern = _ONE if edition is Edition.ONE else _ONE_OR_TWO
    if not isinstance(value, str) or not pattern.match(value):
        raise Violation("version", "must be a version that this store speaks.", "Data 2.4.10.s3.b2")
