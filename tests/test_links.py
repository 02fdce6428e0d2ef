"""The check of links, against a host of the test's own: no other is asked."""

import json
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
        elif self.path == "/for-good":
            self.send_response(308)
            self.send_header("Location", "/200")
        elif self.path == "/slash":
            self.send_response(301)
            self.send_header("Location", "/slash/")
        elif self.path == "/slash/":
            self.send_response(200)
        elif self.path == "/astray":
            self.send_response(301)
            self.send_header("Location", "https://a..b/")
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
        ("for-good", links.MOVED),
        ("slash", links.OK),
        ("astray", links.SILENT),
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


@pytest.mark.parametrize(
    "address", ["https://a..b/", f"https://{'a' * 64}.org/", "https://[::1", "mailto:a@b.org", ""]
)
def test_what_is_no_address_is_an_answer_and_no_error(address):
    """An address that nobody can ask for is named, and stops no other from being asked."""
    (answer,) = links.check([address])
    assert (answer.address, answer.kind) == (address, links.WRONG)
    assert links.MEANING[links.WRONG] in links.report([answer], {address: ["events/a"]})


def test_an_archive_that_answers_strangely_has_no_copy(host, monkeypatch):
    """Whatever the archive sends, the report goes on."""
    monkeypatch.setattr(links.requests, "get", lambda *_, **__: Strange())
    assert links.snapshot(f"{host}/404") == ""


class Strange:
    """An answer that is JSON and not what was asked for."""

    def json(self):
        return {"archived_snapshots": []}


def test_second_sources_and_links_of_cells_are_asked():
    """Each column that holds an address is read, also in tables without a status."""
    named, events = links.addresses(), sb.load("events").dropna(subset="source2_url")
    cells = sb.load("account_claims").dropna(subset="link")
    assert all(f"events/{row.id}" in named[row.source2_url] for row in events.itertuples())
    assert all(f"account_claims/{r.claim}/{r.account}" in named[r.link] for r in cells.itertuples())


def test_links_in_pages_are_asked(tmp_path):
    """The text of a page and the Markdown of a notebook are read; outputs and code are not."""
    (tmp_path / "references.bib").write_text("", encoding="utf-8")
    (tmp_path / "a.md").write_text("See [it](https://a.org/x), <https://b.org>.", encoding="utf-8")
    cells = [("markdown", "At https://c.org/y."), ("code", "'https://d.org'")]
    cells = [{"cell_type": kind, "source": [text]} for kind, text in cells]
    (tmp_path / "b.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    named = links.addresses(tmp_path)
    assert named["https://a.org/x"] == named["https://b.org"] == ["a.md"]
    assert named["https://c.org/y"] == ["b.ipynb"] and "https://d.org" not in named


def test_no_network_is_said_and_fails_nothing(monkeypatch, capsys):
    """Without a network the command says how many hosts it tried, and returns nought."""
    silent = {f"http://127.0.0.{n}:9/": ["events/a"] for n in range(1, 4)}
    monkeypatch.setattr(links, "addresses", lambda: silent)
    assert links.main() == 0
    said = capsys.readouterr().out
    assert "None of 3 hosts" in said and "nothing was checked" in said


def test_one_host_that_answers_is_a_network(host, monkeypatch, capsys):
    """Hosts that are down are no proof that there is no network: the others are asked."""
    silent = [f"http://127.0.0.{n}:9/" for n in range(1, links.HOSTS + 2)]
    named = {address: ["events/a"] for address in [*silent, f"{host}/200"]}
    monkeypatch.setattr(links, "addresses", lambda: named)
    assert links.probe(named) == (True, len(named))
    assert links.main() == 0
    assert f"1 of {len(named)} addresses answer." in capsys.readouterr().out
