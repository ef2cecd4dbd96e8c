"""Background work on packages."""

from django_tasks import task

from courses.packages import services


@task(backend="jobs")
def unpack_package(package_id: str) -> str:
    """Write the files of a package; may run twice."""
    package = services.unpack(package_id=package_id)
    return package.state if package else ""
