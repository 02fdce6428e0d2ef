"""The Sphinx extension: checks first, then roles, directives, charts, widgets and the look."""

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from sourcebook import checks
from sourcebook.faults import listing
from sourcebook.sphinx import (
    accounts,
    adapted,
    charts,
    class_results,
    code,
    council,
    curriculum,
    data,
    dating,
    directives,
    downloads,
    guess,
    guide,
    hindsight,
    lessons,
    look,
    matrix,
    my_answers,
    narrow,
    nodes,
    ordering,
    papers,
    paths,
    readings,
    references,
    reports,
    roleplays,
    roles,
    sheets,
    task_bench,
    task_choices,
    task_coding,
    task_dating,
    task_passages,
    task_written,
    tasks,
    timeline,
    voices,
)

# In this order: what others build on comes first, and the look sees all that they have added.
PARTS = (
    nodes,
    roles,
    references,
    reports,
    directives,
    data,
    charts,
    code,
    dating,
    matrix,
    accounts,
    ordering,
    timeline,
    voices,
    curriculum,
    readings,
    hindsight,
    council,
    guess,
    paths,
    class_results,
    tasks,
    task_bench,
    task_choices,
    task_coding,
    task_dating,
    task_passages,
    task_written,
    my_answers,
    papers,
    lessons,
    guide,
    downloads,
    sheets,
    roleplays,
    adapted,
    look,
    narrow,
)


def _stop_on_faults(app: Sphinx) -> None:
    """Run every check before a page is read, so that one build shows all there is to mend."""
    faults = checks.everything(app.srcdir)
    if faults:
        raise ExtensionError(listing(faults))


def setup(app: Sphinx) -> dict:
    """Register everything; called by Sphinx."""
    # Jupyter Book sets this for an extension that the book does without.
    app.add_config_value("comments_config", {}, "html")
    app.connect("builder-inited", _stop_on_faults)
    for part in PARTS:
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
