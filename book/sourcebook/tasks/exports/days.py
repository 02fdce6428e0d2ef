"""Days and intervals as people type them."""

from datetime import date

# Not the machine's language, whatever it is.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day_forms(day: date) -> tuple[str, ...]:
    """Return the ways in which a day may be typed.

    >>> day_forms(date(2015, 11, 4))[:3]
    ('4 November 2015', '2015-11-04', '04/11/2015')
    """
    return tuple(dict.fromkeys(_spellings(day)))


def _spellings(day: date) -> tuple[str, ...]:
    month, short = MONTHS[day.month - 1], MONTHS[day.month - 1][:3]
    return (
        f"{day.day} {month} {day.year}",
        day.isoformat(),
        day.strftime("%d/%m/%Y"),
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day} {short} {day.year}",
        f"{month} {day.day}, {day.year}",
        day.strftime("%d.%m.%Y"),
    )


def interval_forms(first: date, last: date) -> tuple[str, ...]:
    """Return the ways in which an interval may be typed, from ISO days to words."""
    pairs = zip(_spellings(first), _spellings(last), strict=True)
    found = [f"{first} to {last}", f"{first}/{last}"]
    found += [f"{one} {joint} {other}" for one, other in pairs for joint in ("to", "-", "–")]
    if (first.year, first.month) == (last.year, last.month):
        month = f"{MONTHS[first.month - 1]} {first.year}"
        found += [f"{first.day}{joint}{last.day} {month}" for joint in ("–", "-", " to ")]
    elif first.year == last.year:
        one = f"{first.day} {MONTHS[first.month - 1]}"
        other = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
        found += [f"{one} {joint} {other}" for joint in ("to", "-", "–")]
    return tuple(dict.fromkeys(found))
