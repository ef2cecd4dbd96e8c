"""Background work of the exchange. All may run twice."""

from django_tasks import task

from courses.exchange import services


@task(backend="jobs")
def make_export(export_id: str) -> str:
    """Write an export."""
    export = services.make_export(export_id=export_id)
    return export.state if export else ""


@task(backend="jobs")
def tidy() -> int:
    """Delete old exports."""
    return services.forget_exports()
