"""`column__among=values`: as `__in`, but many values travel to PostgreSQL as one array.

Django makes a placeholder and a check of each value of `__in`, which for thousands of keys takes
longer than the query.
"""

from typing import Any

from django.db.models.lookups import In


class Among(In):
    """One of many values, none of which is None."""

    lookup_name = "among"

    def get_prep_lookup(self) -> list[Any]:
        """Return the values as they are: keys of rows, which need no preparation."""
        return list(self.rhs)

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Compare with an array; an empty one meets nothing."""
        column, values = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*values, list(self.rhs)]
