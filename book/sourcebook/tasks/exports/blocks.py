"""What a sheet is made of: blocks of words, which are printed as PDF and as .docx."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(frozen=True)
class Run:
    """Words in one look."""

    words: str
    bold: bool = False
    italic: bool = False


@dataclass
class Block:
    """One part of a sheet.

    Arguments:
        kind: ``title``, ``task``, ``part`` (a heading on a new page), ``para``, ``label`` (a
            paragraph that stays with what follows), ``marks`` (the same, at the right edge),
            ``item`` (of a list), ``quote``, ``lines``
            (room to write), ``blank`` (words with room to write behind them), ``table``, ``margin``
            (numbered text with room for notes beside it) or ``card`` (a frame to cut out, two on
            a page; its blanks stand at its foot).
        runs: its words.
        label: what stands before a list's item.
        count: lines of room.
        rows: of a table: rows of cells, each a list of runs; the first is its head. Of a margin:
            number and text of each paragraph.
        widths: of a table's columns, as shares.
        inside: what a card holds; its heading comes first.
    """

    kind: str
    runs: list[Run] = field(default_factory=list)
    label: str = ""
    count: int = 0
    rows: list[list[list[Run]]] = field(default_factory=list)
    widths: tuple[float, ...] = ()
    inside: list["Block"] = field(default_factory=list)


class _Reader(HTMLParser):
    """Reads the bank's HTML, which has few elements, as blocks."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks, self.bold, self.italic = [], 0, 0
        self.around, self.open, self.address = [], None, ""

    def handle_starttag(self, tag, attrs):
        if tag in ("strong", "b"):
            self.bold += 1
        elif tag in ("em", "i"):
            self.italic += 1
        elif tag == "a":
            self.address = dict(attrs).get("href", "")
        elif tag in ("ul", "ol"):
            self.around.append([tag, 0])
        elif tag == "blockquote":
            self.around.append([tag, 0])
            self.open = None
        elif tag == "li":
            self.around[-1][1] += 1
            kind, number = self.around[-1]
            self._begin("item", "•" if kind == "ul" else f"{number}.")
        elif tag == "p" and not (self.open and self.open.kind == "item" and not self.open.runs):
            quoted = any(kind == "blockquote" for kind, _ in self.around)
            self._begin("quote" if quoted else "para")

    def handle_endtag(self, tag):
        if tag in ("strong", "b"):
            self.bold -= 1
        elif tag in ("em", "i"):
            self.italic -= 1
        elif tag == "a" and self.address and self.open:
            # Paper cannot be clicked.
            self.open.runs.append(Run(f" ({self.address})"))
        elif tag in ("ul", "ol", "blockquote"):
            self.around.pop()
            self.open = None
        elif tag in ("p", "li"):
            self.open = None

    def handle_data(self, data):
        words = " ".join(data.split())
        if not words:
            if self.open and self.open.runs and data:
                self.open.runs.append(Run(" "))
            return
        if self.open is None:
            self._begin("para")
        before = " " if data[0].isspace() and self.open.runs else ""
        after = " " if data[-1].isspace() else ""
        run = Run(f"{before}{words}{after}", self.bold > 0, self.italic > 0)
        self.open.runs.append(run)

    def _begin(self, kind, label=""):
        self.open = Block(kind, label=label)
        self.blocks.append(self.open)


def blocks(html: str) -> list[Block]:
    """Return HTML of the bank as blocks."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [block for block in reader.blocks if block.runs]


def runs(html: str) -> list[Run]:
    """Return HTML of the bank as words of one paragraph."""
    found = []
    for number, block in enumerate(blocks(html)):
        found += [Run(" ")] if number else []
        found += [Run(f"{block.label} ")] if block.label else []
        found += block.runs
    return found


def plain(words: str, bold: bool = False) -> list[Run]:
    """Return words in one look."""
    return [Run(words, bold)]


def para(words: str) -> Block:
    """Return words as a paragraph."""
    return Block("para", plain(words))


def label(words: str, bold: bool = False) -> Block:
    """Return words as a paragraph that stays with what follows."""
    return Block("label", plain(words, bold))
