"""What may stand on a page once, and which pages get the assets of a directive."""

from builds import refused

TWICE = {
    "```{timeline}\n```": "The page has {timeline} twice. Take one of them out.",
    "```{claims-grid} call-2012\n```": "The page has {claims-grid} call-2012 twice. Take one out",
    "```{predict-votes} S/2012/77\n:members: India\n```": (
        "The page has {predict-votes} S/2012/77 twice. Ask about all members in one"
    ),
    "```{weigh} force\n:view: audience\nWhy.\n```": "The page has {weigh} force twice.",
}
ONCE = "```{claims-grid} meeting-2015\n```"


def test_a_second_directive_of_the_same_addresses_stops_the_build(tmp_path):
    """Two of a kind would share addresses and choices: each is refused, with what to do."""
    log = refused(tmp_path, [*TWICE, ONCE, *TWICE])
    assert [problem for problem in TWICE.values() if problem not in log] == []
    assert log.count(" twice. ") == len(TWICE) and "meeting-2015 twice" not in log
