"""The cache in the database, counting rightly."""

from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router, transaction


class CountingCache(DatabaseCache):
    """Django's cache in a table, with an `incr` fit for limits.

    Django's own reads and then writes, so that two at once count as one, and gives the number its
    default time to live anew: a limit by the hour would end after five quiet minutes.
    """

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add to a number that lives as long as it was to; raise ValueError if there is none."""
        row = self.make_and_validate_key(key, version=version)
        database = router.db_for_write(self.cache_model_class)
        table = connections[database].ops.quote_name(self._table)  # type: ignore[attr-defined]
        # A write that changes nothing takes the row's lock on every database.
        lock = f"UPDATE {table} SET expires = expires WHERE cache_key = %s"  # noqa: S608
        read = f"SELECT expires FROM {table} WHERE cache_key = %s"  # noqa: S608
        keep = f"UPDATE {table} SET expires = %s WHERE cache_key = %s"  # noqa: S608
        with transaction.atomic(using=database), connections[database].cursor() as cursor:
            cursor.execute(lock, [row])
            cursor.execute(read, [row])
            found = cursor.fetchone()
            if found is None:
                raise ValueError(f"Key '{key}' not found")
            number = super().incr(key, delta, version)
            cursor.execute(keep, [found[0], row])
        return number
