"""Sheets as PDF, set by typst in black and white with the fonts that it brings along."""

import io
from dataclasses import asdict, dataclass

from sourcebook.tasks.exports.blocks import Block, Run
from sourcebook.tasks.exports.files import MADE

PAPERS = {"a4": "a4", "letter": "us-letter"}
HEIGHTS = {"a4": 297, "letter": 279}
GAP = 3  # between two cards, of which a page has two
# The second has the Arabic letters and the boxes that the first lacks. Both are embedded.
FONTS = '("Libertinus Serif", "DejaVu Sans Mono")'


@dataclass(frozen=True)
class Look:
    """How close a page is set: letters in points, what begins with an ``em`` by them, else in mm.

    Arguments:
        size: of the letters.
        side, top, foot: the margins.
        leading, spacing: between lines and between paragraphs, in em.
        above: over a heading, in em.
        inset: around the words in a cell of a table.
        line: from one line to write on to the next; no hand is well served by less than 8.
        note: under each paragraph beside a margin for notes.
    """

    size: float
    side: float
    top: float
    foot: float
    leading: float
    spacing: float
    above: float
    inset: float
    line: float
    note: float


# The second is for what would end on a sheet more, with a few lines on it.
LOOKS = (
    Look(11, 20, 18, 20, 0.62, 0.85, 1.5, 2.6, 8.5, 7),
    Look(10.5, 15, 12, 15, 0.56, 0.7, 1.15, 1.8, 8, 5),
)
PAGE = """\
#set document(title: {title}, date: none)
// While lines to write on go over to a next page, its head says whose they are.
#let writing = state("writing", false)
#let whose() = if writing.get() {{
  let tasks = query(selector(heading.where(level: 2)).before(here()))
  if tasks.len() > 0 [#set text(size: 9pt); #tasks.last().body (continued)]
}}
#set page({paper}, margin: (x: {side}mm, top: {top}mm, bottom: {foot}mm), header-ascent: 2mm,
  header: context whose(), footer: context [
  #set text(size: 9pt)
  #{title} #h(1fr) #counter(page).display((here, last) => [#here of #last], both: true)
])
#set text(font: {fonts}, size: {size}pt, lang: "en", region: "GB", hyphenate: false, fill: black)
#set par(justify: false, leading: {leading}em, spacing: {spacing}em)
#show heading: set text(fill: black)
#show heading.where(level: 1): set text(size: 17pt)
#show heading.where(level: 2): set text(size: 12.5pt)
#show heading.where(level: 2): set block(above: {above}em, below: 0.7em, sticky: true)
#let ruled-line(..words) = block(height: {line}mm, above: 0pt, below: 0pt, width: 100%,
  breakable: false, stroke: (bottom: 0.6pt + black), align(bottom, pad(bottom: 1mm, ..words)))
#let room(n) = for line in range(n) {{
  ruled-line[#if line == 0 {{ writing.update(true) }}#if line == n - 1 {{ writing.update(false) }}]
}} + v(3mm)
#let entry(label, body) = grid(columns: (auto, 1fr), column-gutter: 2mm, label, body)
#let quoted(body) = block(inset: (left: 4mm, y: 1mm), stroke: (left: 1.2pt + black), body)
#let noted(..cells) = grid(columns: (8mm, 1fr, 58mm), column-gutter: (0mm, 5mm), row-gutter: 0pt,
  inset: (bottom: {note}mm), stroke: (x, y) => if x == 2 {{ (left: 0.6pt + black) }}, ..cells)
// A card has as many of its lines to write on as fit, and is set as large as then goes.
#let card(body, ..asked) = layout(size => {{
  let inner(points, lines) = block(width: 100%, inset: (x: 5mm, y: 4mm), {{
    set text(size: points)
    set par(spacing: 0.6em)
    set block(spacing: 0.6em)
    show heading.where(level: 2): set text(size: 1.2em)
    show heading.where(level: 2): set block(above: 0pt, below: 0.7em)
    body
    v(1mm)
    lines.join()
  }})
  let high(points, lines) = measure(width: size.width, inner(points, lines)).height
  let sizes = (15pt, 14.5pt, 14pt, 13.5pt, 13pt, 12.5pt)
  let (points, lines) = (none, asked.pos())
  while points == none {{
    points = sizes.find(points => high(points, lines) <= {card}mm)
    assert(points != none or lines.len() > 0, message: "A card does not fit.")
    if points == none {{ lines.pop() }}
  }}
  let more = calc.floor(({card}mm - high(points, lines)) / {line}mm)
  block(width: 100%, height: {card}mm, above: 0pt, below: {gap}mm, breakable: false,
    stroke: (paint: black, thickness: 0.8pt, dash: "dashed"),
    inner(points, lines + range(more).map(_ => ruled-line[])))
}})
#let ruled(widths, ..cells) = table(
  columns: widths, stroke: 0.6pt + black, inset: {inset}mm, ..cells)
"""


