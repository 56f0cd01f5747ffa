"""The parts of an xlsx beside its sheets: which sheet is which member, the calendar, the number formats of styles."""

import zipfile
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring

from zone.lib import archive
from zone.lib.cellformat import BUILT_IN, GENERAL
from zone.lib.refusals import Refused
from zone.lib.sheet import HIDDEN, VERY_HIDDEN, VISIBLE

LARGEST_PART = 32 << 20  # workbook.xml and styles.xml are parsed as trees; honest ones stay far below
VISIBILITY = {"hidden": HIDDEN, "veryHidden": VERY_HIDDEN}


@dataclass(slots=True)
class Parts:
    """`sheets` are (name, visibility, member) of the worksheets in order; `formats` maps style to number format."""

    sheets: list[tuple[str, str, zipfile.ZipInfo]]
    formats: dict[int, str]
    is_1904: bool


def read_parts(file, members: list[zipfile.ZipInfo]) -> Parts:
    """Workbook and styles of an open xlsx. Document types are refused before anything is parsed."""
    by_name = {member.filename.replace("\\", "/").lower(): member for member in members}
    main = _targets(file, by_name, "_rels/.rels").get("officeDocument", ["xl/workbook.xml"])[0]
    workbook = _tree(file, by_name.get(main.lower()))
    if workbook is None:
        raise Refused("damaged")
    folder, _slash, name = main.rpartition("/")
    relations = _relations(file, by_name, f"{folder}/_rels/{name}.rels".lstrip("/"), folder)
    sheets, is_1904 = [], False
    for element in workbook.iter():
        tag = _local(element.tag)
        if tag == "workbookPr":
            is_1904 = element.get("date1904", "0").lower() in ("1", "true", "on")
        elif tag == "sheet":
            relation = next((value for key, value in element.attrib.items() if _local(key) == "id"), "")
            kind, target = relations.get(relation, ("", ""))
            if kind == "worksheet" and target.lower() in by_name:
                visibility = VISIBILITY.get(element.get("state", ""), VISIBLE)
                sheets.append((element.get("name", ""), visibility, by_name[target.lower()]))
    styles = next((target for kind, target in relations.values() if kind == "styles"), "")
    return Parts(sheets, _formats(_tree(file, by_name.get(styles.lower()))), is_1904)


def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


def _tree(file, member: zipfile.ZipInfo | None) -> Element | None:
    if member is None:
        return None
    if member.file_size > LARGEST_PART:
        raise Refused("unsafe", {"detail": "large_part"})
    text = archive.read_member(file, member)
    archive.refuse_doctype(text, member.filename)
    try:
        return fromstring(text, forbid_dtd=True)
    except (ParseError, ValueError, LookupError) as error:
        raise Refused("damaged") from error


def _relations(file, by_name, path: str, folder: str) -> dict[str, tuple[str, str]]:
    """Relation id to (kind, member it points at)."""
    found = {}
    tree = _tree(file, by_name.get(path.lower()))
    for element in tree if tree is not None else ():
        target = element.get("Target", "")
        target = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
        steps: list[str] = []
        for step in target.split("/"):
            if step == "..":
                steps = steps[:-1]
            elif step != ".":
                steps.append(step)
        found[element.get("Id", "")] = (element.get("Type", "").rsplit("/", 1)[-1], "/".join(steps))
    return found


def _targets(file, by_name, path: str) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {}
    for kind, target in _relations(file, by_name, path, "").values():
        kinds.setdefault(kind, []).append(target)
    return kinds


def _formats(styles: Element | None) -> dict[int, str]:
    custom: dict[str, str] = {}
    formats: dict[int, str] = {}
    for element in styles if styles is not None else ():
        tag = _local(element.tag)
        if tag == "numFmts":
            custom = {number.get("numFmtId", ""): number.get("formatCode", "") for number in element}
        elif tag == "cellXfs":
            for style, cell in enumerate(element):
                number = cell.get("numFmtId", "0")
                name = custom.get(number) or (BUILT_IN.get(int(number)) if number.isdigit() else None)
                if name and name.lower() != GENERAL.lower():
                    formats[style] = name
    return formats
