"""The rule of a conclusion as a sentence, for readers who do not read code."""

from sourcebook import paths
from sourcebook.path_rules import ANY, BOUNDS, LEVELS
from sourcebook.timeline import day

_PICKED = {
    "first": "the code of the first statement on {}",
    "last": "the code of the last statement on {}",
    "highest": "the highest code of any statement on {}",
    "lowest": "the lowest code of any statement on {}",
    "step": "the largest step from one statement to the next on {}",
}
_DAYS = {
    "on": "on {}",
    "before": "before {}",
    "until": "up to {}",
    "after": "after {}",
    "from": "from {} on",
}
_TERMS = {
    "=": "the same as",
    "!=": "not the same as",
    "<": "{} than",
    ">": "{} than",
    "<=": "no {} than",
    ">=": "no {} than",
}
_LEVELS = {
    "=": "“{}”",
    "!=": "not “{}”",
    "<": "lower than “{}”",
    ">": "higher than “{}”",
    "<=": "“{}” or lower",
    ">=": "“{}” or higher",
}


def sentence(rule: str) -> str:
    """Return a rule that ``path_rules`` can work out as a sentence."""
    said = " and ".join(_comparison(part.strip()) for part in rule.split(" and "))
    return f"{said[0].upper()}{said[1:]}."


def _comparison(text: str) -> str:
    op = next(sign for sign in ("!=", "<=", ">=", "=", "<", ">") if sign in text)
    left, right = (side.strip() for side in text.split(op, 1))
    if right in LEVELS:
        return f"{_term(left)} is {_LEVELS[op].format(right)}"
    larger, smaller = ("larger", "smaller") if left.startswith("step") else ("higher", "lower")
    word = larger if op in (">", "<=") else smaller
    return f"{_term(left)} is {_TERMS[op].format(word)} {_term(right)}"


def _term(text: str) -> str:
    if text in LEVELS:
        return f"“{text}”"
    name, _, chosen = text.removesuffix(")").partition("(")
    scales, words = paths.scales(), chosen.split()
    questions, aims, days = [], "", []
    while words:
        word = words.pop(0)
        if word == "target":
            aims = f" with the target “{paths.TARGETS[words.pop(0)]}”"
        elif word in BOUNDS:
            days.append(_DAYS[word].format(day(words.pop(0))))
        else:
            questions.append("any question" if word == ANY else f"“{scales[word]['title']}”")
    said = _PICKED[name].format(" or ".join(questions) + aims)
    if not days:
        return said
    return f"{said} {' and '.join(days)}"
