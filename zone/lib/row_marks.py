"""The words by which rows that are no data give themselves away: section headings, totals, notes, signatures."""

import re

from zone.lib.textkey import match_key

_NUMERAL = "一二三四五六七八九十百"
_MARKERS = (
    ("part", re.compile(rf"第[{_NUMERAL}0-9]+(?:部分|类|章|篇|批)")),
    ("chinese", re.compile(rf"[{_NUMERAL}]+[、,.:](?=.)")),
    ("bracketed", re.compile(rf"\([{_NUMERAL}]+\)(?=.)")),
    ("digit", re.compile(r"[0-9]{1,2}[、,.:](?=[^0-9])")),
    ("bracketed_digit", re.compile(r"\([0-9]{1,2}\)(?=.)")),
)
MARKER_STARTS = frozenset(f"{_NUMERAL}第(（〔[【0123456789０１２３４５６７８９㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩")
NOTE_STARTS = tuple("注备附说說填指编編统統补補")
STRONG_MARKERS = ("part", "chinese", "bracketed")
_TOTAL = re.compile(
    r"[^0-9,。;]{0,10}(?:小计|合计|总计|共计|总合计)(?:\(.*\)|:.*|[0-9]+[户家个项人名]?(?:企业|项目)?)?|"
    r"共[0-9]+[户家个项](?:企业|项目)?|计"
)
_ORDINAL = re.compile(rf"\(?[{_NUMERAL}]{{1,3}}\)?[,.:]?")
_HOW_MANY = re.compile(r"(?<=.)\((?:约|共)?[0-9]+[户家个项](?:企业|项目)?\)$")
_BESIDE = re.compile(
    r"(?:[^0-9,。;]{0,10}(?:平均|平均值|平均数|均值|占比)|(?:[^0-9,。;]{0,6})(?:上年|去年)(?:同期|同月)[数值]?|占[^0-9,。;]{0,8}(?:比重|比例))"
    r"(?:\([^()]*\))?"
)
_BESIDE_ENDS = frozenset("均值数比期月重例)）")
_WITHIN = re.compile(r"其中(?:[:,].*|$)")
_NOTE = re.compile(r"\(?(?:注|备注|附注|说明|填表说明|填报说明|指标说明|编制说明|统计口径|补充说明)[0-9]*(?:[:;.,、)]|$).*", re.S)
_SIGNATURE = re.compile(
    r"(?:填表|填报|制表|审核|复核|复审|报送|经办|统计|编制|录入|负责|分管|主管|主要|单位|部门|财务|企业|责任|科室|项目|处室|"
    r"联系|签字)*(?:人员?|负责人|领导|审核|复核|制表|填报|制单|电话|联系人|日期|时间|签字|签章|盖章|审批|审定|校对|报出日期)"
    r"(?:\((?:签字|签章|盖章|公章|手机)\))?:.*", re.S
)  # fmt: skip
_COUNT = re.compile(r"(?:约|共)?[0-9][0-9,.]*(?:亿|万)?(?:元|户|家|个|项|人|名|亩|%|个项目|家企业|户企业)?")


def section_marker(text: str) -> str:
    """The kind of numbering with which a heading begins (一、 （一） 1. …); "" for none."""
    if text.lstrip(" \u3000")[:1] not in MARKER_STARTS:
        return ""
    key = match_key(text)
    return next((name for name, pattern in _MARKERS if pattern.match(key)), "")


def is_ordinal(text: str) -> bool:
    """A bare 一, （二） or 三、 in the column of serial numbers: the heading itself stands beside it."""
    return len(text) <= 6 and bool(_ORDINAL.fullmatch(match_key(text)))


def says_how_many(text: str) -> bool:
    """装备制造业（162户）: the name ends with the number of records that it stands for."""
    return bool(_HOW_MANY.search(match_key(text)))


def without_count(text: str) -> str:
    """The name alone of 沿海基地（43户）."""
    return _HOW_MANY.sub("", match_key(text))


def is_total(text: str) -> bool:
    """小计, 合计, 总计 in all their forms, and 其中:."""
    if len(text) > 40 or ("计" not in text and "其" not in text and "計" not in text and not text.startswith("共")):
        return False
    key = match_key(text)
    return bool(_TOTAL.fullmatch(key) or _WITHIN.fullmatch(key))


def is_beside(text: str) -> bool:
    """A line beside the total that adds nothing up: 去年同期, 规上企业平均, 占全区比重."""
    return len(text) <= 20 and text.strip()[-1:] in _BESIDE_ENDS and bool(_BESIDE.fullmatch(match_key(text)))


def is_within(text: str) -> bool:
    """其中: and what stands behind it."""
    return bool(_WITHIN.match(match_key(text)))


def is_note(text: str) -> bool:
    """注： 说明： and the line of signatures below a table."""
    if not (":" in text or "：" in text or text.lstrip(" \t\n\u3000(（").startswith(NOTE_STARTS)):
        return False
    key = match_key(text)
    return bool(_NOTE.fullmatch(key) or _SIGNATURE.fullmatch(key))


def is_numbered_note(text: str) -> bool:
    """A line that may go on with the notes: 2.2015年数据为快报数."""
    return bool(re.match(r"(?:[0-9]{1,2}[.、,)]|[①-⑳]|\([0-9]{1,2}\))", match_key(text)))


def is_count(value: object) -> bool:
    """A figure of a heading's own line: a number, or 162户."""
    return not isinstance(value, str) or bool(_COUNT.fullmatch(match_key(value)))
