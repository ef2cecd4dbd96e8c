"""Background work of reports."""

from django_tasks import task

from campus.kit import dates
from campus.reports import services


@task(backend="jobs")
def roll_up_recent() -> int:
    """Count the running and the previous month anew; runs nightly and may run twice."""
    today = dates.today()
    months = (today, dates.add_months(dates.month_start(today), -1))
    return sum(services.roll_up(month=month) for month in months)
