"""Deeds of the cadastre: write and publish entries, adopt them, follow what has changed."""

from courses.cadastre.services.adopting import adopt, check_adoptable, decide
from courses.cadastre.services.keeping import discard, publish, write

__all__ = ["adopt", "check_adoptable", "decide", "discard", "publish", "write"]
