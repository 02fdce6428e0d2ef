"""Sheets as PDF, set by typst in black and white with the fonts that it brings along."""

from sourcebook.tasks.exports.blocks import Block, Run
from sourcebook.tasks.exports.files import MADE

PAPERS = {"a4": "a4", "letter": "us-letter"}
CARD = "118mm"  # the height of a card, of which two stand on a page of either paper
# The second has the Arabic letters and the boxes that the first lacks. Both are embedded.
FONTS = '("Libertinus Serif", "DejaVu Sans Mono")'
PAGE = """\
#set document(title: {title}, date: none)
#set page({paper}, margin: (x: 20mm, top: 18mm, bottom: 20mm), footer: context [
  #set text(size: 9pt)
  #{title} #h(1fr) #counter(page).display("1 / 1", both: true)
])
#set text(font: {fonts}, size: 11pt, lang: "en", region: "GB", hyphenate: false, fill: black)
#set par(justify: false, leading: 0.62em, spacing: 0.85em)
#show heading: set text(fill: black)
#show heading.where(level: 1): set text(size: 17pt)
#show heading.where(level: 2): set text(size: 12.5pt)
#show heading.where(level: 2): set block(above: 1.5em, below: 0.7em, sticky: true)
#let room(n) = for _ in range(n) {{ block(height: 8.5mm, above: 0pt, below: 0pt, width: 100%,
  breakable: false, stroke: (bottom: 0.6pt + black)) }} + v(3mm)
#let entry(label, body) = grid(columns: (auto, 1fr), column-gutter: 2mm, label, body)
#let quoted(body) = block(inset: (left: 4mm, y: 1mm), stroke: (left: 1.2pt + black), body)
#let noted(..cells) = grid(columns: (8mm, 1fr, 58mm), column-gutter: (0mm, 5mm), row-gutter: 0pt,
  inset: (bottom: 7mm), stroke: (x, y) => if x == 2 {{ (left: 0.6pt + black) }}, ..cells)
#let card(body) = layout(size => {{
  let inner = block(width: 100%, inset: 5mm, {{
    set text(size: 12.5pt)
    set par(spacing: 0.75em)
    set block(spacing: 0.75em)
    show heading.where(level: 2): set text(size: 15pt)
    show heading.where(level: 2): set block(above: 0pt, below: 0.7em)
    body
  }})
  assert(measure(width: size.width, inner).height <= {card}, message: "A card does not fit.")
  block(width: 100%, height: {card}, above: 0pt, below: 4mm, breakable: false,
    stroke: (paint: black, thickness: 0.8pt, dash: "dashed"), inner)
}})
#let ruled(widths, ..cells) = table(columns: widths, stroke: 0.6pt + black, inset: 2.2mm, ..cells)
"""


# A row stays on one page; the head is told apart from the rows.
WHOLE = "#set table.cell(breakable: false)\n#show table.cell.where(y: 0): strong"


def write(title: str, blocks: list[Block], paper: str = "a4") -> bytes:
    """Return blocks as a PDF.

    Arguments:
        title: what the document is called, and its footer.
        blocks: what it prints.
        paper: ``a4`` or ``letter``.
    """
    import typst

    head = PAGE.format(title=_string(title), fonts=FONTS, paper=_string(PAPERS[paper]), card=CARD)
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
    # Room for handwriting in every row.
    cells = f"({widths}), table.header({head}), {', '.join(rows)}"
    return f"#[#set table(inset: 2.6mm)\n{WHOLE}\n#ruled({cells})]"


def _margin(block: Block) -> str:
    rows = (f"{_runs(number)}, {_runs(text)}, []" for number, text in block.rows)
    # Lines far apart, so that there is room to underline and to write between them.
    return f"#[#set par(leading: 1em)\n#noted({', '.join(rows)})]"


def _card(block: Block) -> str:
    return "#card[" + "\n".join(_block(one) for one in block.inside) + "]"


_KINDS = {
    "title": _heading(1),
    "task": _heading(2),
    "part": lambda block: f"#pagebreak(weak: true)\n{_heading(2)(block)}",
    "para": lambda block: f"#par({_runs(block.runs)})",
    "label": lambda block: f"#block(sticky: true, {_runs(block.runs)})",
    "item": _item,
    "quote": lambda block: f"#quoted({_runs(block.runs)})",
    "lines": lambda block: f"#room({block.count})",
    "table": _table,
    "margin": _margin,
    "card": _card,
}
