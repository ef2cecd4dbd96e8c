"""A frozen version as plain values and files, from which the identical module can be made again.

The format is described in docs/exchange.md; `content_import.restore_module` reads it.
"""

from courses.modules.content_export.copying import Copy, copy_of

__all__ = ["Copy", "copy_of"]
