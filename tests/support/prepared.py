"""What takes a minute to make and is alike for all workers: made once, then copied.

`tests/run_all.py` makes it while the static checks run. Nobody else has to: what is not there,
a run of the tests makes for itself.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from campus.kit import dates
from tests.support import DEMO
from tests.support.database import begin_with_template, open_sqlite, template_path

ROOT = Path(__file__).resolve().parent.parent.parent
LOADED_ON = "loaded-on"


def manage(environment: Mapping[str, str], *arguments: str) -> str:
    """Run a management command; return what it prints, fail with it where it fails."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise AssertionError(f"{arguments} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def load_small_demo(var: Path, environment: Mapping[str, str]) -> None:
    """Prepare a platform in this empty folder and load the small demo into it."""
    begin_with_template(var)
    manage(environment, "prepare")
    today = dates.today().isoformat()
    manage(environment, "demo", "--small")
    (var / LOADED_ON).write_text(today, encoding="utf-8")


def begin_with_demo(var: Path, environment: Mapping[str, str]) -> None:
    """Put the small demo into this empty folder: copied if it was loaded today, or loaded."""
    made = Path(os.environ.get(DEMO) or var)
    mark = made / LOADED_ON
    if not mark.exists() or mark.read_text(encoding="utf-8") != dates.today().isoformat():
        load_small_demo(var, environment)
        return
    shutil.copytree(made, var, dirs_exist_ok=True)
    # The address of this platform is another one than that of the copied.
    manage(environment, "prepare")


def prepare() -> None:
    """Make the migrated SQLite database and, in the folder named, the loaded demo."""
    if not template_path().exists():
        open_sqlite(verbosity=0)
    if folder := os.environ.get(DEMO):
        var = Path(folder)
        var.mkdir()
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        settings = {"DJANGO_SETTINGS_MODULE": "campus.settings.dev", "KC_VAR_DIR": folder}
        load_small_demo(var, {**kept, **settings, "EMAIL_URL": f"filemail:///{folder}/mail"})
