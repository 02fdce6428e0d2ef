"""The form of an item: what its type has to have, by ``exercises/schema.json``."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sourcebook.tasks import bank

Problems = Iterator[tuple[str, str, str]]  # place in the item, problem, remedy


@cache
def schema(folder: Path = bank.EXERCISES) -> dict:
    """Return ``schema.json`` as a dictionary."""
    return json.loads((folder / "schema.json").read_text(encoding="utf-8"))


def types(folder: Path = bank.EXERCISES) -> list[str]:
    """Return the types that an item may have."""
    return schema(folder)["items"]["properties"]["type"]["enum"]


@cache
def _validators(folder: Path) -> dict:
    # Half a second to import, and only the check needs it.
    from jsonschema import Draft202012Validator

    definitions = schema(folder)["$defs"]
    return {
        kind: Draft202012Validator({"$ref": f"#/$defs/{kind}", "$defs": definitions})
        for kind in types(folder)
    }


def _parts(folder: Path, kind: str) -> set[str]:
    definitions = schema(folder)["$defs"]
    return {*definitions["item"]["properties"], *definitions[kind]["properties"]}


def check(item: bank.Item, folder: Path) -> Problems:
    """Compare an item with the schema of its type."""
    validators = _validators(folder)
    kind = item.data.get("type")
    if not isinstance(kind, str) or kind not in validators:
        yield "type", f"There is no type {kind!r}.", f"Use one of: {', '.join(validators)}."
        return
    remedy = f"exercises/README.md says what an item of type {kind} has."
    for error in sorted(validators[kind].iter_errors(item.data), key=lambda e: list(e.path)):
        place = "/".join(str(p + 1) if isinstance(p, int) else str(p) for p in error.path)
        yield place, f"{error.message[:200]}.", remedy
    unknown = sorted(set(item.data) - _parts(folder, kind))
    if unknown:
        yield "", f"Unknown parts: {', '.join(unknown)}.", remedy
