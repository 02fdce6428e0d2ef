"""The form of items and sets: what each has to have, by ``exercises/schema.json``."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sourcebook.faults import Fault, unreadable
from sourcebook.tasks import bank

SHOWN = 200  # characters of a message
SET = "set"  # the definition that is no type of item
Problems = Iterator[tuple[str, str, str]]  # place in the item, problem, remedy


@cache
def schema(folder: Path = bank.EXERCISES) -> dict:
    """Return ``schema.json`` as a dictionary."""
    return json.loads((folder / "schema.json").read_text(encoding="utf-8"))


def types(folder: Path = bank.EXERCISES) -> list[str]:
    """Return the types that an item may have."""
    return schema(folder)["items"]["properties"]["type"]["enum"]


def check_schema(folder: Path = bank.EXERCISES) -> list[Fault]:
    """Return why ``schema.json`` cannot be used; an empty list if it can."""
    from jsonschema.exceptions import SchemaError
    from referencing.exceptions import Unresolvable

    file = "exercises/schema.json"
    if fault := unreadable(folder / "schema.json", file):
        return [fault]
    try:
        for number, (kind, validator) in enumerate(_validators(folder).items()):
            if not number:  # every type's has the same definitions
                validator.check_schema(validator.schema)
            list(validator.iter_errors({}))  # follows its references
            _parts(folder, kind)
    except json.JSONDecodeError as error:
        where, said = f"line {error.lineno}", f"it is no JSON ({error.msg})"
    except SchemaError as error:
        where, said = "/".join(map(str, error.absolute_path)), error.message[:200]
    except Unresolvable as error:
        where, said = "", f"{error.ref!r} leads to no definition"
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError, re.error) as error:
        where, said = "", f"{type(error).__name__}: {str(error)[:200]}"
    else:
        return []
    problem = f"The schema cannot be used: {said.rstrip('.')}."
    return [Fault(file, where, problem, "Restore the file, or correct the place.")]


@cache
def _validators(folder: Path) -> dict:
    # Half a second to import, and only the check needs it.
    from jsonschema import Draft202012Validator

    definitions = schema(folder)["$defs"]
    return {
        kind: Draft202012Validator({"$ref": f"#/$defs/{kind}", "$defs": definitions})
        for kind in [*types(folder), SET]
    }


def _parts(folder: Path, kind: str) -> set[str]:
    definitions = schema(folder)["$defs"]
    return {*definitions["item"]["properties"], *definitions[kind]["properties"]}


def _errors(kind: str, data, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield place and problem of each error, in order."""
    errors = _validators(folder)[kind].iter_errors(data)
    for error in sorted(errors, key=lambda error: list(map(str, error.path))):
        place = "/".join(str(p + 1) if isinstance(p, int) else str(p) for p in error.path)
        yield place, f"{_cut(error.message)}."


def _cut(message: str) -> str:
    """Return a message without the middle of what it quotes: its end says what is wrong."""
    return (
        message if len(message) <= SHOWN else f"{message[: SHOWN // 2]} … {message[-SHOWN // 2 :]}"
    )


def check(item: bank.Item, folder: Path) -> Problems:
    """Compare an item with the schema of its type."""
    kind = item.data.get("type")
    if kind not in types(folder):
        known = ", ".join(types(folder))
        yield "type", f"There is no type {kind!r}.", f"Use one of: {known}."
        return
    remedy = f"exercises/README.md says what an item of type {kind} has."
    for place, problem in _errors(kind, item.data, folder):
        yield place, problem, remedy
    unknown = sorted(map(str, set(item.data) - _parts(folder, kind)))
    if unknown:
        yield "", f"Unknown parts: {', '.join(unknown)}.", remedy


def check_set(data, folder: Path) -> Problems:
    """Compare a set of ``sets.yml`` with the schema."""
    remedy = "A set has an id in small letters, a title, minutes, a list of items, nothing else."
    for place, problem in _errors(SET, data, folder):
        yield place, problem, remedy
