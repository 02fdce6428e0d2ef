"""Handouts of a role play: briefing, cards to cut out, debrief, the teacher's sheet, the task to
write instead."""

from sourcebook.kit import roleplay_sizes, roleplays
from sourcebook.kit.entries import Handout
from sourcebook.kit.kinds_text import words
from sourcebook.kit.roleplays import RolePlay, unmarked
from sourcebook.tasks.exports import shapes
from sourcebook.tasks.exports.blocks import Block, Run, label, para, plain, runs
from sourcebook.tasks.exports.sheets import NAME

INSTEAD = 22  # lines to write on
ASKED = ("My aim", "What I must not say", "Notes")  # what a pupil writes on a card


def _play(handout: Handout) -> RolePlay:
    return roleplays.roleplay(handout["roleplay"])


def _runs(text: str) -> list[Run]:
    return runs(shapes.html(unmarked(text)))


def _words(text: str) -> list[Block]:
    return words(unmarked(text))


def _task(title: str) -> Block:
    return Block("task", plain(title))


def _listed(texts: list[str], sign: str = "") -> list[Block]:
    """Return texts as a list: numbered, or each behind a sign."""
    return [
        Block("item", _runs(text), label=sign or f"{number}.")
        for number, text in enumerate(texts, 1)
    ]


def _named(name: str, text: str) -> Block:
    return Block("para", [Run(f"{name}: ", bold=True), *_runs(text)])


def _table(part: dict, widths: tuple[float, ...]) -> Block:
    rows = [list(map(plain, part["head"]))]
    rows += [[_runs(cell) if cell else [] for cell in row] for row in part["table"]]
    return Block("table", rows=rows, widths=widths)


def briefing(handout: Handout) -> list[Block]:
    """Return what every pupil gets: the day, what everybody knows, the draft, the rules."""
    play = _play(handout)
    part = play["briefing"]
    found = [label(play["question"], bold=True)]
    if "warning" in play.data:
        found += _words(play["warning"])
    found.append(_named("When and where", play["day"]))
    found.append(_named("Content", play["content"]))
    found += [*_words(part["text"]), _task("What everybody knows"), *_listed(part["known"])]
    if "table" in part:
        found += [_task("What lies on the table"), _table(part, (1.1, 5.6, 1.1))]
    return [*found, _task("Rules"), *_listed(part["rules"], "•")]


def cards(handout: Handout) -> list[Block]:
    """Return how many copies of each card a class needs, then the cards, two on a page."""
    play = _play(handout)
    found = [para("Cut along the lines. Print as many copies of each card as the class needs.")]
    return [*found, _copies(play), *(_card(role, play) for role in play.roles)]


def _copies(play: RolePlay) -> Block:
    sizes = roleplay_sizes.tabled(play)
    rows = [list(map(plain, ["Card", *(f"{variant.pupils} pupils" for variant in sizes)]))]
    for role in play.roles:
        counts = (variant.copies(role["id"]) for variant in sizes)
        rows.append([plain(role["title"]), *(plain(f"{n}" if n else "–") for n in counts)])
    return Block("table", rows=rows, widths=(4, *(1 for _ in sizes)))


def _card(role: dict, play: RolePlay) -> Block:
    inside = [_task(role["title"]), *_words(role["who"])]
    for part in role["parts"]:
        inside.append(label(part["head"], bold=True))
        inside += _listed(part["points"], "•")
    inside.append(Block("para", [Run(f"{play.title}. Swap this card if you wish.", italic=True)]))
    inside += [Block("blank", plain(asked)) for asked in ASKED]
    return Block("card", inside=inside)


def debrief(handout: Handout) -> list[Block]:
    """Return what really happened, for after the play."""
    play = _play(handout)
    part = play["debrief"]
    found = [label("Not before the roles are left.", bold=True), *_words(part["outcome"])]
    ours = {"head": [*part["head"], part["ours"]], "table": [[*row, ""] for row in part["table"]]}
    found.append(_table(ours, (1.1, *(2 for _ in part["head"][1:]), 0.7)))
    found += [_task("Talk about it"), *_listed(part["questions"])]
    return [*found, _task("What this cannot tell you"), *_words(part["limits"])]


def running(handout: Handout) -> list[Block]:
    """Return the teacher's sheet: care, who plays what, the steps with their minutes."""
    play, rules = _play(handout), roleplays.rules()
    found = [label(play["question"], bold=True)]
    found += [_named("Time", play.length), _named("You need", play["needs"])]
    found += [_named("Pupils know", play["knows"]), _named("When in the course", play["before"])]
    found += [_task("Care, first of all"), *_listed([*rules["safety"], *play["safety"]], "•")]
    found.append(_named("Written task for who would rather not play", rules["opt_out"]))
    found += [_task("Who plays what"), *_variants(play)]
    rows = [[plain("Minute"), plain("You"), plain("Pupils"), plain("In short")]]
    for step, span in play.spans():
        does = [Run(f"{step['title']}. ", bold=True), *_runs(step["teacher"])]
        pupils = _runs(step["pupils"])
        short = f"{step['short']:g}" if step["short"] else "–"
        rows.append([plain(span), does, pupils, plain(short)])
    found += [_task("Step by step"), Block("table", rows=rows, widths=(0.9, 4, 3.4, 0.8))]
    return [*found, _named("Leaving the role", rules["leave_role"])]


def _variants(play: RolePlay) -> list[Block]:
    found = [_copies(play)]
    for variant in play.variants:
        shared = f" {who_plays(play, variant)}." if variant.shared else ""
        found.append(_named(f"{variant.pupils} pupils", f"{variant.how}{shared}"))
    found.append(_named("Any other number", roleplays.rules()["between"]))
    return [*found, *_listed(who_leaves(play), "•")]


def who_plays(play: RolePlay, variant: roleplays.Variant) -> str:
    """Return who plays what in a class of one size, as one line."""
    parts = []
    for part in variant.parts:
        held = " + ".join(play.role(name)["title"] for name in part.roles)
        parts.append(f"{held}: {part.pupils}")
    return "; ".join(parts)


def who_leaves(play: RolePlay) -> list[str]:
    """Return who leaves which card in a smaller class, a line for each plan but the smallest."""
    lines = []
    for variant, left, again in roleplay_sizes.shrinking(play):
        told = []
        for pupils, name, heir in left:
            to = f" (card to {play.role(heir)['title']})" if heir else ""
            told.append(f"{pupils}: {play.role(name)['title']}{to}")
        told += ["and so on, in the same order"] if again else []
        lines.append(f"From {variant.pupils} down: {'; '.join(told)}.")
    return lines


def instead(handout: Handout) -> list[Block]:
    """Return the written task of the same worth, with room to write."""
    play = _play(handout)
    found = [para(NAME), label(play["question"], bold=True), *_words(play["opt_out"])]
    found.append(label("You need the briefing and the cards that are named here."))
    return [*found, Block("lines", count=INSTEAD)]
