"""The built book for everyone: axe's rules, and the keyboard alone."""

import pytest

from builds import slugs
from conftest import live_tasks, violations

# A page of each type: see looks().
TYPES = """index hague-lavrov-2012 who-gets-to-speak comparing-the-positions class-results
one-lesson the-house-decides take-it""".split()
EVERY = [*slugs(), "search"]

# Mark every stop that a keyboard must reach, with its look before it has the focus.
MARK_STOPS = """() => {
  const look = e => { const s = getComputedStyle(e); return [s.outlineStyle, s.outlineWidth,
    s.outlineColor, s.boxShadow, s.backgroundColor, s.borderColor, s.textDecoration].join('|') }
  const shown = e => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length
  document.activeElement.blur()
  const name = e => e.outerHTML.slice(0, 110)
  const stops = [...document.querySelectorAll(
      'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]')]
    .filter(e => e.tabIndex >= 0 && !e.disabled && shown(e) && !e.closest('[inert]'))
    .filter(e => e.type !== 'radio' || e.checked)  // arrows move inside a group of radio buttons
  const before = new Map(stops.map(e => [e, look(e)]))
  window.walked = {missed: new Set(stops), plain: new Set()}
  document.addEventListener('focusin', ({target}) => {
    walked.missed.delete(target)
    if (before.get(target) === look(target)) walked.plain.add(target)
  })
  const mouseOnly = [...document.querySelectorAll('label')]
    .filter(e => shown(e) && e.control && !e.control.disabled)
    .filter(e => !shown(e.control) || e.control.tabIndex < 0)
  window.report = () => ({missed: [...walked.missed].map(name), plain: [...walked.plain].map(name),
    mouseOnly: mouseOnly.map(name)})
  return stops.length
}"""


def unfold(page) -> None:
    """Open everything that is folded, draw every chart, and make every task live."""
    live_tasks(page)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.evaluate(
        """() => Promise.all([...document.querySelectorAll('figure[data-chart]')]
          .map(figure => sourcebook.charts.draw(figure)))"""
    )


def looks() -> list[tuple[str, int, str]]:
    """Every page wide and light, a page of each type narrow and dark, one in the two other ways."""
    return [
        *((slug, 1280, "light") for slug in EVERY),
        *((slug, 390, "dark") for slug in TYPES),
        ("one-lesson", 1280, "dark"),
        ("one-lesson", 390, "light"),
    ]


@pytest.mark.parametrize(("slug", "width", "mode"), looks())
def test_axe_finds_nothing(visit, slug, width, mode):
    """axe finds no violation on any page, with all unfolded."""
    page = visit(slug, mode=mode, width=width)
    unfold(page)
    assert violations(page) == []


@pytest.mark.parametrize(
    ("slug", "scheme", "width"),
    [*((slug, "file", 1280) for slug in EVERY), *((slug, "http", 390) for slug in TYPES)],
)
def test_from_a_folder_keyboard_reaches_everything(visit, slug, scheme, width):
    """Tab alone reaches whatever can be used on a page, and shows where it stands.

    Every page opens without a server, and makes no error and no outside request all the while.
    """
    page = visit(slug, scheme, width=width)
    assert page.locator("h1").is_visible()
    live_tasks(page)
    # Before its fonts are there a table may be too wide for its place, and so a stop.
    page.evaluate("document.fonts.ready.then(() => new Promise(r => setTimeout(r, 100)))")
    stops = page.evaluate(MARK_STOPS)
    assert stops > 5
    # A field for a day has a stop of its own for day, month, year and calendar.
    stops += 3 * page.locator("input[type=date]").count()
    for _ in range(stops + 20):
        page.keyboard.press("Tab")
    assert page.evaluate("report()") == {"missed": [], "plain": [], "mouseOnly": []}
    page.wait_for_load_state("networkidle")


def test_first_stop_skips_to_the_text(visit):
    """The first Tab on a page offers to skip to the text, and Enter does it."""
    page = visit("index")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.split("#")[1]
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('article, [role=main], main')")
