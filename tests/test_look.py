"""The look: colours that can be read, and pages without assets that they do not use."""

import re
from itertools import product

import pytest

from sourcebook.sphinx import look, narrow

CSS = (look.HERE / "assets" / "sourcebook.css").read_text(encoding="utf-8")
LIGHT, *DARK = [
    dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", block))
    for block in re.findall(r"\{([^{}]*--sb-british: #[^{}]*)\}", CSS)
]
PAPERS = ("--color-background-primary", "--sb-panel", "--color-highlight-on-target")
INKS = [
    *(f"--sb-{name}" for name in ("british", "russian", "syrian", "reporter", "headline")),
    *(f"--sb-{name}" for name in ("accent", "good", "warn")),
    *(f"--color-foreground-{name}" for name in ("primary", "secondary", "muted")),
    *(f"--color-brand-{name}" for name in ("content", "visited")),
]


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK[0]], ids=["light", "dark"])
def test_contrast(palette):
    """Every colour of text stands out 4.5 to 1 from every paper it is set on."""
    poor = {
        (ink, paper): round(_contrast(palette[ink], palette[paper]), 2)
        for ink, paper in product(INKS, PAPERS)
        if _contrast(palette[ink], palette[paper]) < 4.5
    }
    assert not poor


def test_one_dark():
    """The reader's switch and the system's setting give the same dark colours."""
    assert len(DARK) == 2
    assert DARK[0] == DARK[1]


def _trimmed(page: str, body: str) -> set[str]:
    context = {
        "body": body,
        "css_files": ["pygments.css", "styles/furo.css", "mystnb.1.css", "sourcebook.css"],
        "script_files": ["scripts/furo.js", "doctools.js", "look.js"],
    }
    look._trim(None, page, "page.html", context, None)
    return {*context["css_files"], *context["script_files"]}


def test_trim():
    """A page loads no style sheet or script that it does not use."""
    assert _trimmed("index", "<p>text</p>") == {"styles/furo.css", "sourcebook.css", "look.js"}


def test_trim_keeps():
    """Code brings its colours, and the search page keeps Sphinx's own script."""
    assert "pygments.css" in _trimmed("index", '<div class="highlight">')
    assert "doctools.js" in _trimmed("search", "")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<thead><tr><th></th><th>a</th></tr>", "<thead><tr><td></td><th>a</th></tr>"),
        ('<th class="head"><p></p></th>', '<td class="head"></td>'),
        (
            '<style scoped>\n.dataframe {}\n</style>\n<table border="1" class="a">',
            '<table class="a">',
        ),
        ('<div class="citation" role="doc-biblioentry">', '<div class="citation">'),
    ],
)
def test_mend(written, read):
    """What Docutils and pandas write is mended where a screen reader would stumble."""
    context = {"body": written, "metatags": '<meta name="viewport" content="x" /><meta name="a">'}
    look._mend(None, "index", "page.html", context, None)
    assert context["body"] == read
    assert context["metatags"] == '<meta name="a">'


def test_fonts():
    """Every font that the style sheet names is there, with its licence."""
    named = re.findall(r'url\("(fonts/[^"]+)"\)', CSS)
    assert len(named) == 3
    assert all((look.HERE / "assets" / name).is_file() for name in named)
    licence = (look.HERE / "assets" / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL Open Font License" in licence


@pytest.mark.parametrize("kinds", ["docutils align-default", "stacked docutils align-default"])
def test_a_table_of_three_columns_is_stacked_where_its_page_asks(kinds):
    """With the class that asks for it, each cell has the name of its column; else it is left."""
    head = "<thead><tr><th>Time</th><th>Do</th><th>Product</th></tr></thead>"
    row = "<tr><td>5 min</td><td>Sort the page: what is report?</td><td>two lines</td></tr>"
    context = {"body": f'<table class="{kinds}">{head}<tbody>{row}</tbody></table>'}
    narrow._fit(None, "", "", context, None)
    asked = kinds.startswith("stacked")
    assert ('class="sb-stack ' in context["body"]) == asked
    assert ('data-label="Product"' in context["body"]) == asked


def test_no_style_sheet_speaks_of_a_class_that_nothing_makes():
    """Each of our classes stands in a page or in code, or begins as one that code puts together."""
    book = look.HERE.parents[1]
    pages = [*book.glob("*.md"), *book.glob("*.ipynb")]
    code = [path for kind in ("py", "js", "html") for path in book.rglob(f"sourcebook/**/*.{kind}")]
    made = "\n".join(path.read_text(encoding="utf-8") for path in [*pages, *code])
    words = set(re.findall(r"sb-[\w-]*\w", made))
    begun = tuple(re.findall(r"sb-[\w-]*-(?=\$?\{)", made))
    dead = {}
    for sheet in book.rglob("sourcebook/**/*.css"):
        rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        named = set(re.findall(r"\.(sb-[\w-]*\w)", rules))
        if unmade := [name for name in named - words if not name.startswith(begun)]:
            dead[sheet.name] = sorted(unmade)
    assert dead == {}
