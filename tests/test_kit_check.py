"""The check of the kit: each slip is one fault, with its file, its place and its remedy."""

import shutil

import pytest
import yaml

from sourcebook import checks, tables
from sourcebook.kit import files, form, kit_check, words

BOOK = checks.BOOK


@pytest.fixture
def teach(tmp_path):
    """A copy of the kit's texts that a test may spoil, with one lesson and its handouts."""
    folder = tmp_path / "teach"
    (folder / "lessons").mkdir(parents=True)
    shutil.copy(files.TEACH / "schema.json", folder)
    shutil.copy(files.TEACH / "lessons" / "one-lesson.yml", folder / "lessons")
    (folder / "slides").mkdir()
    shutil.copy(files.TEACH / "slides" / "one-lesson.md", folder / "slides")
    wanted = ["report-2012", "one-lesson-tasks", "accounts-2012", "adapted-2012"]
    wanted.append("one-lesson-other")  # last, since tests count the others
    shutil.copytree(files.TEACH / "adapted", folder / "adapted")
    kept = [one for one in files.parsed(files.TEACH / "handouts.yml") if one["id"] in wanted]
    kept.sort(key=lambda one: wanted.index(one["id"]))
    write(folder / "handouts.yml", kept)
    return folder


def write(path, data) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")


