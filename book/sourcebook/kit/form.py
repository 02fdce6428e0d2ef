"""The form of the kit's files: what each has to have, by ``teach/schema.json``."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sourcebook.faults import Fault, unreadable
from sourcebook.kit import files

REMEDY = "teach/README.md says what stands there."
SHOWN, MOST = 60, 300  # signs of what is wrong, and of a whole message


@cache
def schema(folder: Path = files.TEACH) -> dict:
    """Return ``schema.json`` as a dictionary."""
    return json.loads((folder / "schema.json").read_text(encoding="utf-8"))


@cache
def _validator(kind: str, folder: Path):
    # Half a second to import, and only the check needs it.
    from jsonschema import Draft202012Validator

    return Draft202012Validator({"$ref": f"#/$defs/{kind}", "$defs": schema(folder)["$defs"]})


def check_schema(folder: Path = files.TEACH) -> list[Fault]:
    """Return why ``schema.json`` cannot be used; an empty list if it can."""
    from jsonschema.exceptions import SchemaError
    from referencing.exceptions import Unresolvable

    file = "teach/schema.json"
    if fault := unreadable(folder / "schema.json", file):
        return [fault]
    try:
        for number, kind in enumerate(schema(folder)["$defs"]):
            validator = _validator(kind, folder)
            if not number:  # every kind's has the same definitions
                validator.check_schema(validator.schema)
            list(validator.iter_errors({}))  # follows its references
    except (ValueError, LookupError, TypeError, SchemaError, Unresolvable) as error:
        said = getattr(error, "message", None) or str(error)
        problem = f"The schema cannot be used: {said[:200].rstrip('.')}."
        return [Fault(file, "", problem, "Restore the file, or correct the place.")]
    return []


def errors(kind: str, data, folder: Path = files.TEACH) -> Iterator[tuple[str, str]]:
    """Yield place and problem of each thing that is not as a definition of the schema has it.

    Arguments:
        kind: the name of a definition, such as ``lesson``.
        data: what a file has.
        folder: the folder ``teach``.
    """
    found = _validator(kind, folder).iter_errors(data)
    for error in sorted(found, key=lambda error: list(map(str, error.path))):
        place = "/".join(str(p + 1) if isinstance(p, int) else str(p) for p in error.path)
        yield place, _said(error)


def _said(error) -> str:
    """Return what an error of the schema says, in words and without the whole of a long text."""
    if error.validator == "oneOf" and all("required" in one for one in error.validator_value):
        fields = (", ".join(one["required"]) for one in error.validator_value)
        return f"It needs either {' or '.join(fields)}."
    if error.instance is None:
        return "Nothing stands behind the colon."
    whole = repr(error.instance)
    short = whole if len(whole) <= SHOWN else f"{whole[:SHOWN]}…"
    return f"{error.message.replace(whole, short)[:MOST]}."


def properties(kind: str, folder: Path = files.TEACH) -> set[str]:
    """Return the fields that a definition has; none if there is no such definition."""
    return set(schema(folder)["$defs"].get(kind, {}).get("properties", {}))
