"""Background work of the exchange. All may run twice."""

from uuid import UUID

from django_tasks import task

from campus.kit.after_commit import enqueue
from courses.exchange import services
from courses.exchange.catalogues import importing


@task(backend="jobs")
def make_export(export_id: str) -> str:
    """Write an export."""
    export = services.make_export(export_id=export_id)
    return export.state if export else ""


@task(backend="jobs")
def tidy() -> int:
    """Delete old exports."""
    return services.forget_exports()


@task(backend="jobs")
def read_catalogue(source_id: str) -> str:
    """Read the catalogue of another platform, or go on where it was interrupted."""
    return importing.read_source(source_id=source_id)


@task(backend="jobs")
def read_catalogues() -> int:
    """Have every catalogue read that is on, each by itself."""
    return _read_each(importing.to_read())


@task(backend="jobs")
def go_on_reading() -> int:
    """Have those catalogues read on whose reading was interrupted."""
    return _read_each(importing.interrupted())


def _read_each(keys: list[UUID]) -> int:
    for key in keys:
        enqueue(read_catalogue, source_id=str(key))
    return len(keys)
