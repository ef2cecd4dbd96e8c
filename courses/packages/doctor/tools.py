"""Which authoring tool has made a package, told by the files that only it writes; pure."""

import re
from dataclasses import dataclass

from courses.packages.reading.archive import Archive

_GENERATOR = re.compile(
    rb"<meta\s+name=[\"']generator[\"']\s+content=[\"']([^\"']{2,80})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Tool:
    """An authoring tool and its marks: a file's ending, or a file's name anywhere."""

    name: str
    marks: tuple[str, ...]
    # Writes more than SCORM 1.2 allows about where somebody has stopped.
    writes_much: bool = False


TOOLS = (
    Tool("Articulate Rise", ("scormcontent/lib/", "lib/rise/"), True),
    Tool("Articulate Storyline", ("story_content/", "story.html", "html5/lib/scripts/"), True),
    Tool("iSpring", ("res/data/player.js", "ispring", "data/browsersupport.js"), True),
    Tool("Adobe Captivate", ("assets/js/CPM.js", "js/CPM.js", "captivate.css"), True),
    Tool("Lectora", ("trivantis.js", "trivantis-utils.js")),
    Tool("Adapt", ("adapt/js/adapt.min.js", "adapt/css/adapt.css")),
    Tool("eXeLearning", ("contentv3.xml", "exe_jquery.js", "content.data")),
    Tool("Xerte", ("xenith.js", "template.xml")),
    Tool("Camtasia", ("tscplayer", "camtasia")),
    Tool("dominKnow", ("dkicontent/", "dki_player.js")),
    Tool("H5P", ("h5p.json",)),
)


def tool_of(archive: Archive, first_page: str = "") -> Tool | None:
    """Return the tool that made the package, None where nothing tells."""
    names = [f"/{name.lower()}" for name in archive.names]
    for tool in TOOLS:
        marks = [f"/{mark.lower()}" for mark in tool.marks]
        if any(mark in name for name in names for mark in marks):
            return tool
    named = _GENERATOR.search(archive.read(first_page)) if first_page in archive else None
    return Tool(named[1].decode("utf-8", errors="replace"), ()) if named else None
