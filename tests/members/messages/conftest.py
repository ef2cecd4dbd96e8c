"""A kind of message for tests, with its template."""

import pytest

from members.messages import kinds
from members.messages.kinds import Kind

TEXT = "Neues für {{ name }}\n\nGuten Tag {{ name }},\nsiehe {{ base_url }}{{ link }}."


@pytest.fixture(autouse=True)
def _scratch_kinds(monkeypatch, tmp_path, settings):
    (tmp_path / "email").mkdir()
    for name in ("test_news", "test_secret"):
        (tmp_path / "email" / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    settings.TEMPLATES = [
        {**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}
    ]
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    kinds.register(Kind("test_news", "News"))
    kinds.register(Kind("test_secret", "Secret", secret=True))
