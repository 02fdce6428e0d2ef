"""SCORM 1.2: the tasks of a set as one page that works offline and reports to a course.

It is made from a finished build of the book: the built tasks, the scripts and the style sheets that
their pages load. Only practice tasks have keys in pages, so only they can be exported.
"""

import json
import re
from html import escape
from pathlib import Path
from xml.etree import ElementTree as ET

from sourcebook import sources
from sourcebook.tasks import bank, keys, text
from sourcebook.tasks.exports import shapes
from sourcebook.tasks.exports.files import zipped
from sourcebook.tasks.exports.losses import Loss, lost, moved
from sourcebook.tasks.labels import minutes

SCRIPT = Path(__file__).with_name("scorm.js")
# Of the page's frame, which this page has not.
FRAME = ("look.js", "passages.js", "tasks-load.js")
PACKING = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
SCORM = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
UNMARKED = (shapes.ESSAY, shapes.CODING)
_TASK = re.compile(r'<sb-task\b[^>]*\bdata-task="([\w-]+)".*?</sb-task>', re.DOTALL)
_SHEET = re.compile(r'<link\b[^>]*\brel="stylesheet"[^>]*>')
_SCRIPT = re.compile(r'<script\b[^>]*\bsrc="_static/([\w-]+\.js)')
# Those that a page of the book loads when a task comes near.
_LATER = re.compile(r'<script\b[^>]*\bid="sb-task-scripts">(.*?)</script>')
_DATA = re.compile(r'<script\b[^>]*\bid="(sb-previews|sb-bench)"[^>]*>(.*?)</script>', re.DOTALL)
_KEY = re.compile(r"(<script\b[^>]*\bdata-key>)\{.*?\}(</script>)", re.DOTALL)
_LINK = re.compile(r"<a\b[^>]*>")
_TO_PAGE = re.compile(r"\]\([a-z0-9-]+(?:#[\w-]+)?\)")
STYLE = """\
main { max-width: 46rem; margin: 0 auto; padding: 1rem; }
.sb-scorm-said { position: sticky; top: 0; padding: .4rem 0; z-index: 1;
  background: var(--color-background-primary); border-bottom: 1px solid var(--sb-rule); }
"""


class NoTasks(Exception):
    """A build that lacks tasks of a set; the message names them."""


def _scripts(page: str) -> list[str]:
    later = [Path(one).name for found in _LATER.findall(page) for one in json.loads(found)]
    return [*_SCRIPT.findall(page), *later]


def possible(items: list[bank.Item]) -> bool:
    """Whether a set has practice tasks alone."""
    return all(item.edition == bank.PRACTICE for item in items)


def write(name: str, title: str, items: list[bank.Item], built: Path) -> bytes:
    """Return a SCORM 1.2 package of a set.

    Arguments:
        name: the set's id.
        title: the set's title.
        items: its tasks, all for practice.
        built: the folder of the book's pages.

    Raises:
        NoTasks: the build does not have all of them.
    """
    pages = _pages(built, items)
    tasks = {found[1]: found[0] for page in pages for found in _TASK.finditer(page)}
    if gone := [item.id for item in items if item.id not in tasks]:
        raise NoTasks(f"The build does not print {', '.join(gone)}.")
    sheets = _ordered(sheet for page in pages for sheet in _sheets(page))
    scripts = _ordered(one for page in pages for one in _scripts(page))
    scripts = [one for one in scripts if one not in FRAME]
    body = "\n".join(_task(tasks[item.id], item) for item in items)
    data = _data(pages)
    files = {"index.html": _page(title, items, sheets, scripts, body, data).encode("utf-8")}
    files["scorm.js"] = SCRIPT.read_bytes()
    static = built / "_static"
    for one in [*sheets, *scripts]:
        files[f"_static/{one}"] = (static / one).read_bytes()
    for font in sorted((static / "fonts").glob("*.woff2")):
        files[f"_static/fonts/{font.name}"] = font.read_bytes()
    files["imsmanifest.xml"] = _manifest(name, title, sorted(files))
    return zipped(files)


def _ordered(names) -> list[str]:
    return list(dict.fromkeys(names))


def _pages(built: Path, items: list[bank.Item]) -> list[str]:
    """Return the pages that print the items."""
    found = []
    for chapter in _ordered(item.chapter for item in items):
        path = built / f"{chapter}.html"
        if path.is_file():
            found.append(path.read_text(encoding="utf-8"))
    return found


def _sheets(page: str) -> list[str]:
    """Return the style sheets of a page for screen and paper, as names under ``_static/``."""
    return [found[1] for link in _SHEET.findall(page) if (found := _href(link))]


def _href(link: str):
    return re.search(r'\bhref="_static/([\w./-]+\.css)', link)


def _address(source: str, place: str) -> str:
    """Return the place of a paragraph in this page; pages of the book are not here."""
    there = source in sources.ids() and place in sources.report(source).paragraphs
    return f"#{source}-{place}" if there else ""


