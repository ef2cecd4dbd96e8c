"""Documents as accessible PDF, set by typst from a template and plain data.

Data reach the template as one JSON string, so that a name can never inject markup. Files other
than the template are given as bytes and lie beside it for the moment of setting.
"""

import datetime as dt
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

FONTS = Path(__file__).resolve().parent / "fonts"
PDF_UA = ("ua-1",)
# The base of a ZUGFeRD invoice: archivable and accessible.
PDF_A3_UA = ("a-3a", "ua-1")


def render_pdf(
    template: str,
    data: Mapping[str, Any],
    *,
    at: dt.datetime,
    files: Mapping[str, bytes] | None = None,
    standards: Sequence[str] = PDF_UA,
) -> bytes:
    """Set `templates/<template>` (a .typ file) and return the PDF's bytes.

    The template reads its data by `json(bytes(sys.inputs.data))`; `files` are reachable by name.
    The same input gives the same bytes, since the document's time is `at`.
    Raises RuntimeError when typst refuses, for instance an image without alternative text.
    """
    source = Path(settings.BASE_DIR) / "templates" / template
    # Typst lists its standards literally; an unknown one is refused when it runs.
    pdf_standards: Any = list(standards)
    with tempfile.TemporaryDirectory(prefix="kc-pdf-") as folder:
        main = Path(folder) / "main.typ"
        main.write_bytes(source.read_bytes())
        for name, content in (files or {}).items():
            (Path(folder) / Path(name).name).write_bytes(content)
        return bytes(
            typst.compile(
                str(main),
                root=folder,
                font_paths=[str(FONTS)],
                ignore_system_fonts=True,
                format="pdf",
                sys_inputs={"data": json.dumps(data, ensure_ascii=False, default=str)},
                pdf_standards=pdf_standards,
                timestamp=int(at.timestamp()),
            )
        )
