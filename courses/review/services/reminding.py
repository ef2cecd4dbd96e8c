"""Remind the people of a stage of what is overdue, once."""

from campus.kit import dates
from courses.review import news, selectors


def remind_overdue() -> int:
    """Remind of every stage whose due day has passed; return how many there were."""
    late = selectors.states_in_progress().filter(due__lt=dates.today(), reminded_at=None)
    rows = selectors.with_lessons(late)
    for row in rows:
        news.tell_reviewers(row.state, row.lesson, kind=news.OVERDUE)
        row.state.reminded_at = dates.now()
        row.state.save(update_fields=["reminded_at"])
    return len(rows)
