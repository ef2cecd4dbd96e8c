"""Import of a module from a folder: one YAML file, with pictures and media beside it.

The demo's content is kept in this form; a university can hand over its modules likewise.
"""

from courses.modules.content_import.importing import import_module

__all__ = ["import_module"]
