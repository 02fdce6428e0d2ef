"""The bibliography: Pybtex's plain style, with the archive copy of each page after its address."""

from pybtex.plugin import find_plugin, register_plugin
from pybtex.style.formatting.plain import Style as Plain
from pybtex.style.template import field, href, join, optional, sentence
from sphinx.application import Sphinx


class Style(Plain):
    """Plain entries; the BibTeX field ``archive`` is the address of a copy in an archive."""

    def format_web_refs(self, entry):
        """Return the addresses of an entry, that of its archive copy last."""
        copy = href[field("archive", raw=True), "archive copy"]
        return join(sep=" ")[super().format_web_refs(entry), optional[sentence[copy]]]


def setup(app: Sphinx) -> None:
    """Register the style as ``sourcebook``, for ``bibtex_default_style`` in _config.yml."""
    register_plugin("pybtex.style.formatting", "sourcebook", Style)
    # Looked up at every citation, and each time in all packages installed unless registered here.
    for name in ("docutils", "plaintext"):
        register_plugin("pybtex.backends", name, find_plugin("pybtex.backends", name), force=True)
