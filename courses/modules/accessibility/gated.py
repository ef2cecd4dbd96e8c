"""Publishing behind the gate, whichever way a lesson is published."""

from typing import Any

from wagtail.log_actions import log
from wagtail.models import DraftStateMixin

from courses.modules.accessibility.gate import refuse_inaccessible
from courses.modules.errors import Inaccessible

# As Wagtail's command names what it publishes by date, and as the log names what it may not.
SCHEDULED = "wagtail.publish.scheduled"
REFUSED = "modules.publish.refused"


class GatedDraftMixin(DraftStateMixin):
    """A draft with title and body that is published only if everybody could use it."""

    class Meta:
        abstract = True

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish a revision; every way to do so passes here. Raises Inaccessible.

        A film may have lost its captions since a date was set: the date is then taken back, so
        that all else that is due is published.
        """
        draft = revision.as_object()
        try:
            refuse_inaccessible(title=draft.title, body=draft.body)
        except Inaccessible as error:
            if kwargs.get("log_action") != SCHEDULED:
                raise
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])
            log(self, REFUSED, revision=revision, data={"reason": str(error)})
            return None
        return super().publish(revision, *args, **kwargs)
