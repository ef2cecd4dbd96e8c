"""Import of a module: from a folder with one YAML file, or from the archive of an export.

The demo's content is kept in the first form; a university can hand over its modules likewise.
"""

from courses.modules.content_import.importing import import_module
from courses.modules.content_import.restoring import restore_module

__all__ = ["import_module", "restore_module"]
