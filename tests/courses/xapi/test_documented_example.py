"""The example in the documentation runs as it is printed."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from courses.xapi.management.commands import xapi_forwarding
from courses.xapi.models import Statement
from courses.xapi.scopes import SCOPES
from tests.factories.xapi import SECRET, ClientFactory

PAGE = (Path(settings.BASE_DIR) / "docs" / "xapi.md").read_text(encoding="utf-8")


@pytest.mark.django_db(transaction=True)
def test_python_example_stores_a_statement_and_finds_it(live_server: Any) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    client = ClientFactory(scopes=["statements/write", "statements/read/mine"])
    names = {
        "ENDPOINT": f"{live_server.url}/xapi/",
        "KEY": client.key,
        "SECRET": SECRET,
    }
    exec(compile(example, "docs/xapi.md", "exec"), names)  # noqa: S102 - our own page
    assert Statement.objects.count() == 1
    assert len(names["page"].statements) == 1  # type: ignore[attr-defined]


def test_every_scope_is_documented() -> None:
    assert [scope for scope in SCOPES if f"| `{scope}` |" not in PAGE] == []


def test_every_deed_of_forwarding_is_documented() -> None:
    deeds = xapi_forwarding._DEEDS
    assert [deed for deed in deeds if not re.search(rf"`[^`]*\b{deed} ?", PAGE)] == []
