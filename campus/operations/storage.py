"""Static files under names that hold a fingerprint of their content."""

from functools import lru_cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class FingerprintedFiles(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage that looks up each address once: the list is fixed while it runs."""

    def url(self, name: str | None, force: bool = False) -> str:
        """Return the address of a file; a page asks for dozens of them."""
        return super().url(name, force) if force else _address(self, name)


@lru_cache(maxsize=1024)
def _address(storage: FingerprintedFiles, name: str | None) -> str:
    return str(super(FingerprintedFiles, storage).url(name))
