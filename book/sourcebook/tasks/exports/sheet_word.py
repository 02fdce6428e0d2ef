"""Sheets as .docx, for teachers who change them: real headings and tables, black on white."""

import io
from itertools import pairwise

from sourcebook.tasks.exports.blocks import Block, Run
from sourcebook.tasks.exports.files import MADE, unzipped, zipped

FONT = "Times New Roman"
LANGUAGE = "en-GB"
WIDTH = 170  # millimetres between the margins
CARD = 126  # millimetres: the least height of a card, of which two stand on a page
CARD_LETTERS, CARD_LINE = 75, 6  # in a line of a card, and the millimetres that it takes
MARGIN = (9, 101, 60)  # millimetres: number, text, room for notes
LINE = 8.5  # millimetres from one line to write on to the next
GAP = 6  # points after a table
HEADINGS = {"title": 1, "task": 2, "part": 2}
TABLES = {"lines", "table", "margin", "card"}
SIZES = {1: 17, 2: 12.5}


def write(title: str, blocks: list[Block]) -> bytes:
    """Return blocks as a Word document on A4 pages."""
    from docx import Document

    document = Document()
    _look(document, title)
    for before, block in pairwise([None, *blocks, None]):
        _set(document, before, block)
    _lighten(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return zipped(unzipped(buffer.getvalue()))


def _set(document, before: Block | None, block: Block | None) -> None:
    """Set a block; behind a table it keeps away, and two tables would grow together."""
    from docx.shared import Pt

    after_table = before is not None and before.kind in TABLES
    if after_table and (block is None or block.kind in TABLES):
        form = document.add_paragraph().paragraph_format
        form.space_after, form.line_spacing = Pt(0), Pt(GAP)
    if block is None:
        return
    _KINDS[block.kind](document, block)
    if after_table and block.kind not in {*TABLES, *HEADINGS}:  # headings have room above
        document.paragraphs[-1].paragraph_format.space_before = Pt(GAP)


def _look(document, title: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    about = document.core_properties
    about.title, about.author, about.comments = title, "Two Reports on Syria", ""
    about.created = about.modified = MADE
    about.language = LANGUAGE
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)  # the template’s would underline British spelling
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    page.top_margin = page.bottom_margin = Mm(18)
    names = ["Normal", *(f"Heading {level}" for level in SIZES), "Quote"]
    for name in names:
        style = document.styles[name]
        style.font.name, style.font.color.rgb = FONT, RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{script}"), None)
        fonts.set(qn("w:cs"), FONT)
    document.styles["Normal"].font.size = Pt(11)
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    for level, size in SIZES.items():
        document.styles[f"Heading {level}"].font.size = Pt(size)
    document.styles["Quote"].paragraph_format.left_indent = Mm(5)
    _footer(page.footer.paragraphs[0], title)


def _lighten(document) -> None:
    """Drop what the library's template brings and no sheet uses: two thirds of each file."""
    from docx.enum.style import WD_STYLE_TYPE

    for holder in (document.part.package, document.part):
        for name, relation in list(holder.rels.items()):
            if relation.reltype.endswith(("/thumbnail", "/stylesWithEffects")):
                del holder.rels[name]
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name != "Normal Table":
            style.delete()


def _footer(paragraph, title: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for before, field in ((f"{title} · ", "PAGE"), (" of ", "NUMPAGES")):
        paragraph.add_run(before)
        mark = OxmlElement("w:fldSimple")
        mark.set(qn("w:instr"), field)
        paragraph._p.append(mark)


def _runs(paragraph, runs: list[Run]) -> None:
    for run in runs:
        made = paragraph.add_run(run.words)
        made.bold, made.italic = run.bold or None, run.italic or None


def _heading(document, block: Block) -> None:
    heading = document.add_paragraph(style=f"Heading {HEADINGS[block.kind]}")
    heading.paragraph_format.page_break_before = block.kind == "part" or None
    _runs(heading, block.runs)


def _para(document, block: Block) -> None:
    _runs(document.add_paragraph(), block.runs)


def _label(document, block: Block) -> None:
    _para(document, block)
    document.paragraphs[-1].paragraph_format.keep_with_next = True


def _marks(document, block: Block) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    _label(document, block)
    document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _item(document, block: Block) -> None:
    from docx.shared import Mm

    paragraph = document.add_paragraph()
    indent = 7 if len(block.label) < 4 else 0
    form = paragraph.paragraph_format
    form.left_indent, form.first_line_indent = Mm(indent), Mm(-indent)
    if indent:
        form.tab_stops.add_tab_stop(Mm(indent))
    paragraph.add_run(f"{block.label}{chr(9) if indent else ' '}")
    _runs(paragraph, block.runs)


def _quote(document, block: Block) -> None:
    paragraph = document.add_paragraph(style="Quote")
    _runs(paragraph, block.runs)
    for run in paragraph.runs:
        # The style is all italics, which an answer in quotation is not.
        run.italic = bool(run.italic)


def _lines(document, block: Block) -> None:
    """Leave room to write: a table of empty rows, since lines under paragraphs run together."""
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.shared import Mm

    table = document.add_table(rows=block.count, cols=1)
    _borders(table, ("bottom", "insideH"))
    for row in table.rows:
        row.height, row.height_rule = Mm(LINE), WD_ROW_HEIGHT_RULE.EXACTLY


def _blank(document, block: Block) -> None:
    """Set words on a line that runs on to the margin."""
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Mm

    paragraph = document.add_paragraph()
    # Without the line between them, blanks that follow one another have one line for all.
    paragraph._p.get_or_add_pPr().append(_edges("w:pBdr", ("bottom", "between")))
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Mm(LINE)
    _runs(paragraph, block.runs)


def _borders(table, sides, line: str = "single") -> None:
    table._tbl.tblPr.append(_edges("w:tblBorders", sides, line))


def _edges(name: str, sides, kind: str = "single"):
    """Return the lines of a table or of a cell."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement(name)
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", kind), ("sz", "6"), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    return borders


def _margin(document, block: Block) -> None:
    """Set paragraphs beside an empty column, with one line down between text and notes."""
    from docx.shared import Pt

    table = _sized(document, len(block.rows), MARGIN)
    for (number, text), row in zip(block.rows, table.rows, strict=True):
        for cell, runs in zip(row.cells, (number, text, []), strict=True):
            _runs(cell.paragraphs[0], runs)
            form = cell.paragraphs[0].paragraph_format
            # Lines far apart, so that there is room to underline and to write between them.
            form.line_spacing, form.space_after = 1.4, Pt(8)
        _whole(row)
        row.cells[2]._tc.get_or_add_tcPr().append(_edges("w:tcBorders", ("left",)))


def _sized(document, rows: int, widths: tuple[float, ...]):
    """Add a table as wide as the page, with columns by their shares."""
    from docx.shared import Mm

    table = document.add_table(rows=rows, cols=len(widths))
    table.autofit = False
    total = sum(widths)
    # LibreOffice goes by the columns' widths, Word by the cells'.
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(WIDTH * width / total)
        for cell in column.cells:
            cell.width = Mm(WIDTH * width / total)
    return table


def _whole(row):
    """Keep a row on one page; return its properties."""
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    return properties


def _table(document, block: Block) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    table = _sized(document, len(block.rows), block.widths)
    _borders(table, ("top", "left", "bottom", "right", "insideH", "insideV"))
    for place, (cells, row) in enumerate(zip(block.rows, table.rows, strict=True)):
        for cell, runs in zip(row.cells, cells, strict=True):
            _runs(cell.paragraphs[0], [Run(r.words, r.bold or place == 0, r.italic) for r in runs])
            cell.paragraphs[0].paragraph_format.space_before = Pt(3)
        properties = _whole(row)
        if place == 0:
            # The head comes again on the next page.
            properties.append(OxmlElement("w:tblHeader"))


def _left(body: list[Block]) -> int:
    """Return for how many lines to write on a card has room, whichever font Word has to take."""
    words = ["".join(run.words for run in one.runs) for one in body]
    return int((CARD - sum(1 + len(line) // CARD_LETTERS for line in words) * CARD_LINE) // LINE)


def _card(document, block: Block) -> None:
    """Set a frame to cut out: a table of one cell that stays on one page."""
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.oxml import OxmlElement
    from docx.shared import Mm, Pt

    table = _sized(document, 1, (1,))
    _borders(table, ("top", "left", "bottom", "right"), "dashed")
    row, cell = table.rows[0], table.cell(0, 0)
    row.height, row.height_rule = Mm(CARD), WD_ROW_HEIGHT_RULE.AT_LEAST
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    body = [one for one in block.inside if one.kind != "blank"]
    asked = [one for one in block.inside if one.kind == "blank"]
    for one in (*body, *asked[: max(0, _left(body))]):
        _KINDS[one.kind](cell, one)
    cell._tc.remove(cell.paragraphs[0]._p)  # the empty one with which every cell begins
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.space_after = Pt(1)
        for run in paragraph.runs:
            run.font.size = None if paragraph.style.name.startswith("Heading") else Pt(12)


_KINDS = {
    "title": _heading,
    "task": _heading,
    "part": _heading,
    "para": _para,
    "label": _label,
    "marks": _marks,
    "item": _item,
    "quote": _quote,
    "lines": _lines,
    "blank": _blank,
    "table": _table,
    "margin": _margin,
    "card": _card,
}
