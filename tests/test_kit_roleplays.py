"""The role plays: their sums, their cards, what they rest on, and that they keep their secret."""

import io
import shutil
import zipfile

import pytest
import yaml

from sourcebook import tables
from sourcebook.kit import files, roleplay_check, roleplay_sizes, roleplay_sources, roleplays
from sourcebook.tasks import text

PLAYS = roleplays.roleplays()
EACH = pytest.mark.parametrize("play", PLAYS, ids=lambda play: play.id)
COUNCIL = "council-in-february"


def spoilt(tmp_path, name: str, change) -> list[str]:
    """The faults of a copy of the kit after ``change`` was applied to the data of a role play."""
    teach = tmp_path / "teach"
    shutil.copytree(files.TEACH, teach)
    path = teach / "roleplays" / f"{name}.yml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return [str(fault) for fault in roleplay_check.check(teach)]


def test_there_are_three_and_no_fault_in_them():
    """The three role plays are sound as they stand."""
    assert {play.id for play in PLAYS} == {"write-the-read-out", "the-house-decides", COUNCIL}
    assert roleplay_check.check() == []


@EACH
def test_the_steps_fill_a_lesson_and_a_short_version(play):
    """Minutes add up to 40 to 50, and to a shorter version that still has its last steps."""
    total = sum(step["minutes"] for step in play["steps"])
    assert total == play["minutes"] and 40 <= total <= 50
    assert sum(step["short"] for step in play["steps"]) == play["short_minutes"] < total
    assert [span.split("–")[1] for _, span in play.spans()][-1] == f"{total:g}"
    leave = [step for step in play["steps"] if step["title"] == "Leave the role"]
    assert len(leave) == 1 and leave[0]["short"] > 0


@EACH
def test_everybody_in_a_class_of_each_size_has_a_card(play):
    """The parts of the variants make 8, 16 and 32 pupils, and every pupil holds a card."""
    assert [variant.pupils for variant in play.variants] == [8, 16, 32]
    for variant in play.variants:
        assert sum(part.pupils for part in variant.parts) == variant.pupils
        copies = {role["id"]: variant.copies(role["id"]) for role in play.roles}
        assert all(copies[role["id"]] or role.get("optional") for role in play.roles)
        assert sum(copies.values()) >= variant.pupils


@EACH
def test_a_class_of_any_size_has_its_plan(play):
    """From 8 to 32 pupils every one holds a card, and every card that must be held is held once."""
    for pupils in range(8, 33):
        plan = roleplay_sizes.plan(play, pupils)
        assert plan.total == plan.pupils == pupils
        held = [name for part in plan.parts for name in part.roles]
        assert len(held) == len(set(held))
        assert {role["id"] for role in play.roles if not role.get("optional")} <= set(held)
    with pytest.raises(ValueError, match="no plan for 33 pupils"):
        roleplay_sizes.plan(play, 33)


def test_a_class_of_28_takes_its_four_from_the_plan_of_32():
    """The Council keeps one secretary and 27 delegates; no side of the House shrinks alone."""
    held = {play.id: roleplay_sizes.plan(play, 28).copies for play in PLAYS}
    council = roleplays.roleplay(COUNCIL)
    members = [held[COUNCIL](role["id"]) for role in council.roles if "member" in role]
    assert (sum(members), len(members), held[COUNCIL]("secretariat")) == (27, 15, 1)
    sides = ("labour-for", "labour-against")
    assert [held["the-house-decides"](name) for name in sides] == [3, 3]
    desks = roleplays.roleplay("write-the-read-out").roles
    assert [held["write-the-read-out"](desk["id"]) for desk in desks] == [7, 7, 7, 7]


def test_the_last_pupil_of_a_card_hands_it_on():
    """Below 16 the Secretariat stays out, and a member's card goes to a member of its group."""
    _, (variant, left, again) = roleplay_sizes.shrinking(roleplays.roleplay(COUNCIL))
    assert (variant.pupils, again) == (16, False)
    assert left[:2] == [(15, "secretariat", ""), (14, "portugal", "germany")]


@EACH
def test_every_card_rests_on_rows_that_are_there(play):
    """Each card names rows, and each row named is in its table."""
    for role in play.roles:
        there = [name for name in role["rows"] if "/" in name]
        assert there
        for name in there:
            table, _, key = name.partition("/")
            assert key in tables.keys(table)
    assert len(roleplay_sources.sources(play)) > len(play.roles)


@EACH
def test_nothing_before_the_debrief_tells_the_outcome(play):
    """Briefing, cards, pupils' steps and the written task have none of the words that tell it."""
    seen = [text.plain(roleplays.unmarked(said)) for _, said in roleplays.before_the_vote(play)]
    assert len(seen) > 30
    for secret in play["secrets"]:
        assert not [said for said in seen if secret.casefold() in said.casefold()]


