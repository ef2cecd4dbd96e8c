"""A tool that speaks LTI 1.3 by PyLTI1p3, a library that is not ours.

Its pages are called in this process, as a browser would carry somebody there; its keys lie behind
a real socket, where the platform fetches them; what it asks of the platform goes to Django's test
client instead of the network.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import requests
from django.test import Client
from pylti1p3.cookie import CookieService
from pylti1p3.deep_link_resource import DeepLinkResource
from pylti1p3.grade import Grade
from pylti1p3.lineitem import LineItem
from pylti1p3.message_launch import MessageLaunch
from pylti1p3.oidc_login import OIDCLogin
from pylti1p3.redirect import Redirect
from pylti1p3.request import Request
from pylti1p3.session import SessionService
from pylti1p3.tool_config import ToolConfDict

from tests.factories.lti import KID, PRIVATE_PEM, PUBLIC_PEM, SECOND_KID, jwks


class ToPlatform(requests.adapters.BaseAdapter):
    """Carries requests of the tool to the platform in this process."""

    def send(self, request, **_kwargs):
        """Ask Django's test client and translate its answer."""
        split = urlsplit(request.url)
        path = f"{split.path}?{split.query}" if split.query else split.path
        body = request.body or b""
        answer = Client(enforce_csrf_checks=True).generic(
            request.method,
            path,
            body.encode() if isinstance(body, str) else body,
            request.headers.get("Content-Type", "application/octet-stream"),
            headers={
                name: value
                for name, value in request.headers.items()
                if name not in ("Host", "Accept-Encoding")
            },
        )
        response = requests.Response()
        response.status_code = answer.status_code
        response._content = answer.content
        response.headers = requests.structures.CaseInsensitiveDict(answer.headers)
        response.url, response.request = request.url, request
        return response

    def close(self):
        """Nothing is open."""


def to_platform():
    """Return a session in which every address is the platform's."""
    session = requests.Session()
    session.mount("http://", ToPlatform())
    return session


class Asked(Request):
    """A request at the tool."""

    def __init__(self, values, session):
        super().__init__()
        self.values, self._session = values, session

    @property
    def session(self):
        """Return what the tool remembers of this browser."""
        return self._session

    def is_secure(self):
        """Tell that the tool is reached without HTTPS in tests."""
        return False

    def get_param(self, key):
        """Return a value that was sent."""
        return self.values.get(key)


class Cookies(CookieService):
    """The cookies of one browser."""

    def __init__(self, kept):
        self.kept = kept

    def get_cookie(self, name):
        """Return a cookie."""
        return self.kept.get(name)

    def set_cookie(self, name, value, exp=3600):
        """Keep a cookie."""
        self.kept[name] = value


class Away(Redirect):
    """Where the browser is led."""

    def __init__(self, location):
        self.location = location

    def do_redirect(self):
        """Return the address."""
        return self.location

    do_js_redirect = get_redirect_url = do_redirect

    def set_redirect_url(self, location):
        """Lead elsewhere."""
        self.location = location


class Login(OIDCLogin):
    """The login of the tool."""

    def get_redirect(self, url):
        """Lead there."""
        return Away(url)


class Opened(MessageLaunch):
    """A message that has reached the tool."""

    def _get_request_param(self, key):
        return self._request.get_param(key)


class UniversityTool:
    """The tool with its browser: what a university's system does."""

    def __init__(self, registered, issuer, addresses, requests_session=None):
        self.registered, self.issuer = registered, issuer
        self.requests = requests_session or to_platform()
        self.session, self.cookies = {}, {}
        self.config = ToolConfDict(
            {
                issuer: [
                    {
                        "default": True,
                        "client_id": registered.client_id,
                        "auth_login_url": addresses["authorization"],
                        "auth_token_url": addresses["token"],
                        "key_set_url": addresses["keys"],
                        "deployment_ids": [registered.deployment_id],
                    }
                ]
            }
        )
        self.config.set_private_key(issuer, PRIVATE_PEM, client_id=registered.client_id)
        self.config.set_public_key(issuer, PUBLIC_PEM, client_id=registered.client_id)

    def _asked(self, values):
        asked = Asked(values, self.session)
        return asked, SessionService(asked), Cookies(self.cookies)

    def login(self, address):
        """Begin the login; return where the browser is led, with what it carries."""
        values = {name: found[0] for name, found in parse_qs(urlsplit(address).query).items()}
        asked, session, cookies = self._asked(values)
        login = Login(asked, self.config, session, cookies)
        return login.redirect(self.registered.redirect_urls[0])

    def opened(self, fields):
        """Take a message: every check of the library is made."""
        asked, session, cookies = self._asked(fields)
        launch = Opened(asked, self.config, session, cookies, requests_session=self.requests)
        return launch.validate()

    def grade(self, launch, given, *, activity="Completed", grading="FullyGraded", at=None):
        """Report points for whoever was led here."""
        grade = Grade().set_score_given(given).set_score_maximum(10)
        grade.set_timestamp(at).set_activity_progress(activity).set_grading_progress(grading)
        grade.set_user_id(launch.get_launch_data()["sub"])
        return launch.get_ags().put_grade(grade)

    def chosen(self, launch, *titles, maximum=10):
        """Return the form fields with which contents are handed over."""
        resources = []
        for title in titles:
            line = LineItem().set_label(title).set_score_maximum(maximum).set_tag("t")
            resource = DeepLinkResource().set_url(self.registered.target_url).set_title(title)
            resources.append(resource.set_custom_params({"id": title}).set_lineitem(line))
        return {"JWT": launch.get_deep_link().get_response_jwt(resources)}


class _Answers(BaseHTTPRequestHandler):
    """The part of a tool that the platform itself asks: keys and login."""

    def do_GET(self):
        """Answer from the table of the server."""
        self._send(*self.server.answer(self.path))

    def do_POST(self):
        """Hand a form to the server."""
        length = int(self.headers.get("Content-Length", 0))
        self._send(*self.server.take(self.path, self.rfile.read(length)))

    def _send(self, status, headers, body):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments):
        """Keep the test's output clean."""


class ToolServer(ThreadingHTTPServer):
    """A site behind a real socket; `pages` maps a path to its status, headers and body."""

    daemon_threads = True

    def __init__(self, port=0):
        super().__init__(("127.0.0.1", port), _Answers)
        keys = json.dumps(jwks(KID, SECOND_KID)).encode()
        self.pages = {"/keys": (200, {"Content-Type": "application/json"}, keys)}
        self.asked = []

    @property
    def host(self):
        """Return name and port."""
        return f"127.0.0.1:{self.server_port}"

    @property
    def site(self):
        """Return the beginning of its addresses."""
        return f"http://{self.host}"

    def answer(self, path):
        """Return what stands at a path."""
        self.asked.append(path)
        page = self.pages.get(path.partition("?")[0], (404, {}, b"nothing"))
        return page(path) if callable(page) else page

    def take(self, path, body):
        """Take no form."""
        return 405, {}, b""

    def __enter__(self):
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}).start()
        return self

    def __exit__(self, *_error):
        self.shutdown()
        self.server_close()
