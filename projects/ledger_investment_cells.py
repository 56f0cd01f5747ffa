"""Cells of a dispatch table that hold two things at once (investor and region, both starts, leader and officer), and how far papers are."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from projects.models import Procedure, Project
from zone.ledgers.widgets import CLEAR, SILENT, CellWidget, DayWidget, Name, NameWidget, Reading, text_of
from zone.lib.problems import CellProblem, Note
from zone.lib.spans import parse_pair
from zone.lib.textkey import is_null_word, match_key

Region, State = Project.Region, Procedure.State

_PLACES = {
    Region.YANGTZE_DELTA: "长三角 长江三角洲 上海 江苏 浙江 安徽 南京 苏州 无锡 常州 杭州 宁波 合肥",
    Region.PEARL_DELTA: "珠三角 珠江三角洲 广东 深圳 广州 东莞 佛山 珠海 惠州",
    Region.JING_JIN_JI: "京津冀 环渤海 北京 天津 河北",
    Region.NORTHEAST: "东北 吉林 黑龙江 长春 哈尔滨",
    Region.PROVINCE: "省内 本省 辽宁 沈阳 大连 鞍山 营口 本市 盘锦 锦州 抚顺 本溪 丹东 辽阳 铁岭",
    Region.OVERSEAS: "境外 国外 海外 外资 港澳台 香港 澳门 台湾 日本 韩国 美国 德国 英国 法国 新加坡",
    Region.OTHER: "其他 省外 国内 山东 河南 湖北 湖南 江西 福建 山西 陕西 四川 重庆 云南 贵州 广西 海南 甘肃 青海 宁夏 新疆 西藏 内蒙古",
}
REGIONS = {word: region.value for region, words in _PLACES.items() for word in words.split()}
_BRACKET = re.compile(r"^(?P<name>.*?)\s*[（(](?P<place>[^（()）]*)[）)]$", re.DOTALL)
_NO_NAMES = frozenset(("框架协议", "意向协议", "待定", "未定", "洽谈中", "在谈", "暂无", "保密"))


def region_of(text: str) -> str | None:
    """The region of a place: 浙江省杭州市, 长三角地区; None for words that name no place we know."""
    key = match_key(text)
    return next((region for word, region in REGIONS.items() if key.startswith(word)), None)


@dataclass(frozen=True, slots=True)
class Investor:
    """Who invests, and whence; a side that is not said is None."""

    name: Name | None
    region: str | None


class InvestorWidget(NameWidget):
    """江苏某集团（长三角）, 广东某公司 珠三角; 框架协议（上海） names nobody. Brackets without a place belong to the name."""

    def clean(self, value, row=None, **where) -> Reading:
        text, region = text_of(value), None
        if (found := _BRACKET.match(text)) and (region := region_of(found["place"])):
            text = found["name"]
        elif " " in text and (region := region_of(text.rpartition(" ")[2])):
            text = text.rpartition(" ")[0]
        named = super().clean(text).value if match_key(text) not in _NO_NAMES else None
        return Reading(Investor(named, region)) if named or region else SILENT


class RegionWidget(CellWidget):
    """A place that is none of the regions is left out, and said."""

    def clean(self, value, row=None, **where) -> Reading:
        text = text_of(value)
        if is_null_word(text):
            return SILENT
        region = region_of(text)
        return Reading(region) if region else Reading(None, (Note("missing_reason", {"text": text[:60], "reason": "state"}),))


class CategoriesWidget(CellWidget):
    """第12类 → 12; 第5、8类 → 5、8; 3-5类 → 3、4、5; 待定 and the like say nothing yet."""

    _NUMBERS = re.compile(r"([0-9]{1,3})(?:类)?(?:[-~至到](?:第)?([0-9]{1,3}))?")

    def clean(self, value, row=None, **where) -> Reading:
        text = text_of(value)
        numbers: list[int] = []
        for first, last in self._NUMBERS.findall(match_key(text)):
            numbers += range(int(first), int(last or first) + 1)
        if numbers:
            return Reading("、".join(map(str, sorted(set(numbers))))[:60])
        if is_null_word(text):
            return SILENT
        return Reading(None, (Note("missing_reason", {"text": text[:60], "reason": "state"}),))


class StartsWidget(DayWidget):
    """Planned and actual start in one cell, as a pair of days: 2016.4/2016.4.18, 8月底/, 四季度 (planned only)."""

    def clean(self, value, row=None, *, number_format="", column=None, sheet=None) -> Reading:
        pair = parse_pair(value, number_format=number_format, year=sheet.year, month=sheet.month, date_1904=sheet.is_1904)
        return Reading(pair, (*pair[0].notes, *pair[1].notes))


class LeaderAndOfficerWidget(CellWidget):
    """孙××/刘× as (leader, officer). One name alone is the person who carries the project."""

    _JOINTS = re.compile(r"[/／\n、，,;；]")

    def clean(self, value, row=None, **where) -> Reading:
        text = text_of(value)
        if is_null_word(text):
            return SILENT
        first, *rest = [part.strip()[:40] for part in self._JOINTS.split(text, maxsplit=1)]
        return Reading((first or None, rest[0] or None) if rest else (None, first))


@dataclass(frozen=True, slots=True)
class Paper:
    """How far a procedure is; `number` and day (with precision) where the cell gives them. CLEAR for the day of what is not done yet."""

    state: str
    number: str | None = None
    on: object = None
    precision: object = None


_STATES = {
    State.APPROVED: "√ ✓ ✔ ☑ 是 有 已 已办 已办理 已办结 办结 办完 完成 已完成 已办完 已批 已批复 批复 已取得 取得 "
    "通过 已通过 已备案 已核准 齐全 具备 已下发 已领取 已出具 已审批 已供地 已摘牌",
    State.NOT_STARTED: "× ✗ ✘ x 否 未 无 没有 未办 未办理 没办 未取得 未批 未批复 未启动 未开展 未备案 未完成 待办 未申报",
    State.NOT_REQUIRED: "不需要 不需 无需 不需办 不需办理 无需办理 不涉及 免 免办 不用 豁免 不用办 不必",
    State.PREPARING: "办理中 正在办理 在办 办理 准备 准备中 准备材料 材料准备中 编制中 正在编制 进行中 推进中 正在准备 △ ○",
    State.SUBMITTED: "已申报 申报中 已上报 已报 已受理 受理 审批中 待批 报批中 公示 公示中 审核中 正在审批 已报批 已提交 待审批 评审中",
    State.CORRECTING: "补正 补正中 补正材料 退回 退回补正 补充材料 需补正 整改中",
    State.BLOCKED: "受阻 卡住 停滞 暂缓 无法办理 办不了 搁置",
}
STATES = {match_key(word): state.value for state, words in _STATES.items() for word in words.split()}
_NUMBER = re.compile(r"(?=.*[0-9])(?:.*(?:号|〔|\[|【).*|.*[0-9]{4}-[0-9]{1,4}(?!-?[0-9]).*[^0-9.\-/].*|[^0-9.\-/年月日]+[0-9][0-9\-]{3,})")
_REMARK = re.compile(r"^(?P<head>[^（(：: ]{1,8})\s*[（(：: ]\s*(?P<more>.+?)[）)]?$", re.DOTALL)


class ProcedureWidget(DayWidget):
    """√, ×, 办理中, 不需要, the number of the paper (then it is there), or the day on which it was given. A day that is planned or still to
    come (计划8月办理) says that the paper is being prepared. `on` is today."""

    def __init__(self, on: date):
        super().__init__()
        self.on = on

    def clean(self, value, row=None, *, number_format="", column=None, sheet=None) -> Reading:
        where = {"number_format": number_format, "column": column, "sheet": sheet}
        if not isinstance(value, str):
            return self._dated(value, State.APPROVED.value, where) if isinstance(value, date | datetime | float | int) else SILENT
        text = text_of(value)
        if state := STATES.get(match_key(text)):
            return Reading(Paper(state))
        if is_null_word(text):
            return SILENT
        if _NUMBER.fullmatch(text):
            return Reading(Paper(State.APPROVED.value, text[:80]))
        if (found := _REMARK.match(text)) and (state := STATES.get(match_key(found["head"]))):
            if _NUMBER.fullmatch(found["more"]):
                return Reading(Paper(state, found["more"][:80]))
            try:
                reading = self._dated(found["more"], state, where)
            except CellProblem:
                return Reading(Paper(state))
            return reading if reading.value else Reading(Paper(state), reading.notes)
        return self._dated(value, State.APPROVED.value, where)

    def _dated(self, value: object, state: str, where: dict) -> Reading:
        """The day, where there is one. A number that is no date may be a tick: 1 is yes, 0 is no."""
        if type(value) in (int, float) and value in (0, 1):
            return Reading(Paper(State.APPROVED.value if value else State.NOT_STARTED.value))
        try:
            day = super().clean(value, **where).value
        except CellProblem as problem:
            choices = "√、×、办理中、已申报、补正、已办、不需要、受阻"
            raise CellProblem("unknown_choice", text=text_of(value)[:80], choices=choices) from problem
        if day is not None and day.null_reason == "no_year" and day.is_planned:
            return Reading(self._planned(state), (Note("still_to_come", {"reason": "paper"}),))
        if day is not None and day.on is None and day.notes:
            return Reading(None, day.notes)
        if day is None or day.on is None:
            raise CellProblem("unknown_choice", text=text_of(value)[:80], choices="√、×、办理中、已申报、补正、已办、不需要、受阻")
        if day.is_to_come(self.on):
            return Reading(self._planned(state), (Note("still_to_come", {"reason": "paper"}),))
        return Reading(Paper(state, None, day.on, day.precision))

    @staticmethod
    def _planned(state: str) -> Paper:
        return Paper(State.PREPARING.value, on=CLEAR, precision=CLEAR) if state == State.APPROVED else Paper(state)