@EACH
def test_nobody_plays_a_person_or_a_victim(play):
    """No card is called after anyone whom the tables of people and offices have."""
    names = {tables.row("people", key)["name"] for key in tables.keys("people")}
    names |= {tables.row("offices", key)["name"] for key in tables.keys("offices")}
    persons = {name for name in names if " " in name and "Office" not in name}
    for role in play.roles:
        assert not [name for name in persons if name in role["title"]]
        assert not {"civilian", "refugee", "victim", "fighter"} & set(role["title"].lower().split())


def test_the_cards_of_the_council_are_its_fifteen_members():
    """One card for each member that voted on the draft; the Secretariat has no vote."""
    play = roleplays.roleplay(COUNCIL)
    voted = [key for key in tables.keys("member_votes") if key.startswith(f"{play['vote']}/")]
    members = [role["member"] for role in play.roles if "member" in role]
    assert sorted(f"{play['vote']}/{name}" for name in members) == sorted(voted)
    assert len(members) == 15
    for variant in play.variants:
        held = [name for part in variant.parts for name in part.roles]
        assert sum("member" in play.role(name) for name in held) == 15


def test_each_member_has_the_reason_that_it_gave():
    """The card of each member rests on the row with its reason."""
    play = roleplays.roleplay(COUNCIL)
    for role in play.roles:
        if "member" in role:
            assert f"vote_reasons/{play['vote']}/{role['member']}" in role["rows"]


def test_the_debrief_of_the_council_has_every_change_of_the_draft():
    """What was asked for and what became of it stands in the debrief, row by row."""
    debrief = roleplays.roleplay(COUNCIL)["debrief"]
    shown = [[roleplays.unmarked(cell) for cell in row] for row in debrief["table"]]
    keys = tables.keys("draft_changes")
    assert len(shown) == len(keys)
    for cells, key in zip(shown, keys, strict=True):
        row = tables.row("draft_changes", key)
        assert cells[:2] == [row["point"], row["change"]]
        assert cells[2] == f"{row['outcome'].capitalize()}. {row['why']}"


def test_facts_lose_their_marks_and_keep_their_words():
    """A fact is printed as its words, or as its value where the writer gave none."""
    words = "By {fact}`397 <divisions/HC-2015-12-02-139/ayes>` or {calc}`six <count:x>`."
    assert roleplays.unmarked(words) == "By 397 or six."
    assert roleplays.unmarked("{fact}`votes/S/2012/77/outcome`") == "vetoed"


SPOILT = {
    "A point breaks off: 'an end'": lambda d: d["roles"][0]["parts"][0]["points"].append("an end"),
    "does not say which cards lose a pupil": lambda d: d["variants"][2].pop("fewer"),
    "nobody holds it": lambda d: d["variants"][2]["fewer"].insert(0, "peru"),
    "It leaves 2 with the card 'russia'": lambda d: d["variants"][2]["fewer"].pop(),
    "The steps take 49 minutes": lambda d: d["steps"][0].update(minutes=5),
    "The steps take 31 minutes (short)": lambda d: d["steps"][0].update(short=5),
    "Its short version is longer": lambda d: d["steps"][0].update(short=9),
    "Its parts make 9 pupils": lambda d: d["variants"][0]["parts"][0].update(pupils=2),
    "Nobody holds the card 'russia'": lambda d: d["variants"][1]["parts"].pop(0),
    "is in two parts": lambda d: d["variants"][0]["parts"][0]["roles"].append("china"),
    "There is no card 'peru'": lambda d: d["variants"][0]["parts"][0]["roles"].append("peru"),
    "The variants are for": lambda d: d["variants"].pop(),
    "has no row 'nowhere'": lambda d: d["roles"][0]["rows"].append("events/nowhere"),
    "has no entry 'nobody2012'": lambda d: d["roles"][0]["rows"].append("nobody2012"),
    "No card is of Togo": lambda d: d["roles"].remove(
        next(role for role in d["roles"] if role["id"] == "togo")
    ),
    "did not vote on": lambda d: d["roles"][0].update(member="Brazil"),
    "It gives the outcome away: 'thirteen'": lambda d: d["roles"][2]["parts"][0]["points"].append(
        "You hope for Thirteen votes."
    ),
    "It gives the outcome away: 'Was Vetoed'": lambda d: (
        d["secrets"].append("Was Vetoed"),
        d["briefing"]["known"].append("It was vetoed."),
    ),
    "The debrief does not say 'unicorn'": lambda d: d["secrets"].append("unicorn"),
    "two cards share a page": lambda d: d["roles"][0].update(who="and so on " * 60),
    "rests on no row": lambda d: d["briefing"]["known"].append("It cost 412 votes."),
    "stands in quotation marks": lambda d: d["opt_out"] and d.update(opt_out="Write “nonsense”."),
    "There is no table 'nowhere'": lambda d: d["roles"][0].update(who="{fact}`nowhere/a/b`"),
    "roles/1/who": lambda d: d["roles"][0].update(who="It cost 412 votes."),
    "roles/1/parts/1/points/1": lambda d: d["roles"][0]["parts"][0]["points"].insert(
        0, "He said: “nonsense”."
    ),
    "is a required property": lambda d: d.pop("safety"),
    "Call it council-in-february": lambda d: d.update(id="council"),
    "Another card has the same id": lambda d: d["roles"].append(dict(d["roles"][-1])),
}


