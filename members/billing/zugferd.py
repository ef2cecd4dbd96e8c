"""Putting the CII into the letter without losing what the letter says of itself.

factur-x writes the PDF's metadata anew, as PDF/A-3b and without the mark of PDF/UA. The letter
typst has set is PDF/A-3a and PDF/UA-1, and attaching a file changes neither, so that both are
written back, with the description of the property that PDF/A demands.
"""

import io

from facturx import generate_from_binary
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject

PLAIN = b"<pdfaid:conformance>B</pdfaid:conformance>"
ACCESSIBLE = (
    b"<pdfaid:conformance>A</pdfaid:conformance>"
    b'<pdfuaid:part xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">1</pdfuaid:part>'
)
SCHEMAS = b"<pdfaExtension:schemas>"
UA_SCHEMA = (
    b'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>'
    b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
    b'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>'
    b"<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    b"<pdfaProperty:category>internal</pdfaProperty:category>"
    b"<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li>"
    b"</rdf:Seq></pdfaSchema:property></rdf:li>"
)


def embed(letter: bytes, cii: bytes, metadata: dict[str, str]) -> bytes:
    """Return the letter with the CII of profile EN 16931 inside."""
    combined = generate_from_binary(
        letter,
        cii,
        flavor="factur-x",
        level="en16931",
        check_xsd=True,
        check_schematron=False,
        lang="de-DE",
        pdf_metadata=metadata,
        xmp_compression=False,
    )
    return _claim_again(bytes(combined))


def _claim_again(pdf: bytes) -> bytes:
    """Write PDF/A-3a and PDF/UA-1 back into the metadata."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    old = writer.root_object["/Metadata"].get_object()
    if not isinstance(old, StreamObject):
        raise ValueError("The PDF has no metadata.")
    text = old.get_data().replace(PLAIN, ACCESSIBLE)
    begin = text.index(SCHEMAS)
    bag = text.index(b"<rdf:Bag>", begin) + len(b"<rdf:Bag>")
    new = StreamObject()
    new.set_data(text[:bag] + UA_SCHEMA + text[bag:])
    new[NameObject("/Type")] = NameObject("/Metadata")
    new[NameObject("/Subtype")] = NameObject("/XML")
    writer.root_object[NameObject("/Metadata")] = writer._add_object(new)
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()
