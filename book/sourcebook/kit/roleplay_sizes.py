"""Who plays what in a class of any size: one pupil after another leaves the next larger plan."""

from collections.abc import Iterator
from itertools import cycle, islice, pairwise

from sourcebook.kit.roleplays import Part, RolePlay, Variant
from sourcebook.tasks.bank_form import Problems

TABLED = (8, 16, 28, 32)  # the plans of the file, and the class that most schools have


def tabled(play: RolePlay) -> list[Variant]:
    """Return who plays what in a class of each size that is printed in full.

    Raises:
        LookupError: a pupil should leave a card that nobody holds.
    """
    return [plan(play, pupils) for pupils in TABLED]


def plan(play: RolePlay, pupils: int) -> Variant:
    """Return who plays what in a class of a size.

    Raises:
        ValueError: the play has no plan for so few, or for so many.
        LookupError: a pupil should leave a card that nobody holds.
    """
    for smaller, larger in _pairs(play):
        if smaller.pupils < pupils < larger.pupils:
            return next(left for left, _, _ in leaving(smaller, larger) if left.pupils == pupils)
    for variant in play.variants:
        if variant.pupils == pupils:
            return variant
    raise ValueError(f"The role play {play.id!r} has no plan for {pupils} pupils.")


def shrinking(play: RolePlay) -> Iterator[tuple[Variant, list[tuple[int, str, str]], bool]]:
    """Yield each plan but the smallest, the largest first, with who leaves it in what order.

    Each one is the number of pupils who are left, the card that one leaves, and the first card of
    the pupil who gets it, if nobody else holds it and it does not stay out. An order that begins
    anew is given once; the last value says whether it does.

    Raises:
        LookupError: a pupil should leave a card that nobody holds.
    """
    for smaller, larger in reversed(_pairs(play)):
        found = islice(leaving(smaller, larger), len(larger.fewer))
        again = larger.pupils - smaller.pupils > len(larger.fewer)
        yield larger, [(left.pupils, name, heir) for left, name, heir in found], again


def leaving(smaller: Variant, larger: Variant) -> Iterator[tuple[Variant, str, str]]:
    """Yield the class after each pupil who leaves, down to the size of the smaller plan.

    Also the card that the pupil leaves, and the first card of the one who gets it, or nothing.

    Raises:
        LookupError: a pupil should leave a card that nobody holds.
    """
    parts = list(larger.parts)
    for left, name in zip(
        range(larger.pupils - 1, smaller.pupils - 1, -1), cycle(larger.fewer), strict=False
    ):
        parts, heir = _without(parts, name, smaller)
        data = {"pupils": left, "how": "", "parts": [part.data for part in parts]}
        yield Variant(data), name, heir


def problems(play: RolePlay) -> Problems:
    """Yield place, problem and remedy of each plan that does not shrink to the next smaller one."""
    for smaller, larger in _pairs(play):
        place = f"variants/{larger.pupils}/fewer"
        remedy = f"List there whom one pupil after the other leaves, down to {smaller.pupils}."
        if not larger.fewer:
            yield place, "It does not say which cards lose a pupil in a smaller class.", remedy
            continue
        try:
            *_, (last, _, _) = leaving(smaller, larger)
        except LookupError as error:
            yield place, error.args[0], remedy
            continue
        for role in play.roles:
            there, wanted = last.copies(role["id"]), smaller.copies(role["id"])
            if there != wanted:
                problem = f"It leaves {there} with the card {role['id']!r}; that plan has {wanted}."
                yield place, problem, remedy


def _pairs(play: RolePlay) -> list[tuple[Variant, Variant]]:
    return list(pairwise(sorted(play.variants, key=lambda variant: variant.pupils)))


def _without(parts: list[Part], name: str, smaller: Variant) -> tuple[list[Part], str]:
    """Return the parts after a pupil has left a card, and the first card of who gets the cards.

    The last pupil hands them to who shares a part with them in the smaller plan and has fewest.
    """
    place = next((n for n, part in enumerate(parts) if name in part.roles), None)
    if place is None:
        raise LookupError(f"A pupil should leave the card {name!r}, and nobody holds it.")
    one, rest = parts[place], parts[:place] + parts[place + 1 :]
    if one.pupils > 1:
        fewer = Part({"roles": one.roles, "pupils": one.pupils - 1})
        return [*parts[:place], fewer, *parts[place + 1 :]], ""
    group = next((part.roles for part in smaller.parts if name in part.roles), [])
    heirs = [n for n, part in enumerate(rest) if set(part.roles) & set(group)]
    if not heirs:
        return rest, ""
    heir = min(heirs, key=lambda n: len(rest[n].roles))
    both = Part({"roles": rest[heir].roles + one.roles, "pupils": rest[heir].pupils})
    return [*rest[:heir], both, *rest[heir + 1 :]], rest[heir].roles[0]
