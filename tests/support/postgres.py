"""A PostgreSQL server for one test run: in a temporary folder, on a free port of this machine."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

USER = "kommunalcampus"
# Nothing of a test database has to survive a crash.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def find_programs() -> Path | None:
    """Return the folder of PostgreSQL's server programs; Debian keeps them off the path."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(found, key=lambda path: float(path.parts[-3]), reverse=True)
    return newest[0].parent if newest else None


def unprivileged_user() -> str | None:
    """Return whom the server runs as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(command: Sequence[str], folder: Path, user: str | None) -> None:
    """Run a server program quietly, as the unprivileged user where there is one."""
    identity: dict[str, Any] = {}
    if user:
        identity = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}
    # The server keeps the descriptors that it inherits: a pipe would never be closed.
    with (folder / "commands.log").open("a") as log:
        subprocess.run(
            command, check=True, cwd=folder, stdout=log, stderr=log, timeout=120, **identity
        )


@contextmanager
def temporary_server(programs: Path, tuning: Mapping[str, str] = FAST) -> Iterator[str]:
    """Start a server, yield the address of its database, and leave nothing behind."""
    user = unprivileged_user()
    folder = Path(tempfile.mkdtemp(prefix="kc-pg-"))
    data = str(folder / "data")
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
    control = [str(programs / "pg_ctl"), "-D", data, "-w"]
    port = free_port()
    try:
        create = [str(programs / "initdb"), "-D", data, "-U", USER, "--auth=trust", "--no-sync"]
        run([*create, "--encoding=UTF8", "--locale=C.UTF-8"], folder, user)
        settings = {"listen_addresses": "127.0.0.1", "unix_socket_directories": folder, **tuning}
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        start = ["-l", str(folder / "server.log"), "-o", f"-p {port} {options}", "start"]
        run([*control, *start], folder, user)
        yield f"postgres://{USER}@127.0.0.1:{port}/{USER}"
    finally:
        if Path(data, "postmaster.pid").exists():
            run([*control, "-m", "immediate", "stop"], folder, user)
        shutil.rmtree(folder, ignore_errors=True)
