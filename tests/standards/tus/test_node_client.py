"""A client that is not ours: npm's tus-js-client uploads 50 MB, left once, bereft of its server."""

import json
import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.node import MODULES
from tests.support.tus_server import uploading

SCRIPT = Path(__file__).with_name("node_client.cjs")
SIZE = 50 * 1024 * 1024


def test_tus_js_client_uploads_with_interruptions(tmp_path):
    node, modules = shutil.which("node"), os.environ.get(MODULES)
    if not node or not modules:
        pytest.skip(f"Node or tus-js-client is missing; {MODULES} names the folder of the latter.")
    file = tmp_path / "film.mp4"
    file.write_bytes(random.Random(50).randbytes(SIZE))
    (tmp_path / "server").mkdir()
    with uploading(tmp_path / "server") as server:
        environment = {
            "NODE_PATH": modules,
            "TUS_ENDPOINT": server.start_address,
            "TUS_HEADERS": json.dumps(server.headers),
            "TUS_FILE": str(file),
        }
        with subprocess.Popen(
            [node, str(SCRIPT)], env=environment, stdout=subprocess.PIPE, text=True
        ) as client:
            assert client.stdout and client.stdout.readline() == "half\n"
            server.kill()
            server.start()
            key = client.stdout.readline().strip().rstrip("/").rpartition("/")[2]
        assert client.returncode == 0
        assert (server.folder / "uploads" / key).read_bytes() == file.read_bytes()
