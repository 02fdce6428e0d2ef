"""What a reader chooses stays in the tab: after a reload, after Back, and no longer than that."""

import pytest

from sourcebook import paths

REFUSE = """Object.defineProperty(window, 'sessionStorage', {
  get() { throw new DOMException('refused', 'SecurityError') } })"""

# For each widget: its page, what a reader does, and what then is to be seen.
FIRST_CELL = "[data-claims-grid=call-2012] [data-key]"
WIDGETS = {
    "grid": (
        "one-event-several-accounts",
        f"document.querySelector('{FIRST_CELL}').value = 'silent';"
        f"document.querySelector('{FIRST_CELL}').dispatchEvent(new Event('change', BUBBLE));"
        "document.querySelector('[data-show=compare]').click()",
        "document.querySelector('.sb-cl-said').textContent + "
        f"document.querySelector('{FIRST_CELL}').value",
    ),
    "ranks": (
        "explanations",
        "document.querySelectorAll('.sb-ranking select').forEach((s, n) => {"
        " s.value = String(n + 1); s.dispatchEvent(new Event('change', BUBBLE)) })",
        "document.querySelector('.sb-ranking .sb-reading-says').textContent",
    ),
    "weights": (
        "explanations",
        "document.querySelectorAll('.sb-reading li select').forEach((s) => {"
        " s.value = 'weak'; s.dispatchEvent(new Event('change', BUBBLE)) })",
        "document.querySelector('[data-cell=for]').textContent",
    ),
    "order": (
        "timeline",
        "document.querySelector('.sb-order [data-move=\"1\"]').click();"
        "document.querySelector('.sb-order > button').click()",
        "document.querySelector('.sb-order > ol').innerText + "
        "document.querySelector('.sb-order-says').textContent",
    ),
    "codes": (
        "between-the-reports",
        "document.querySelectorAll('.sb-pp-item select').forEach((s) => {"
        " s.value = '0'; s.dispatchEvent(new Event('change', BUBBLE)) })",
        "document.querySelector('.sb-pp-says').textContent + "
        "document.querySelector('polyline').getAttribute('points')",
    ),
    "code first": (
        "between-the-reports",
        "document.querySelectorAll('.sb-cf input[value=open]').forEach((i) => i.click());"
        "document.querySelector('[data-compare]').click()",
        "document.querySelector('.sb-cf-said').textContent",
    ),
    "guess": (
        "security-council",
        "document.querySelectorAll('.sb-guess input[value=yes]').forEach((i) => i.click())",
        "document.querySelector('.sb-guess-said').textContent",
    ),
    "choice": (
        "who-gets-to-speak",
        "document.querySelectorAll('.sb-guess fieldset').forEach((f) => {"
        " f.querySelector('input').click() })",
        "[...document.querySelectorAll('.sb-guess-said')].map((s) => s.textContent).join()",
    ),
    "weigh": (
        "comparing-the-positions",
        "document.querySelector('.sb-weigh input').click()",
        "document.querySelector('.sb-weigh-said').textContent",
    ),
    "matrix": (
        "comparing-the-positions",
        "document.querySelector('.sb-mx-tools [data-toggle]').click();"
        "document.querySelectorAll('.sb-mx-tools [data-order]')[1].click()",
        "document.querySelector('.sb-matrix').dataset.elsewhere + "
        "document.querySelector('.sb-mx-groups').innerText",
    ),
    "dating": (
        "when-was-it-written",
        "document.querySelector('.sb-dating input[type=checkbox]').click();"
        "document.querySelector('.sb-dating-answer').elements.basis[0].click()",
        "document.querySelector('.sb-dating-left').textContent + "
        "document.querySelector('.sb-dating-answer').elements.basis.value",
    ),
}
ALL = pytest.mark.parametrize("widget", WIDGETS)
ELSEWHERE = {"council-in-february", "my-answers"}  # their choices are tested with their pages


def use(page, do: str) -> None:
    """Use a widget as a reader would."""
    page.evaluate(do.replace("BUBBLE", "{bubbles: true}"))


@ALL
def test_choices_come_back(visit, widget):
    """After a reload, and after going to another page and back, all is as the reader left it."""
    slug, do, seen = WIDGETS[widget]
    page = visit(slug)
    before = page.evaluate(seen)
    use(page, do)
    after = page.evaluate(seen)
    assert after != before
    page.reload()
    assert page.evaluate(seen) == after
    page.goto(page.url.replace(slug, "glossary"))
    page.go_back()
    page.wait_for_load_state()
    assert page.evaluate(seen) == after
    page.evaluate("sessionStorage.clear()")
    page.reload()
    assert page.evaluate(seen) == before


@ALL
def test_a_refused_store_breaks_nothing(visit, browser, site, widget):
    """Where the browser refuses storage the widget works, and no promise is made."""
    slug, do, seen = WIDGETS[widget]
    context = browser.new_context()
    context.add_init_script(REFUSE)
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{site}/{slug}.html")
    before = page.evaluate(seen)
    use(page, do)
    assert page.evaluate(seen) != before and errors == []
    assert page.locator(".sb-kept").count() == 0
    context.close()


@pytest.mark.parametrize("slug", sorted({slug for slug, _, _ in WIDGETS.values()}))
def test_the_promise_is_made_once(visit, slug):
    """One line a page says how long choices are kept, before the first thing to choose."""
    page = visit(slug)
    said = page.locator(".sb-kept")
    assert said.all_inner_texts() == ["Your choices stay in this tab until you close it."]
    first = page.evaluate(
        """() => [...document.querySelectorAll('[data-claims-grid], .sb-readings, .sb-order,'
          + '.sb-path, .sb-cf, .sb-guess, .sb-weigh, .sb-matrix, .sb-dating')]
          .map(box => box.previousElementSibling?.className === 'sb-kept').indexOf(true)"""
    )
    assert first == 0


def test_pages_without_widgets_pay_nothing(book):
    """The script goes only to pages that have something to keep."""
    having = {p.stem for p in book.glob("*.html") if "keep.js" in p.read_text("utf-8")}
    assert having == {slug for slug, _, _ in WIDGETS.values()} | ELSEWHERE


def test_a_reset_forgets(visit):
    """Back to our codes, and an emptied grid, stay so after a reload."""
    page = visit("between-the-reports")
    use(page, WIDGETS["codes"][1])
    page.get_by_role("button", name="Back to our codes").click()
    page.reload()
    assert page.locator(".sb-pp-says").text_content() == (
        f"{len(paths.conclusions())} conclusions, from our codes."
    )
    page = visit("one-event-several-accounts")
    use(page, WIDGETS["grid"][1])
    page.get_by_role("button", name="Empty the grid").first.click()
    page.reload()
    assert page.locator(FIRST_CELL).first.input_value() == ""
