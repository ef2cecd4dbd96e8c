"""Several child processes that live and die together: web server, worker and clock."""

import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

POLL_SECONDS = 0.3
PATIENCE_SECONDS = 15
# A child that dies sooner has not started properly: starting it again would not help.
SETTLED_SECONDS = 5


@dataclass
class Child:
    """A command line and the process that runs it at the moment."""

    name: str
    command: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0

    def start(self) -> None:
        """Start in a session of its own: Ctrl-C reaches the supervisor only, who stops in order."""
        self.process = subprocess.Popen(self.command, start_new_session=True)  # noqa: S603
        self.started = time.monotonic()

    def is_running(self) -> bool:
        """Tell whether the process lives."""
        return self.process is not None and self.process.poll() is None

    def has_settled(self) -> bool:
        """Tell whether the process lived long enough to count as properly started."""
        return time.monotonic() - self.started >= SETTLED_SECONDS

    def stop(self, deadline: float) -> None:
        """Wait until the deadline for the end that was asked for, then insist."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@dataclass
class Supervisor:
    """Runs the children until it is told to stop or one cannot be kept alive."""

    children: list[Child]
    say: Callable[[str], None]
    is_stopping: bool = field(default=False, init=False)

    def run(self, on_start: Callable[[], None] = lambda: None) -> bool:
        """Run until stopped; return False where a child would not start."""
        before = {
            number: signal.signal(number, self._ask_to_stop)
            for number in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            for child in self.children:
                child.start()
            on_start()
            return self._watch()
        finally:
            self.stop()
            for number, handler in before.items():
                signal.signal(number, handler)

    def stop(self) -> None:
        """End all children, all at once, and wait for them."""
        for child in self.children:
            if child.is_running() and child.process:
                child.process.terminate()
        deadline = time.monotonic() + PATIENCE_SECONDS
        for child in self.children:
            child.stop(deadline)

    def _watch(self) -> bool:
        while not self.is_stopping:
            for child in self.children:
                if not child.is_running() and not self._revive(child):
                    return False
            time.sleep(POLL_SECONDS)
        return True

    def _revive(self, child: Child) -> bool:
        """Start a dead child again, unless it never came to life."""
        if self.is_stopping:
            return True
        if not child.has_settled():
            self.say(f"The {child.name} could not be started; see its message above.")
            return False
        self.say(f"The {child.name} has ended unexpectedly and is started again.")
        child.start()
        return True

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.is_stopping = True
