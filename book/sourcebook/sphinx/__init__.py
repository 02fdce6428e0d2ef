"""The Sphinx extension: checks first, then roles, directives, charts, widgets and the look."""

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from sourcebook import checks, tables
from sourcebook.faults import listing
from sourcebook.sphinx import charts, dating, directives, look, matrix, nodes, roles


def _stop_on_faults(app: Sphinx) -> None:
    """Run every check before a page is read, so that one build shows all there is to mend."""
    faults = checks.everything(app.srcdir)
    if faults:
        raise ExtensionError(listing(faults))


def _watch_seeds(app: Sphinx, env, added, changed, removed) -> list[str]:
    """Read all pages again when a table is newer than the pages read from it."""
    newest = max(path.stat().st_mtime for path in tables.SEEDS.rglob("*") if path.is_file())
    return list(env.found_docs) if newest > getattr(env, "sourcebook_seeds", newest) else []


def _remember_seeds(app: Sphinx, env) -> None:
    env.sourcebook_seeds = max(p.stat().st_mtime for p in tables.SEEDS.rglob("*") if p.is_file())


def setup(app: Sphinx) -> dict:
    """Register everything; called by Sphinx."""
    # Jupyter Book sets this for an extension that the book does without.
    app.add_config_value("comments_config", {}, "html")
    app.connect("builder-inited", _stop_on_faults)
    app.connect("env-get-outdated", _watch_seeds)
    app.connect("env-updated", _remember_seeds)
    for part in (nodes, roles, directives, charts, dating, matrix, look):
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
