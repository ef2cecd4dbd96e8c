"""Whether a port of this machine is free; needs no Django, so that it answers at once."""

import errno
import socket
import sys

HOST = "127.0.0.1"


def is_free(port: int, host: str = HOST) -> bool:
    """Tell whether a server could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise
    return True


def taken_sentence(port: int, host: str = HOST) -> str:
    """Say what is wrong and what to do."""
    return (
        f"Port {port} on {host} is already in use. Stop the program that uses it, "
        f"or choose another port: make demo PORT={port + 1}"
    )


if __name__ == "__main__":
    chosen = int(sys.argv[1])
    if not is_free(chosen):
        sys.exit(taken_sentence(chosen))
