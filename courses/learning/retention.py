"""What a progress rests on once statements were erased by age.

A row may then know more than the statements that are left: completions and results stay, for they
are why the learner holds a certificate. Since the fold is a join, such a row is right if joining
what is left to it changes nothing.
"""

from typing import TYPE_CHECKING

from courses.learning.fold import State
from courses.learning.models import Progress
from courses.learning.plans import Plan
from courses.learning.rows import read_state
from courses.xapi import selectors as store

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment


def kept_state(enrolment: "Enrolment", plan: Plan) -> State:
    """Return what a seat's rows say of a plan, where some of its statements may have been erased.

    Empty for every seat that was asked for later: its statements are all there.
    """
    horizon = store.erased_before()
    if horizon is None or enrolment.requested_at >= horizon:
        return State()
    progress = Progress.objects.filter(enrolment=enrolment).first()
    if progress is None:
        return State()
    state = read_state(progress, progress.items.all())
    planned = {item.key for item in plan.items}
    last = state.last if state.last and state.last.item in planned else None
    return State({key: item for key, item in state.items.items() if key in planned}, last)
