"""The caller's side of the rules' process: start it once, ask it often, always end it."""

import base64
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).resolve().parent.parent.parent.parent
MODULE = "members.billing.einvoice.rules_process"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule has found: its official name, how grave it is, and its text."""

    rule: str
    level: str
    text: str

    @property
    def is_fatal(self) -> bool:
        """Tell whether a receiver will reject the invoice for it."""
        return self.level == "fatal"


class RulesUnavailable(RuntimeError):
    """The rules' process has ended without an answer."""


class Validator:
    """Checks invoices against the official rules; one process for a whole run.

    Use it as a context manager. The process is started at the first question.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process:
            if self._process.stdin:
                self._process.stdin.close()
            self._process.wait(timeout=30)
            if self._process.stdout:
                self._process.stdout.close()
            self._process = None

    def check(self, syntax: str, xml: bytes) -> list[Finding]:
        """Return what the rules of a syntax ("ubl", "cii") find in a document."""
        process = self._started()
        if process.stdin is None or process.stdout is None:
            raise RulesUnavailable
        request = {"syntax": syntax, "xml": base64.b64encode(xml).decode()}
        process.stdin.write(json.dumps(request) + "\n")
        process.stdin.flush()
        answer = process.stdout.readline()
        if not answer:
            raise RulesUnavailable(f"The rules' process ended with code {process.poll()}.")
        return [Finding(**row) for row in json.loads(answer)]

    def _started(self) -> "subprocess.Popen[str]":
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, no input in the command
                [sys.executable, "-m", MODULE],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                cwd=ROOT,
            )
        return self._process