def spoil(path, change) -> None:
    """Rewrite a file after a change of its data."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(data)
    write(path, data)


def said(folder) -> list[str]:
    return [str(fault) for fault in kit_check.check(folder, BOOK, tables.SEEDS)]


def test_the_kit_is_in_order():
    """The kit as it stands has no fault."""
    assert kit_check.check() == []


def test_the_copy_is_in_order(teach):
    """What the other tests spoil is sound before."""
    assert said(teach) == []


def test_the_book_is_checked_with_its_kit(tmp_path):
    """The check of the whole book has the faults of the kit beside it."""
    for name in ("book", "seeds", "exercises"):
        (tmp_path / name).symlink_to(BOOK.parent / name)
    shutil.copytree(BOOK.parent / "teach", tmp_path / "teach")
    spoil(tmp_path / "teach" / "handouts.yml", lambda data: data[0].update(kind="song"))
    found = [str(f) for f in checks.everything(tmp_path / "book") if f.file.startswith("teach/")]
    assert len(found) == 1 and "There is no kind 'song'" in found[0]


def test_a_book_may_have_no_kit(tmp_path):
    """Without a folder of texts there is nothing to check."""
    assert said(tmp_path / "teach") == []


def step(data, number: int = 0) -> dict:
    return data["sessions"][0]["steps"][number]


LESSONS = {
    "sessions/1: Its steps take 51 minutes, and it says 50. Change the talk": lambda d: step(
        d
    ).update(talk=5),
    "sessions/1: Its steps take 49 minutes, and it says 50. Change the talk": lambda d: step(
        d
    ).update(talk=3),
    "sessions/1/steps/1/items: The bank has no task 'none'. Use an id": lambda d: step(d).update(
        items=["none"]
    ),
    "sessions/1/steps/1/items: The task 'paper-quiz-voices' is for marks. Name practice": (
        lambda d: step(d).update(items=["paper-quiz-voices"])
    ),
    "aims/1/items: The task 'paper-quiz-voices' is for marks. Name practice": (
        lambda d: d["aims"][0].update(items=["paper-quiz-voices"])
    ),
    "sessions/1/steps/2/reads: There is no text 'hague-lavrov-2012#p99'. Name a report": (
        lambda d: step(d, 1).update(reads=["hague-lavrov-2012#p99"])
    ),
    "sessions/1/materials/1: There is no handout 'none'. Write it in": (
        lambda d: d["sessions"][0]["materials"][0].update(handout="none")
    ),
    "sessions/1/materials/1/copies: 'plenty' is not one of": (
        lambda d: d["sessions"][0]["materials"][0].update(copies="plenty")
    ),
    "sessions/1/exit: No step has the task 'dont-know'. Let a step": (
        lambda d: d["sessions"][0].update(exit={"item": "dont-know"})
    ),
    "id: The id is 'other'. Call it one-lesson": lambda d: d.update(id="other"),
    "misconceptions: ": lambda d: d["misconceptions"].pop() and d["misconceptions"].pop(),
    "sessions/1/steps/1/talk: 1.3 is not a multiple": lambda d: step(d).update(talk=1.3),
    "Additional properties are not allowed ('minute' was unexpected)": (
        lambda d: step(d).update(minute=3)
    ),
    "sessions/1/steps/1/say: the number 4,000 rests on no row. Give it": (
        lambda d: step(d).update(say="There were 4,000 of them.")
    ),
    "sessions/1/steps/1/say: “no war” stands in quotation marks without a source. Use": (
        lambda d: step(d).update(say="He said “no war” to all.")
    ),
    "sessions/1/steps/1/say: There is no page 'nowhere'. Write [title](slug)": (
        lambda d: step(d).update(say="See [this](nowhere).")
    ),
    "sessions/1/steps/1/say: The page 'timeline' has no place 'x'. Name a heading": (
        lambda d: step(d).update(say="See [this](timeline#x).")
    ),
    "sessions/1/steps/1/say: The link leads to another host: 'https://example.org'. Link": (
        lambda d: step(d).update(say="See [this](https://example.org).")
    ),
    "sessions/1/steps/1/say: The kit cannot print the image 'a.png'. Say it": (
        lambda d: step(d).update(say="See ![this](a.png).")
    ),
    "sessions/1/steps/1/say: The kit cannot print {cite:p}. Use": (
        lambda d: step(d).update(say="See {cite:p}`wineburg1991`.")
    ),
    "sessions/1/steps/1/say: The kit cannot print {qoute}. Did you mean {quote}?": (
        lambda d: step(d).update(say="He {qoute}`never said this <hague-lavrov-2012#p7 cameron>`.")
    ),
    "sessions/1/steps/1/say: The kit cannot print {term}. Use quote, para": (
        lambda d: step(d).update(say="A {term}`veto`.")
    ),
    "sessions/1/steps/1/say: The kit cannot print this mark-up: fence. Use": (
        lambda d: step(d).update(say="```{note}\nSay it.\n```")
    ),
    "sessions/1/steps/1/say: The kit cannot print this mark-up: heading. Use": (
        lambda d: step(d).update(say="# Say it\n\nNow.")
    ),
    "misconceptions/1/answer: hague-lavrov-2012 has no paragraph 'p99'": (
        lambda d: d["misconceptions"][0].update(answer="See {para}`¶9 <hague-lavrov-2012#p99>`.")
    ),
}


@pytest.mark.parametrize("fault", LESSONS)
def test_a_slip_in_a_lesson_is_one_fault_with_its_place(teach, fault):
    """File, place, problem and remedy are said, and nothing else is complained of."""
    spoil(teach / "lessons" / "one-lesson.yml", LESSONS[fault])
    found = [one for one in said(teach) if "Its steps take" not in one or "Its steps" in fault]
    assert len(found) == 1 and found[0].startswith("teach/lessons/one-lesson.yml"), found
    assert fault in found[0]


HANDOUTS = {
    "handout report-2012, kind: There is no kind 'song'. Use one of: accounts-grid": (
        lambda d: d[0].update(kind="song")
    ),
    "handout report-2012, kind: There is no kind 'plan'": lambda d: d[0].update(kind="plan"),
    "handout report-2012: 'source' is a required property": lambda d: d[0].pop("source"),
    "handout report-2012, title: Nothing stands behind the colon.": (
        lambda d: d[0].update(title=None)
    ),
    "handout one-lesson-tasks: It needs either set or items.": lambda d: d[1].pop("items"),
    f"title: '{'x' * 59}… is too long.": lambda d: d[0].update(title="x" * 300),
    "handout report-2012: Unknown fields: colour.": lambda d: d[0].update(colour="red"),
    "handout report-2012, source: There is no report 'none'. Use one of: hague-": (
        lambda d: d[0].update(source="none")
    ),
    "handout report-2012, what: the number 4,000 rests on no row": (
        lambda d: d[0].update(what="It has 4,000 lies.")
    ),
    "handout one-lesson-tasks, items: The bank has no task 'none'": (
        lambda d: d[1].update(items=["none"])
    ),
    "handout one-lesson-tasks, items: The task 'paper-four-4' is for marks": (
        lambda d: d[1].update(items=["paper-four-4"])
    ),
    "handout one-lesson-tasks, set: There is no set 'none'": (
        lambda d: (d[1].pop("items"), d[1].update(set="none"))
    ),
    "handout accounts-2012, event: There is no event 'none'": lambda d: d[2].update(event="none"),
    "handout accounts-2012, claims: The event has no 'none'. Use: length": (
        lambda d: d[2].update(claims=["none"])
    ),
    "handout accounts-2012, accounts: The event has no 'none'": (
        lambda d: d[2].update(accounts=["pa-2012", "none"])
    ),
    "handout one-lesson-other, cards: There is no account 'none'. Use: pa-2012": (
        lambda d: d[4].update(cards=["pmqs-2012", "none"])
    ),
    "handout one-lesson-other, here: The sheet has no task 'two-halves'": (
        lambda d: d[4].update(here=["mend-a-sentence", "two-halves"])
    ),
    "handout adapted-2012, source: There is no report 'none'": lambda d: d[3].update(source="none"),
    "handout x, readings: There is no reading 'none'. Use: defeat-2013": lambda d: d.append(
        {"id": "x", "kind": "readings", "title": "To rank", "what": "All.", "readings": ["none"]}
    ),
    "handout x, item: The task 'class-coding-2012' dates no report": lambda d: d.append(
        {"id": "x", "kind": "dating", "title": "Days", "what": "All.", "item": DATED}
    ),
    "handout x, item: The bank has no task 'none'.": lambda d: d.append(
        {"id": "x", "kind": "dating", "title": "Days", "what": "All.", "item": "none"}
    ),
    "handout x: Unknown fields: item.": lambda d: d.append(
        {"id": "x", "kind": "coding", "title": "Codes", "what": "All.", "item": DATED}
        | {"source": "hague-lavrov-2012"}
    ),
    "handout x-key, id: The id would give the handout no file of its own": (
        lambda d: d.append(d[0] | {"id": "x-key"})
    ),
    "handout x, parts/1/table: Its rows are not equally long": lambda d: d.append(
        {"id": "x", "kind": "text", "title": "A form", "what": "For marks.", "parts": TABLE}
    ),
    "handout x, sittings: It tells of 2 sittings, and the lesson has 1. Give each": (
        lambda d: d.append(GUIDE | {"lesson": "one-lesson"})
    ),
    "handout x, lesson: There is no lesson 'none'. Use one of: one-lesson": (
        lambda d: d.append(GUIDE | {"lesson": "none"})
    ),
}
DATED = "class-coding-2012"  # a task, and none that dates
TABLE = [{"table": [["a", "b"], ["c"]]}]
SITTING = {"open": ["Open it."], "then": ["Shut it."], "hand_in": "a note"}
GUIDE = {
    **{"id": "x", "kind": "guide", "title": "A guide", "what": "For pupils."},
    **{"parts": [{"text": "Go."}], "sittings": [SITTING] * 2, "after": [{"text": "Stop."}]},
}


@pytest.mark.parametrize("fault", HANDOUTS)
def test_a_slip_in_a_handout_is_one_fault_with_its_place(teach, fault):
    """File, place, problem and remedy are said, and nothing else is complained of."""
    spoil(teach / "handouts.yml", HANDOUTS[fault])
    found = set(said(teach))
    assert len(found) == 1 and fault in found.pop(), said(teach)


def test_a_set_for_marks_is_refused_task_by_task(teach):
    """A handout of a set that is for marks names each of its tasks."""
    spoil(teach / "handouts.yml", lambda d: (d[1].pop("items"), d[1].update(set="paper-quiz")))
    found = said(teach)
    assert len(found) == 3 and all("is for marks" in one for one in found)


def test_two_handouts_may_not_share_an_id(teach):
    """Both entries are named, since either may be the wrong one."""
    spoil(teach / "handouts.yml", lambda data: data.append(data[0] | {"title": "Another"}))
    found = said(teach)
    assert len(found) == 2 and all("Another handout has the same id" in one for one in found)


def test_two_lessons_may_not_share_a_place_and_each_needs_a_page(teach):
    """A copy of a lesson has the same place in the table, and no page."""
    shutil.copy(teach / "lessons" / "one-lesson.yml", teach / "lessons" / "zz.yml")
    spoil(teach / "lessons" / "zz.yml", lambda data: data.update(id="zz"))
    found = said(teach)
    assert len(found) == 2
    assert any("sort: one-lesson has the same place" in one for one in found)
    assert any("The lesson has no page. Write book/zz.md" in one for one in found)


@pytest.mark.parametrize(
    ("file", "data", "fault"),
    [
        ("handouts.yml", b"", "The file is empty"),
        ("handouts.yml", b"a: b", "The file is not a list of entries"),
        ("handouts.yml", b"- [", "The file is no YAML"),
        ("handouts.yml", b"- just words", "'just words' is not of type 'object'"),
        ("lessons/one-lesson.yml", b"- a", "The file is not a list of fields with names"),
        ("lessons/one-lesson.yml", b"\xff\xfe", "The file is not UTF-8"),
        ("lessons/one-lesson.yml", b"\xef\xbb\xbfid: a", "byte order mark"),
        ("lessons/one-lesson.yml", b"id: a\nid: b", "the key 'id' stands here twice"),
        ("adapted/hague-lavrov-2012.yml", b"- a", "The file is not a list of fields with names"),
        ("adapted/hague-lavrov-2012.yml", b"report: x", "'paragraphs' is a required property"),
        ("schema.json", b"{", "The schema cannot be used"),
        ("schema.json", b'{"$defs": {"lesson": {"type": "song"}}}', "The schema cannot be used"),
        ("schema.json", b'{"$defs": {"lesson": {"$ref": "#/$defs/no"}}}', "cannot be used"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(teach, file, data, fault):
    """Empty, torn and foreign files are faults with the name of the file, and no traceback."""
    (teach / file).write_bytes(data)
    found = [one for one in said(teach) if one.startswith(f"teach/{file}")]
    assert found and fault in found[0], said(teach)


def test_a_report_without_easier_english_has_no_such_handout(teach):
    """The handout is named, and the file that it misses."""
    (teach / "adapted" / "hague-lavrov-2012.yml").unlink()
    found = said(teach)
    assert len(found) == 1 and "Write teach/adapted/hague-lavrov-2012.yml." in found[0]


@pytest.mark.parametrize("data", [None, b"a: b"])
def test_a_list_of_handouts_that_cannot_be_read_is_one_fault(teach, data):
    """Lessons miss each of their sheets then, and none says so."""
    path = teach / "handouts.yml"
    path.unlink() if data is None else path.write_bytes(data)
    (found,) = said(teach)
    assert found.startswith("teach/handouts.yml: The file is ")


@pytest.mark.parametrize(
    "name", ["lessons/two.yaml", "adapted/x.txt", "roleplays/a", "slides/one.markdown"]
)
def test_a_file_that_nothing_reads_is_named(teach, name):
    """A lesson with another ending would be left out in silence."""
    (teach / name).parent.mkdir(exist_ok=True)
    (teach / name).write_text("id: two\n", encoding="utf-8")
    (found,) = said(teach)
    assert found.startswith(f"teach/{name}: Nothing reads this file. Call it …")


def test_a_draft_does_not_stay_where_a_folder_is_in_the_way(tmp_path):
    """The error names the file that was wanted, and nothing is left beside it."""
    (tmp_path / "a.zip").mkdir()
    with pytest.raises(OSError, match="a.zip"):
        files.write(tmp_path / "a.zip", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_faults_of_several_files_are_said_at_once(teach):
    """One run names the slip in the lesson and the slip in the handout."""
    spoil(teach / "handouts.yml", lambda data: data[2].update(event="none"))
    spoil(teach / "lessons" / "one-lesson.yml", lambda data: step(data).update(talk=9))
    assert len(said(teach)) == 2


def test_what_a_pupil_might_say_may_err():
    """A number without a row passes in a pupil's mouth, and not in ours."""
    sentence = "Britain dropped 4,000 bombs."
    assert list(words.problems(sentence)) and not list(words.problems(sentence, words.THEIRS))
    voices = {place: voice for place, voice, _ in words.texts({"they_say": "a", "answer": "b"})}
    assert voices == {"they_say": words.THEIRS, "answer": words.OURS}


def test_every_kind_of_handout_has_its_definition():
    """A kind without a definition in the schema could not be checked."""
    from sourcebook.kit import entries, handouts

    for kind in set(handouts.KINDS) - {entries.PLAN}:
        assert form.properties(f"handout-{kind}"), kind