# A row stays on one page; the head is told apart from the rows.
WHOLE = "#set table.cell(breakable: false)\n#show table.cell.where(y: 0): strong"


def write(title: str, blocks: list[Block], paper: str = "a4") -> bytes:
    """Return blocks as a PDF, set closer if that saves a page.

    Arguments:
        title: what the document is called, and its footer.
        blocks: what it prints.
        paper: ``a4`` or ``letter``.
    """
    found = _set(title, blocks, paper, LOOKS[0])
    for look in LOOKS[1:]:
        if (pages := _pages(found)) == 1:
            break
        closer = _set(title, blocks, paper, look)
        found = closer if _pages(closer) < pages else found
    return found


def _pages(data: bytes) -> int:
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(data)).pages)


def _set(title: str, blocks: list[Block], paper: str, look: Look) -> bytes:
    import typst

    card = (HEIGHTS[paper] - look.top - look.foot - GAP) // 2
    says = {"title": _string(title), "fonts": FONTS, "paper": _string(PAPERS[paper])}
    head = PAGE.format(**says, card=card, gap=GAP, **asdict(look))
    source = head + "\n".join(_block(block) for block in blocks) + "\n"
    return typst.compile(
        source.encode("utf-8"), ignore_system_fonts=True, timestamp=int(MADE.timestamp())
    )


def _string(words: str) -> str:
    """Return a text as a string of typst, in which no sign means anything."""
    safe = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{safe}"'


def _runs(runs: list[Run]) -> str:
    parts = []
    for run in runs:
        part = f"#text({_string(run.words)})"
        part = f"#strong[{part}]" if run.bold else part
        parts.append(f"#emph[{part}]" if run.italic else part)
    return f"[{''.join(parts)}]"


def _block(block: Block) -> str:
    return _KINDS[block.kind](block)


def _heading(level: int):
    return lambda block: f"#heading(level: {level}, {_runs(block.runs)})"


def _item(block: Block) -> str:
    return f"#entry({_runs([Run(block.label)])}, {_runs(block.runs)})"


def _table(block: Block) -> str:
    widths = ", ".join(f"{width}fr" for width in block.widths)
    head, *rows = [", ".join(_runs(cell) for cell in row) for row in block.rows]
    cells = f"({widths}), table.header({head}), {', '.join(rows)}"
    return f"#[{WHOLE}\n#ruled({cells})]"


def _margin(block: Block) -> str:
    rows = (f"{_runs(number)}, {_runs(text)}, []" for number, text in block.rows)
    # Lines far apart, so that there is room to underline and to write between them.
    return f"#[#set par(leading: 1em)\n#noted({', '.join(rows)})]"


def _card(block: Block) -> str:
    asked = [one for one in block.inside if one.kind == "blank"]
    body = "\n".join(_block(one) for one in block.inside if one not in asked)
    return f"#card[{body}]{''.join(f'[{_block(one)}]' for one in asked)}"


_KINDS = {
    "title": _heading(1),
    "task": _heading(2),
    "part": lambda block: f"#pagebreak(weak: true)\n{_heading(2)(block)}",
    "para": lambda block: f"#par({_runs(block.runs)})",
    "label": lambda block: f"#block(sticky: true, {_runs(block.runs)})",
    "marks": lambda block: f"#block(sticky: true, width: 100%, align(right, {_runs(block.runs)}))",
    "item": _item,
    "quote": lambda block: f"#quoted({_runs(block.runs)})",
    "lines": lambda block: f"#room({block.count})",
    "table": _table,
    "blank": lambda block: f"#ruled-line({_runs(block.runs)})",
    "margin": _margin,
    "card": _card,
}
