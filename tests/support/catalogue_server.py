"""A catalogue of another platform: a process of its own behind a real socket.

Started as `python catalogue_server.py FOLDER`, it serves what `pages.json` in the folder says for
each path, answers to ETag and Last-Modified as servers do, and notes in `asked.txt` what was asked.
"""

import hashlib
import json
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGES, ASKED = "pages.json", "asked.txt"


class CatalogueServer:
    """The process, as tests hold it."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.pages = {}

    def __enter__(self):
        self.put({})
        self.process = subprocess.Popen(
            [sys.executable, __file__, str(self.folder)], stdout=subprocess.PIPE, text=True
        )
        self.host = f"127.0.0.1:{int(self.process.stdout.readline())}"
        self.site = f"http://{self.host}"
        return self

    def __exit__(self, *_error):
        self.process.terminate()
        self.process.wait(5)
        self.process.stdout.close()

    def put(self, pages):
        """Serve these pages from now on, and forget what was asked: path to body or to answer."""
        answers = {
            path: page if isinstance(page, dict) and "body" in page else {"body": page}
            for path, page in pages.items()
        }
        scratch = self.folder / "scratch.json"
        scratch.write_text(json.dumps(answers), encoding="utf-8")
        scratch.replace(self.folder / PAGES)
        (self.folder / ASKED).write_text("", encoding="utf-8")

    @property
    def asked(self):
        """Return what was asked: path and status."""
        lines = (self.folder / ASKED).read_text(encoding="utf-8").splitlines()
        return [(path, int(status)) for path, status in map(str.split, lines)]


class Answers(BaseHTTPRequestHandler):
    """Serves the pages."""

    folder = Path()

    def do_GET(self):
        """Answer with the page of this path."""
        pages = json.loads((self.folder / PAGES).read_text(encoding="utf-8"))
        page = pages.get(self.path, {"body": "", "status": 404})
        body = page["body"] if isinstance(page["body"], str) else json.dumps(page["body"])
        content = body.encode()
        headers = page.get("headers", {"ETag": f'"{hashlib.sha256(content).hexdigest()[:20]}"'})
        time.sleep(page.get("delay", 0))
        etag, modified = headers.get("ETag"), headers.get("Last-Modified")
        is_known = etag and self.headers.get("If-None-Match") == etag
        is_known = is_known or (modified and self.headers.get("If-Modified-Since") == modified)
        status = 304 if is_known else page.get("status", 200)
        with (self.folder / ASKED).open("a", encoding="utf-8") as log:
            log.write(f"{self.path} {status}\n")
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if status != 304:
            self.wfile.write(content)

    def log_message(self, *_arguments):
        """Say nothing."""


def main():
    """Serve until ended."""
    Answers.folder = Path(sys.argv[1])
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as running:
        sys.stdout.write(f"{running.server_port}\n")
        sys.stdout.flush()
        running.serve_forever()


if __name__ == "__main__":
    main()
