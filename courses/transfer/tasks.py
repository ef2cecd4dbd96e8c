"""Background work of proofs taken along."""

from django_tasks import task

from courses.transfer import services


@task(backend="jobs")
def withdraw_revoked() -> int:
    """Withdraw what was recognised and revoked, where the news was lost; runs daily."""
    return services.withdraw_all_revoked()
