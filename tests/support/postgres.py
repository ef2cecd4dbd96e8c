"""A PostgreSQL server for one test run: in a temporary folder, on a free port of this machine."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
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


@dataclass
class Server:
    """A server in a folder of its own: started, stopped, or killed as a power cut would."""

    programs: Path
    folder: Path
    settings: dict[str, str] = field(default_factory=lambda: dict(FAST))
    user: str | None = field(default_factory=unprivileged_user)
    port: int = field(default_factory=free_port)

    @property
    def address(self) -> str:
        """Return the address of the database that is named after the user."""
        return f"postgres://{USER}@127.0.0.1:{self.port}/{USER}"

    @property
    def process(self) -> Path:
        """Return the file that holds the server's process number while it runs."""
        return self.folder / "data" / "postmaster.pid"

    def create(self) -> None:
        """Make the files of an empty server."""
        if self.user:
            entry = pwd.getpwnam(self.user)
            os.chown(self.folder, entry.pw_uid, entry.pw_gid)
        create = ["-U", USER, "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"]
        run(["initdb", "-D", "data", *create], self)

    def start(self) -> None:
        """Start it and wait until it answers."""
        places = {"listen_addresses": "127.0.0.1", "unix_socket_directories": str(self.folder)}
        settings = {"port": str(self.port), **places, **self.settings}
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        self.control("-l", "server.log", "-o", options, "start")

    def create_database(self, name: str) -> None:
        """Make an empty database."""
        run(["createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", USER, name], self)

    def stop(self) -> None:
        """Stop it if it runs; nothing has to be kept."""
        if self.process.exists():
            self.control("-m", "immediate", "stop")

    def kill(self) -> None:
        """Kill the server and every process it has begun, whatever they are doing."""
        server = int(self.process.read_text().split()[0])
        killed = [server, *children_of(server)]
        for number in killed:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        while any(is_running(number) for number in killed):
            time.sleep(0.01)
        # Where nobody buries the dead, their number would pass for a running server.
        for mark in (self.process, *self.folder.glob(".s.PGSQL.*")):
            mark.unlink(missing_ok=True)

    def control(self, *arguments: str) -> None:
        """Run pg_ctl and wait until it is done."""
        run(["pg_ctl", "-D", "data", "-w", *arguments], self)


def status_of(process: int) -> tuple[str, int] | None:
    """Return the state of a process and its parent's number, None where it is gone."""
    try:
        # The name in parentheses may hold anything; state and parent follow it.
        state, parent, *_ = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except (OSError, ValueError):
        return None
    return state, int(parent)


def is_running(process: int) -> bool:
    """Tell whether a process lives; one that nobody has buried does not."""
    status = status_of(process)
    return status is not None and status[0] not in "ZX"


def children_of(process: int) -> list[int]:
    """Return the processes that a process has begun."""
    numbers = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
    found = {number: status_of(number) for number in numbers}
    return [number for number, status in found.items() if status and status[1] == process]


def run(command: Sequence[str], server: Server) -> None:
    """Run a server program quietly, as the unprivileged user where there is one."""
    identity: dict[str, Any] = {}
    if server.user:
        group = pwd.getpwnam(server.user).pw_gid
        identity = {"user": server.user, "group": group, "extra_groups": []}
    program, *arguments = command
    # The server keeps the descriptors that it inherits: a pipe would never be closed.
    with (server.folder / "commands.log").open("a") as log:
        subprocess.run(
            [str(server.programs / program), *arguments],
            check=True,
            cwd=server.folder,
            stdout=log,
            stderr=log,
            timeout=120,
            **identity,
        )


@contextmanager
def running_server(programs: Path, **settings: str) -> Iterator[Server]:
    """Start a server with these settings and leave nothing behind."""
    folder = Path(tempfile.mkdtemp(prefix="kc-pg-"))
    server = Server(programs, folder, settings)
    try:
        server.create()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def temporary_server(programs: Path, tuning: Mapping[str, str] = FAST) -> Iterator[str]:
    """Start a server, by default one that survives nothing; yield its empty database's address."""
    with running_server(programs, **tuning) as server:
        server.create_database(USER)
        yield server.address


def copy_database(programs: Path, source: str, target: str) -> None:
    """Fill the empty target database with what the source holds; both are addresses."""
    psql = [str(programs / "psql"), "-q", "-v", "ON_ERROR_STOP=1", "-o", os.devnull]
    dump = [str(programs / "pg_dump"), "--no-owner", source]
    with subprocess.Popen(dump, stdout=subprocess.PIPE) as dumping:
        subprocess.run([*psql, target], check=True, stdin=dumping.stdout)
    if dumping.returncode:
        raise subprocess.CalledProcessError(dumping.returncode, dump)