def _task(html: str, item: bank.Item) -> str:
    """Return a built task with its links and its key turned to this page.

    Data that tasks share goes: a build puts it into the first that needs it, here it stands once.
    """
    html = _DATA.sub("", html)
    key = keys.encoded(keys.key(item, _address))
    html = _KEY.sub(lambda found: f'{found[1]}{{"k":"{key}"}}{found[2]}', html)
    return _LINK.sub(lambda found: _link(found[0], item.chapter), html)


def _link(tag: str, page: str) -> str:
    """Return a link of a page: to a paragraph here, to another host in a new tab, or to nothing."""
    tag = re.sub(r'\s*\bdata-preview="[^"]*"', "", tag)
    if re.search(r'\bhref="https?:', tag):
        return tag[:-1] + ' target="_blank" rel="noopener">'
    there = re.search(r'\bhref="(?:([\w-]+)\.html)?#([\w-]+)"', tag)
    where = _address(there[1] or page, there[2]) if there else ""
    return re.sub(r'\s*\bhref="[^"]*"', f' href="{where}"' if where else "", tag)


def _data(pages: list[str]) -> str:
    """Return the data of the pages that their tasks read, those of several pages as one."""
    merged: dict[str, dict] = {}
    for page in pages:
        for name, data in _DATA.findall(page):
            merged[name] = merged.get(name, {}) | json.loads(data)
    return "\n".join(
        f'<script type="application/json" id="{name}">{_inline(data)}</script>'
        for name, data in sorted(merged.items())
    )


def _inline(data: dict) -> str:
    return json.dumps(data, ensure_ascii=False).replace("</", "<\\/")


def _page(title, items, sheets, scripts, body, data) -> str:
    paper = {"print.css": ' media="print"'}
    links = "\n".join(
        f'<link rel="stylesheet" href="_static/{one}"{paper.get(one, "")}>' for one in sheets
    )
    loaded = "\n".join(f'<script defer src="_static/{one}"></script>' for one in scripts)
    marked = " ".join(item.id for item in items if shapes.shape(item) not in UNMARKED)
    total = minutes(sum(item["minutes"] for item in items))
    # Every report: feedback may send the learner to any.
    reports = "\n".join(_report(one) for one in sources.ids())
    return f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(title)}</title>
{links}
<style>{STYLE}</style>
{loaded}
<script defer src="scorm.js" data-marked="{marked}"></script>
</head>
<body data-theme="auto">
<main>
<h1>{escape(title)}</h1>
<p>{len(items)} tasks, {total}. From <em>Two Reports on Syria</em>.</p>
<p class="sb-scorm-said" role="status" data-scorm>To check answers, switch on JavaScript.</p>
<article>
{body}
{reports}
</article>
</main>
{data}
</body>
</html>
"""


def _report(name: str) -> str:
    report = sources.report(name)
    lines = [f"<h2>Report: {escape(report.short)}</h2>"]
    for key, one in report.paragraphs.items():
        words = escape(shapes.published(report, one.text), quote=False)
        shown = f"<strong>{words}</strong>" if key == "headline" else f"{one.number} {words}"
        lines.append(f'<p id="{name}-{key}">{shown}</p>')
        if key == "headline":
            lines.append(f"<p>{escape(shapes.stamp(report), quote=False)}</p>")
    return f"<section>{''.join(lines)}</section>"


def _manifest(name: str, title: str, files: list[str]) -> bytes:
    ET.register_namespace("", PACKING)
    ET.register_namespace("adlcp", SCORM)

    def part(parent, tag, words=None, **attributes):
        made = ET.SubElement(parent, f"{{{PACKING}}}{tag}", attributes)
        made.text = words
        return made

    root = ET.Element(f"{{{PACKING}}}manifest", identifier=f"sourcebook-{name}", version="1.0")
    about = part(root, "metadata")
    part(about, "schema", "ADL SCORM")
    part(about, "schemaversion", "1.2")
    course = part(
        part(root, "organizations", default="course"), "organization", identifier="course"
    )
    part(course, "title", title)
    item = part(course, "item", identifier="item", identifierref="page", isvisible="true")
    part(item, "title", title)
    page = part(
        part(root, "resources"),
        "resource",
        identifier="page",
        type="webcontent",
        href="index.html",
        **{f"{{{SCORM}}}scormtype": "sco"},
    )
    for file in files:
        part(page, "file", href=file)
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def losses(item: bank.Item) -> list[Loss]:
    """Return what a package does not have of an item."""
    if item.edition != bank.PRACTICE:
        why = "Keys can be read in a SCORM page, so that tasks for marks are not exported to it."
        return [lost(item, "item", why)]
    found = []
    if any(_TO_PAGE.search(one.words) for one in text.texts(item)):
        found.append(moved(item, "data", "Links to other pages of the book are plain words."))
    if shapes.shape(item) in UNMARKED:
        why = "The course gets no score for it; long answers may not fit into its 4096 characters."
        found.append(lost(item, "marking", why))
    return found
