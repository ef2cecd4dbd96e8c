"""Every clause of the specification that the store names has a test that is named by it."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
CLAUSE = re.compile(
    r"(Comm(?:unication)?|Data) (\d+(?:\.\d+)*(?:\.s\d+)?(?:\.table\d+)?(?:\.row\d+)?(?:\.b\d+)*)"
)


def clauses_of_the_store() -> set[str]:
    """Return the clauses that the code names, as a test's name spells them."""
    text = "\n".join(path.read_text() for path in (ROOT / "courses" / "xapi").rglob("*.py"))
    return {
        f"{'data' if part == 'Data' else 'communication'}_{place.replace('.', '_')}"
        for part, place in CLAUSE.findall(text)
    }


def test_each_clause_is_tested_by_name() -> None:
    names = "\n".join(
        name
        for path in Path(__file__).parent.glob("test_*.py")
        for name in re.findall(r"def test_(\w+)", path.read_text())
    )
    clauses = clauses_of_the_store()
    assert len(clauses) > 100
    assert sorted(clause for clause in clauses if clause not in names) == []
