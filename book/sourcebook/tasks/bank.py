"""The items of the question bank, read from one YAML file a chapter."""

import hashlib
import json
import math
import re
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

EXERCISES = Path(__file__).parents[3] / "exercises"
PRACTICE, ASSESSMENT = "practice", "assessment"
WRITTEN = ("written", "argument-bench")
# What a learner answers to: when one of these changes, an old answer was to another task.
ASKED = (
    "type",
    "stem",
    "options",
    "entries",
    "pairs",
    "extra",
    "source",
    "paragraphs",
    "rows",
    "columns",
    "values",
    "samples",
    "out_of",
    "unit",
)
# Parts of what is asked that belong to its answer: a better comment makes no other task.
ANSWERS = ("right", "feedback", "key", "mark", "why")


class BankError(Exception):
    """A file of the bank that cannot be read; ``where`` is the place, ``remedy`` what to do."""

    def __init__(self, problem: str, where: str, remedy: str):
        super().__init__(problem)
        self.where, self.remedy = where, remedy


class _Loader(yaml.SafeLoader):
    """YAML as people mean it: a key given twice is an error, and words such as *no* stay words.

    What cannot be read, such as a number that is none, is an error with its line.
    """

    def construct_object(self, node, deep=False):
        try:
            return super().construct_object(node, deep)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            problem = f"{str(node.value)[:40]!r} cannot be read"
            raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark) from error

    def construct_yaml_float(self, node):
        number = super().construct_yaml_float(node)
        if not math.isfinite(number):
            problem = f"{node.value} is no finite number"
            raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
        return number

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=deep)
            if not isinstance(key, Hashable):
                raise yaml.constructor.ConstructorError(
                    None, None, "a key is no word", key_node.start_mark
                )
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} stands here twice", key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep)


# YAML 1.1 takes yes, no, on and off for truth values and 2015-11-04 for a date.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in rules if not tag.endswith((":bool", ":timestamp"))]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_constructor("tag:yaml.org,2002:float", _Loader.construct_yaml_float)
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


@dataclass(frozen=True)
class Item:
    """One task of the bank.

    Arguments:
        chapter: slug of the chapter it belongs to, which is its file's name.
        data: what the file says of it, as ``exercises/README.md`` lists for its type.
    """

    chapter: str
    data: dict

    def __getitem__(self, key: str):
        return self.data[key]

    def get(self, key: str, default=None):
        """Return a part of the item, or a default where it has none."""
        return self.data.get(key, default)

    @property
    def id(self) -> str:
        return self.data["id"]

    @property
    def type(self) -> str:
        return self.data["type"]

    @property
    def edition(self) -> str:
        return self.data["edition"]

    @property
    def written(self) -> bool:
        """Whether a person has to read the answer."""
        return self.type in WRITTEN

    @property
    def version(self) -> str:
        """Eight digits that change when what is asked changes, and not when its answer does."""
        asked = {part: _asked(self.data[part]) for part in ASKED if part in self.data}
        text = json.dumps(asked, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]


def _asked(part):
    if isinstance(part, list):
        return [_asked(one) for one in part]
    if isinstance(part, dict):
        return {key: _asked(value) for key, value in part.items() if key not in ANSWERS}
    return part


def files(folder: Path = EXERCISES) -> list[Path]:
    """Return the files of the bank, in order of name."""
    return sorted((folder / "bank").glob("*.yml"))


def parsed(path: Path):
    """Return what a YAML file has, as it stands.

    Raises:
        BankError: it is no YAML in UTF-8.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8"), _Loader)
    except UnicodeDecodeError as error:
        raise BankError("The file is not UTF-8.", "", "Save it as UTF-8.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else ""
        problem = f"The file is no YAML: {getattr(error, 'problem', None) or error}."
        remedy = "Correct the line; text with a colon or a quotation mark stands after “>-”."
        raise BankError(problem, where, remedy) from error
    except RecursionError as error:
        remedy = "Count the opening brackets; an item needs few."
        raise BankError("The file is nested too deeply.", "", remedy) from error


def read(path: Path) -> list:
    """Return what a file of the bank lists, as it stands.

    Raises:
        BankError: it is no YAML in UTF-8, or no list.
    """
    found = parsed(path)
    if not isinstance(found, list):
        raise BankError("The file is no list of items.", "", "Begin each item with “- id:”.")
    return found


@cache
def items(folder: Path = EXERCISES) -> tuple[Item, ...]:
    """Return every item of the bank, in order of file and place.

    Raises:
        BankError: a file cannot be read.
    """
    return tuple(Item(path.stem, data) for path in files(folder) for data in read(path))


def item(name: str, folder: Path = EXERCISES) -> Item:
    """Return the item with an id.

    Raises:
        KeyError: there is none; the message lists those that begin alike.
    """
    for one in items(folder):
        if one.id == name:
            return one
    near = [one.id for one in items(folder) if one.id[:4] == name[:4]]
    raise KeyError(f"No task is called {name!r}. Like it: {', '.join(near) or 'none'}.")
