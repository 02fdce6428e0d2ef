"""The SVG that Plotly draws, made small, steady and free of colours of its own."""

import re
import xml.etree.ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
ET.register_namespace("", "http://www.w3.org/2000/svg")

# What Plotly needs for the mouse and a picture does not.
LAYERS = {"draglayer", "hoverlayer", "zoomlayer", "selectionlayer", "menulayer", "bglayer"}
PARTS = LAYERS | {"legendtoggle", "scrollbar", "bg"}
KEPT_STYLES = {
    "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray",
    "opacity", "font-size", "font-weight", "font-style",
}  # fmt: skip
USUAL = {
    "fill-opacity": "1", "stroke-opacity": "1", "opacity": "1", "font-weight": "normal",
    "font-style": "normal",
}  # fmt: skip
KEPT_ATTRIBUTES = {
    "d", "x", "y", "dx", "dy", "width", "height", "cx", "cy", "r", "rx", "ry", "transform",
    "text-anchor", "points", "clip-path", "id", "patternUnits", "patternTransform", "viewBox",
    "data-row", "opacity", "stroke", "stroke-width", "fill",
}  # fmt: skip
SHAPES = {"path", "rect", "text", "circle", "line", "polygon"}
HOLDERS = {"defs", "pattern", "clipPath"}


def tidy(svg: ET.Element, prefix: str, names: dict[str, str]) -> ET.Element:
    """Return a drawing reduced to what is seen.

    Arguments:
        svg: the drawing, as Plotly leaves it.
        prefix: begins every id, so that two drawings can stand on one page.
        names: the CSS variable that each colour stands for.

    Marks with a ``data-row`` become links without an address: the page knows the address. Raises
    ValueError when a colour is left that stands for no variable.
    """
    _drop_unseen(svg)
    _plain_styles(svg, names)
    _share_definitions(svg, prefix)
    _drop_empty(svg)
    _links(svg)
    _shorten(svg)
    return svg


def _name(element: ET.Element) -> str:
    return element.tag.removeprefix(SVG)


def _drop_unseen(element: ET.Element) -> None:
    for child in list(element):
        if PARTS & set(child.get("class", "").split()):
            element.remove(child)
        else:
            _drop_unseen(child)


def _plain_styles(svg: ET.Element, names: dict[str, str]) -> None:
    for element in svg.iter():
        styles = dict(re.findall(r"([\w-]+):\s*([^;]+)", element.get("style", "")))
        for name in ("fill", "stroke", "stroke-width", "opacity"):  # a pattern has attributes
            if element is not svg and element.get(name):
                styles.setdefault(name, element.attrib.pop(name))
        kept = {
            key: _colour(value.strip(), names)
            for key, value in styles.items()
            if key in KEPT_STYLES and USUAL.get(key) != value.strip()
        }
        for name in list(element.attrib):
            if name not in KEPT_ATTRIBUTES or not element.get(name):
                del element.attrib[name]
        if kept:
            element.set("style", ";".join(f"{k}:{v}" for k, v in kept.items()))


def _colour(value: str, names: dict[str, str]) -> str:
    if value.startswith("rgb("):
        if value not in names:
            raise ValueError(f"the drawing has a colour of its own: {value}")
        return names[value]
    return value.replace('"', "").replace("'", "")


def _share_definitions(svg: ET.Element, prefix: str) -> None:
    """Keep one of each pattern and clip that is used, with an id that is its order."""
    text = ET.tostring(svg, encoding="unicode")
    defs = ET.Element(f"{SVG}defs")
    ids, same = {}, {}
    for parent in list(svg.iter(f"{SVG}g")) + list(svg.iter(f"{SVG}defs")):
        for child in list(parent):
            if _name(child) not in ("pattern", "clipPath"):
                continue
            parent.remove(child)
            old, child.tail = child.attrib.pop("id"), None
            if f"url(#{old})" not in text:
                continue
            key = ET.tostring(child, encoding="unicode")
            if key not in same:
                same[key] = f"{prefix}-{len(same) + 1}"
                child.set("id", same[key])
                defs.append(child)
            ids[old] = same[key]
    for element in svg.iter():
        for name in ("style", "clip-path"):
            if "url(#" in element.get(name, ""):
                found = re.search(r"url\(#(.+?)\)", element.get(name))[1]
                element.set(name, element.get(name).replace(found, ids[found]))
    for old in svg.findall(f"{SVG}defs"):
        svg.remove(old)
    if len(defs):
        svg.insert(0, defs)


def _drop_empty(element: ET.Element) -> bool:
    """Drop groups that hold no shape, and lay open those that do nothing. Return if any is left."""
    children = []
    for child in list(element):
        name = _name(child)
        if name in HOLDERS or (name in SHAPES and _seen(child)):
            children.append(child)
        elif name == "g" and _drop_empty(child):
            children += [child] if child.attrib else list(child)
    element[:] = children
    return bool(children)


def _seen(shape: ET.Element) -> bool:
    style = shape.get("style", "")
    inked = re.search(r"(?:^|;)(?:fill|stroke):(?!none|transparent)", style)
    clear = "fill-opacity:0" in style or re.search(r"(?:^|;)opacity:0(?:;|$)", style)
    empty = _name(shape) == "path" and not shape.get("d", "").strip()
    return bool(inked and not clear and not empty)


def _links(svg: ET.Element) -> None:
    for parent in list(svg.iter()):
        for at, child in enumerate(list(parent)):
            row = child.attrib.pop("data-row", None)
            if row is None:
                continue
            if _name(child) == "g":
                child.tag, link = f"{SVG}a", child
            else:
                link = ET.Element(f"{SVG}a")
                link.append(child)
                parent[at] = link
            link.set("data-row", row)


def _shorten(svg: ET.Element) -> None:
    for element in svg.iter():
        digits = 3 if _name(element) == "pattern" or "M-" in element.get("d", "") else 1
        for name in ("d", "x", "y", "width", "height", "transform", "style", "dy"):
            if element.get(name):
                fine = 2 if name == "style" else digits
                element.set(name, re.sub(r"-?\d+\.\d+", _round(fine), element.get(name)))


def _round(digits: int):
    def rounded(match: re.Match) -> str:
        short = f"{float(match[0]):.{digits}f}".rstrip("0").rstrip(".")
        return "0" if short == "-0" else short

    return rounded
