"""Rows that are written once: what learners were promised can be neither changed nor deleted."""

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
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


class CaptionVersion(models.Model):
    """Captions of a film as they were saved once; never changed."""

    media = models.ForeignKey(
        "modules.Media", on_delete=models.CASCADE, related_name="caption_versions"
    )
    number = models.PositiveIntegerField(_("version"))
    content = models.TextField(editable=False)
    saved_at = models.DateTimeField(default=dates.now, editable=False)

    class Meta:
        verbose_name = _("version of captions")
        verbose_name_plural = _("versions of captions")
        ordering = ["media", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["media", "number"], name="modules_caption_version_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.media} ({self.number})"
