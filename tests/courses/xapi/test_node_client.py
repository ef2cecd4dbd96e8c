"""A client that is not ours and not of Python: npm's @xapi/xapi against the running store."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.factories.xapi import SECRET, ClientFactory
from tests.support.node import MODULES

SCRIPT = Path(__file__).with_name("node_client.cjs")


@pytest.mark.django_db(transaction=True)
def test_a_node_client_uses_every_resource_in_both_editions(live_server: Any) -> None:
    node, modules = shutil.which("node"), os.environ.get(MODULES)
    if not node or not modules:
        pytest.skip(f"Node or @xapi/xapi is missing; {MODULES} names the folder of the latter.")
    client = ClientFactory(accounts_only=False)
    done = subprocess.run(
        [node, str(SCRIPT)],
        env={
            "NODE_PATH": modules,
            "XAPI_ENDPOINT": f"{live_server.url}/xapi/",
            "XAPI_KEY": client.key,
            "XAPI_SECRET": SECRET,
        },
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
