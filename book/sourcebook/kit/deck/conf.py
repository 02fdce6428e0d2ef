"""The Sphinx project of the slides: reveal.js, our own theme, and nothing from the network."""

from pathlib import Path

from sourcebook.prose import EXTENSIONS

extensions = ["myst_parser", "sphinx_revealjs", "sourcebook.sphinx.decks"]
project = "Two Reports on Syria"
language = "en-GB"
myst_enable_extensions = sorted(EXTENSIONS)
html_copy_source = False
html_theme_path = [str(Path(__file__).parent)]
revealjs_html_theme = "theme"
revealjs_use_section_ids = True
revealjs_script_conf = {
    # Sizes in deck.css are pixels of this slide; reveal.js scales it to the screen.
    "width": 1280,
    "height": 720,
    "margin": 0,
    "center": False,
    "hash": True,
    "navigationMode": "linear",  # the right arrow leads through all of it
    "slideNumber": "c/t",
    "transition": "none",
    "backgroundTransition": "none",
    "pdfMaxPagesPerSlide": 1,
}
revealjs_script_plugins = [
    {"src": "revealjs/plugin/notes/notes.js", "name": "RevealNotes"},
    {"src": "deck.js", "name": "DeckRoom"},
]
