"""Rows that are written once: what learners were promised can be neither changed nor deleted."""

from typing import Any, NoReturn

from django.db import models

from courses.modules.errors import Frozen


class FrozenQuerySet(models.QuerySet):
    """Refuses every change of stored rows."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise Frozen

    def delete(self) -> NoReturn:
        """Refuse."""
        raise Frozen

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise Frozen


class FrozenModel(models.Model):
    """A row that is inserted once; abstract."""

    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert the row; refuse to change a stored one."""
        if not self._state.adding:
            raise Frozen
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise Frozen
