"""Background work of assignments."""

from django_tasks import task

from courses.assignments import services


@task(backend="jobs")
def extend_obligations() -> int:
    """Give newcomers the obligations of their departments; runs daily and may run twice."""
    return services.extend_all()


@task(backend="jobs")
def fulfil_missed() -> int:
    """Enter completions whose news was lost; runs daily and may run twice."""
    return services.fulfil_missed() + services.fulfil_missed_paths()


@task(backend="jobs")
def open_windows() -> int:
    """Begin the turns whose window has come; runs daily and may run twice."""
    services.reckon_all()
    return len(services.open_windows())


@task(backend="jobs")
def remind_by_window() -> int:
    """Remind before and after deadlines; runs daily and may run twice."""
    return services.remind_by_window()