@pytest.mark.parametrize("said", SPOILT, ids=str)
def test_a_spoilt_role_play_is_refused(tmp_path, said):
    """Each kind of slip gives a message that names file, place and remedy."""
    found = spoilt(tmp_path, COUNCIL, SPOILT[said])
    hits = [fault for fault in found if said in fault]
    assert hits, found
    assert all(fault.startswith("teach/roleplays/council-in-february.yml") for fault in hits)


def test_all_faults_come_at_once(tmp_path):
    """A wrong sum, a missing row and a bare number are told in one go."""

    def change(data):
        data["minutes"] = 45
        data["roles"][0]["rows"].append("events/nowhere")
        data["briefing"]["known"].append("It cost 412 votes.")

    assert len(spoilt(tmp_path, COUNCIL, change)) == 3


def test_a_file_that_is_no_yaml_is_named(tmp_path):
    """A slip in the YAML gives the file and the line."""
    teach = tmp_path / "teach"
    shutil.copytree(files.TEACH, teach)
    (teach / "roleplays" / "the-house-decides.yml").write_text("id: [a\n", encoding="utf-8")
    (fault,) = roleplay_check.check(teach)
    assert fault.file == "teach/roleplays/the-house-decides.yml" and "line" in fault.where


def test_a_handout_of_no_role_play_and_a_missing_one_are_faults():
    """A sheet names a role play that is there, and each role play has all its sheets."""
    (found,) = roleplay_check.check_entry({"roleplay": "the-trial"}, files.TEACH)
    assert "There is no role play 'the-trial'" in found[1] and COUNCIL in found[2]
    ids = [f"{play.id}-{end}" for play in PLAYS for end in roleplays.COPIES]
    assert roleplay_check.check_handouts(ids, files.TEACH) == []
    (fault,) = roleplay_check.check_handouts(ids[1:], files.TEACH)
    assert ids[0] in fault.problem


@EACH
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_every_card_fits_its_half_page(play, paper):
    """Cards stand two on a page, each whole and with its lines to write on, on both papers."""
    pypdf = pytest.importorskip("pypdf")
    pytest.importorskip("typst")
    from sourcebook.kit import entries, kinds_roleplay
    from sourcebook.tasks.exports import sheet_pdf

    blocks = kinds_roleplay.cards(entries.handout(f"{play.id}-cards"))
    assert [b.kind for b in blocks].count("card") == len(play.roles)
    pages = pypdf.PdfReader(io.BytesIO(sheet_pdf.write("Cards", blocks, paper))).pages
    ends = [page.extract_text().count("Swap this card if you wish") for page in pages]
    assert sum(ends) == len(play.roles) and max(ends) == 2
    for asked in kinds_roleplay.ASKED:
        found = sum(page.extract_text().count(f"{asked}\n") for page in pages)
        assert found == len(play.roles), (asked, found)
    assert len(pages) <= 1 + (len(play.roles) + 1) // 2


def test_a_card_that_is_too_long_stops_the_print():
    """The printer refuses a card that would run over its frame."""
    typst = pytest.importorskip("typst")
    from sourcebook.tasks.exports import sheet_pdf
    from sourcebook.tasks.exports.blocks import Block, para

    with pytest.raises(typst.TypstError, match="does not fit"):
        sheet_pdf.write("Cards", [Block("card", inside=[para("and so on " * 300)])])


@EACH
def test_the_zip_has_the_five_sheets_and_says_how_many_to_print(play):
    """A zip holds each sheet in three forms, and a README with copies and the time."""
    pytest.importorskip("docx")
    pytest.importorskip("typst")
    from sourcebook.kit import bundle

    made = bundle.make("student")
    with zipfile.ZipFile(made.folder / f"{play.id}.zip") as packed:
        names = packed.namelist()
        said = packed.read(f"{play.id}/README.txt").decode()
    for end in roleplays.COPIES:
        assert f"{play.id}/A4/{play.id}-{end}-a4.pdf" in names
        assert f"{play.id}/Word/{play.id}-{end}.docx" in names
    assert len(names) == 1 + 3 * len(roleplays.COPIES)
    assert f"Time: {play.length}" in said and "one each, afterwards" in said
