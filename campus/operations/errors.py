"""What can stop a backup or a restore; read in a terminal, so not translated."""

from campus.kit.errors import DomainError


class BackupDamaged(DomainError):
    """The file is no backup or was changed."""

    code = "backup_damaged"
    message = "This backup cannot be used: %(reason)s Nothing was changed."


class BackupDoesNotFit(DomainError):
    """The backup belongs to another kind of database or to newer code."""

    code = "backup_does_not_fit"
    message = "This backup does not fit this installation: %(reason)s Nothing was changed."


class DatabaseNotEmpty(DomainError):
    """A restore would overwrite data."""

    code = "database_not_empty"
    message = (
        "The database already holds data, and a restore replaces all of it. "
        "Add --yes if you want that. Nothing was changed."
    )


class DatabaseProgramFailed(DomainError):
    """pg_dump, pg_restore or psql ended with an error."""

    code = "database_program_failed"
    message = "%(program)s failed: %(reason)s"
