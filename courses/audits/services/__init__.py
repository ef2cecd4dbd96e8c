"""Deeds: ask for a package, make it, note who downloads it, forget the files."""

from courses.audits.services.handing_out import download, forget_expired
from courses.audits.services.making import make_package
from courses.audits.services.requesting import request_package

__all__ = ["download", "forget_expired", "make_package", "request_package"]
