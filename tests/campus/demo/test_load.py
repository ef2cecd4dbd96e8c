"""The demo: two loads of the same day are the same cooperative, and a second load does nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.database import begin_with_template

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parent.parent.parent.parent
TODAY = "2026-03-18"


def _manage(var, *arguments):
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "campus.settings.dev",
        "KC_VAR_DIR": str(var),
    }
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def two_loads(tmp_path_factory):
    places = [tmp_path_factory.mktemp("demo"), tmp_path_factory.mktemp("demo")]
    for place in places:
        begin_with_template(place)
        _manage(place, "prepare")
        _manage(place, "demo", "--small", "--today", TODAY)
    return places


def test_two_loads_of_one_day_are_the_same_by_natural_keys(two_loads):
    first, second = (json.loads(_manage(place, "demo", "--fingerprint")) for place in two_loads)
    assert first == second
    assert all(entry["rows"] for entry in first.values())


def test_second_load_changes_nothing_and_names_the_sign_ins(two_loads):
    before = _manage(two_loads[0], "demo", "--fingerprint")
    answer = _manage(two_loads[0], "demo", "--small")
    assert "lernen@viernheim.example" in answer
    assert _manage(two_loads[0], "demo", "--fingerprint") == before


def test_loaded_history_passes_the_checks_of_its_rooms(two_loads):
    assert "0 differences" in _manage(two_loads[0], "rebuild_progress", "--check")
    _manage(two_loads[0], "check_billing")


def test_restored_backup_holds_the_same_ledger_and_the_same_progress(two_loads, tmp_path):
    file = tmp_path / "backup.tar"
    _manage(two_loads[0], "backup", str(file))
    restored = tmp_path / "restored"
    restored.mkdir()
    begin_with_template(restored)
    _manage(restored, "prepare")
    _manage(restored, "restore", str(file), "--yes")
    assert _manage(restored, "demo", "--fingerprint") == _manage(
        two_loads[0], "demo", "--fingerprint"
    )
    assert "0 differences" in _manage(restored, "rebuild_progress", "--check")
    _manage(restored, "check_billing")
