"""Who has written a module, in which language and under which licence, as metadata; pure.

IEEE 1484.12.3 (LOM) for SCORM and QTI, Dublin Core terms for web pages and cmi5.
"""

from courses.exchange.formats.book import Book, licence_address
from courses.exchange.formats.text import escape

LOM_SCORM = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
LOM_QTI = "http://ltsc.ieee.org/xsd/LOM"


def lom(book: Book, *, namespace: str = LOM_SCORM) -> str:
    """Return a record of the module; IMS's binding where SCORM 1.2 asks for it, else IEEE's."""
    is_ims = namespace == LOM_SCORM
    language = escape(book.language)

    def text(words: str) -> str:
        inner = "langstring" if is_ims else "string"
        mark = "xml:lang" if is_ims else "language"
        return f'<{inner} {mark}="{language}">{escape(words)}</{inner}>'

    def vocabulary(words: str) -> str:
        source, value = "LOMv1.0", words
        if is_ims:
            mark = '<langstring xml:lang="x-none">'
            source, value = (f"{mark}{one}</langstring>" for one in (source, value))
        return f"<source>{source}</source><value>{value}</value>"

    catalogue = (
        "<catalogentry><catalog>URI</catalog><entry>"
        f'<langstring xml:lang="x-none">{escape(book.address)}</langstring></entry></catalogentry>'
        if is_ims
        else f"<identifier><catalog>URI</catalog><entry>{escape(book.address)}</entry></identifier>"
    )
    title = f"<title>{text(book.title)}</title>"
    named = f"{title}{catalogue}" if is_ims else f"{catalogue}{title}"
    contributor = vcard(book.provider)
    who = (
        f"<centity><vcard>{escape(contributor)}</vcard></centity>"
        if is_ims
        else f"<entity>{escape(contributor)}</entity>"
    )
    cycle = "lifecycle" if is_ims else "lifeCycle"
    rights = "copyrightandotherrestrictions" if is_ims else "copyrightAndOtherRestrictions"
    return (
        f'<lom xmlns="{namespace}"><general>{named}<language>{language}</language>'
        f"<description>{text(str(book.course['promise']))}</description></general>"
        f"<{cycle}><version>{text(book.edition)}</version><contribute>"
        f"<role>{vocabulary('publisher')}</role>{who}</contribute></{cycle}>"
        f"<rights><{rights}>{vocabulary('yes')}</{rights}>"
        f"<description>{text(licence_words(book))}</description></rights></lom>"
    )


def vcard(name: str) -> str:
    """Return an organisation as a card."""
    clean = name.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return f"BEGIN:VCARD\nVERSION:3.0\nFN:{clean}\nORG:{clean}\nEND:VCARD"


def licence_words(book: Book) -> str:
    """Return the licence with its address, where it has one."""
    address = licence_address(book.licence)
    return f"{book.licence}, {address}" if address else book.licence


def page_metadata(book: Book) -> str:
    """Return the elements for the head of a page."""
    terms = {
        "dcterms.title": book.title,
        "dcterms.publisher": book.provider,
        "dcterms.language": book.language,
        "dcterms.rights": book.licence,
        "dcterms.source": book.address,
        "dcterms.hasVersion": book.edition,
    }
    lines = ['<link rel="schema.dcterms" href="http://purl.org/dc/terms/">']
    lines += [f'<meta name="{name}" content="{escape(value)}">' for name, value in terms.items()]
    address = licence_address(book.licence)
    if address:
        lines.append(f'<link rel="license" href="{escape(address)}">')
    return "\n".join(lines)


def dublin_core(book: Book) -> str:
    """Return a file with the same for formats that keep no metadata of their own."""
    address = licence_address(book.licence)
    licence = f"<dcterms:license>{escape(address)}</dcterms:license>" if address else ""
    language = f'xml:lang="{escape(book.language)}"'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<metadata xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dcterms:title {language}>{escape(book.title)}</dcterms:title>"
        f"<dcterms:abstract {language}>{escape(str(book.course['promise']))}</dcterms:abstract>"
        f"<dcterms:publisher>{escape(book.provider)}</dcterms:publisher>"
        f"<dcterms:language>{escape(book.language)}</dcterms:language>"
        f"<dcterms:source>{escape(book.address)}</dcterms:source>"
        f"<dcterms:hasVersion>{escape(book.edition)}</dcterms:hasVersion>"
        f"<dcterms:rights>{escape(book.licence)}</dcterms:rights>{licence}</metadata>\n"
    )
