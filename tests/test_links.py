"""The check of links, against a host of the test's own: no other is asked."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import sourcebook as sb
from sourcebook import links


class Host(BaseHTTPRequestHandler):
    """Answers each path with the code that it names, or sends it on."""

    def do_GET(self):
        if self.path == "/old":
            self.send_response(301)
            self.send_header("Location", "/200")
        elif self.path == "/for-now":
            self.send_response(302)
            self.send_header("Location", "/200")
        elif self.path.startswith("/available"):
            body = b'{"archived_snapshots": {"closest": {"url": "http://archive/copy"}}}'
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            return
        else:
            self.send_response(int(self.path[1:]))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="module")
def host():
    """The address of a host that runs as long as the tests of this file."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("200", links.OK),
        ("for-now", links.OK),
        ("old", links.MOVED),
        ("404", links.GONE),
        ("410", links.GONE),
        ("403", links.REFUSED),
        ("503", links.REFUSED),
    ],
)
def test_an_answer_is_told_by_its_kind(host, path, kind):
    """Gone, moved and refused are told apart, since each wants something else done."""
    (answer,) = links.check([f"{host}/{path}"])
    assert answer.kind == kind


def test_a_silent_host_is_an_answer_and_no_error():
    """A host that cannot be reached is named like any other."""
    (answer,) = links.check(["http://127.0.0.1:9/"])
    assert answer.kind == links.SILENT and answer.detail


def test_the_report_names_rows_and_remedies(host, monkeypatch):
    """Each address that needs a look stands with the rows that use it and what to do."""
    monkeypatch.setattr(links.snapshot, "__defaults__", (f"{host}/available",))
    named = {f"{host}/404": ["events/a", "votes/b"], f"{host}/200": ["events/c"]}
    text = links.report(links.check(named), named)
    assert f"- {host}/404 [404]: events/a, votes/b" in text
    assert "archive copy: http://archive/copy" in text
    assert links.MEANING[links.GONE] in text and text.endswith("1 of 2 addresses answer.")


def test_every_address_of_rows_reports_and_bibliography_is_asked():
    """No address of a table or of the bibliography is left out."""
    named = links.addresses()
    assert (
        "votes/S/2012/77" in named[sb.load("votes").set_index("vote_id")["source_url"]["S/2012/77"]]
    )
    assert any("sources/hague-lavrov-2012" in rows for rows in named.values())
    bib = (links.BOOK / "references.bib").read_text(encoding="utf-8")
    listed = {row for rows in named.values() for row in rows if row.startswith("references.bib/")}
    assert len(listed) == bib.count("\n  url = ")


def test_no_network_is_said_and_fails_nothing(monkeypatch, capsys):
    """Without a network the command says that nothing was checked, and returns nought."""
    monkeypatch.setattr(links, "addresses", lambda: {"http://127.0.0.1:9/": ["events/a"]})
    assert links.main() == 0
    assert "nothing was checked" in capsys.readouterr().out
