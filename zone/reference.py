"""Reference rows of the ground floor: districts and their spellings, dated settings, rules of lights, the working-day calendar.

Loading adds what is missing and touches nothing that is there, so that what an office has edited stays.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import count, takewhile

import chinese_calendar
from django.db import connection, transaction

from zone.bulk_history import create_all
from zone.lib.database import new_keys
from zone.lib.textkey import match_key
from zone.models import CalendarDay, District, DistrictAlias, LightRule, Setting
from zone.set_writes import Hand, create_rows

# Codes as the ledgers have them; spellings as sheets write them.
DISTRICTS = [
    {"code": "GXQ", "name": "营口高新区", "short_name": "高新区", "position": 1},
    {"code": "XSQ", "name": "西市区", "short_name": "西市区", "position": 2},
    {"code": "YHJD", "name": "辽宁沿海产业基地", "short_name": "沿海基地", "position": 3},
    {"code": "ALL", "name": "全区合计", "short_name": "全区", "position": 9, "is_whole": True},
]
SPELLINGS = {
    "GXQ": (
        "营口高新区",
        "高新区",
        "国家高新区",
        "营口国家高新区",
        "营口市高新区",
        "高新技术产业开发区",
        "营口高新技术产业开发区",
        "营口国家高新技术产业开发区",
        "营口高新技术产业园区",
    ),
    "XSQ": ("西市区", "西市", "营口市西市区", "营口西市区"),
    "YHJD": (
        "辽宁沿海产业基地",
        "沿海基地",
        "产业基地",
        "沿海产业基地",
        "营口沿海基地",
        "营口沿海产业基地",
        "辽宁（营口）沿海产业基地",
        "辽宁营口沿海产业基地",
    ),
    "ALL": ("全区合计", "全区", "三区合计", "合计"),
}


@dataclass(frozen=True)
class Rule:
    """One dated setting; the note names where it comes from."""

    key: str
    value: int
    note: str
    valid_from: date | None = None
    valid_to: date | None = None


REPORT = "《营口国家高新区发展现状及发展思路》（2016-01-14）"
YEAR_2016 = {"valid_from": date(2016, 1, 1), "valid_to": date(2016, 12, 31)}
RULES = [
    Rule("goal.tech_upgrade_projects", 25, f"2016年计划实施技改项目25个。来源：{REPORT}", **YEAR_2016),
    Rule("goal.tech_upgrade_investment", 150_000, f"2016年技改计划投资15亿元，单位：万元。来源：{REPORT}", **YEAR_2016),
    Rule("goal.above_scale", 290, f"2016年末规模以上企业总数达290户。来源：{REPORT}", **YEAR_2016),
    Rule("goal.above_scale_new", 10, f"2016年新增规模以上企业10户。来源：{REPORT}", **YEAR_2016),
    Rule(
        "above_scale_threshold",
        2000,
        "规模以上工业：年主营业务收入2000万元及以上，单位：万元。来源：国家统计局2011年起标准",
        date(2011, 1, 1),
    ),
    Rule("still_days", 60, "项目连续多少天没有新的环节或进展即列入“没有进展”。建议值，可按本单位规定修改"),
    Rule("report_opens_day", 25, "项目月度填报从当月几日开始（先按预计数填报）。建议值，可按本单位规定修改"),
    Rule("report_due_day", 5, "项目月度填报到次月几日截止（改为实际数）。建议值，可按本单位规定修改"),
    Rule("report_due_moves", 1, "截止日不是工作日时顺延到下一个工作日：1 顺延，0 不顺延。建议值，可按本单位规定修改"),
    Rule("override_days", 31, "人工定灯最长有效天数，到期自动恢复系统所判的灯。建议值，可按本单位规定修改"),
]
# Two rules that other places have published. The office begins with the first; the second is a template to copy.
LIGHT_RULES = [
    {
        "name": "规则A（按百分点）",
        "is_applied": True,
        "method": LightRule.Method.POINTS,
        "yellow_at": 10,
        "red_at": 30,
        "source": "参照银川市公开的重点项目红黄绿灯办法：低于时序10—30个百分点黄灯，超过30个百分点红灯；开工逾期连续满3个月红灯。"
        "低于时序不足10个百分点的，原文没有规定，这里判绿灯并注明“略低”。",
    },
    {
        "name": "规则B（按比例）",
        "method": LightRule.Method.RATIO,
        "yellow_at": 80,
        "red_at": 60,
        "source": "参照武汉市公开的办法：完成率低于时序进度的80%黄灯，低于60%红灯。开工部分参照银川市的办法。",
    },
]

FIRST_YEAR = 2010  # of the calendar; the last one is the last that the kept library knows
OCCASIONS = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}


def load() -> None:
    load_districts()
    load_settings()
    load_light_rules()
    load_calendar()


def load_districts() -> None:
    known = set(District.objects.values_list("code", flat=True))
    create_all(District, [District(**each) for each in DISTRICTS if each["code"] not in known])
    by_code = {district.code: district for district in District.objects.all()}
    wanted = {match_key(name): (code, name) for code, names in SPELLINGS.items() for name in names}
    for key in DistrictAlias.objects.filter(key__in=wanted).values_list("key", flat=True):
        del wanted[key]
    create_all(DistrictAlias, [DistrictAlias(district=by_code[code], name=name, key=key) for key, (code, name) in wanted.items()])


def load_settings() -> None:
    """What the office has set itself for some of the days goes before what is loaded."""
    create_all(
        Setting,
        [
            Setting(key=rule.key, value=Decimal(rule.value), note=rule.note, valid_from=rule.valid_from, valid_to=rule.valid_to)
            for rule in RULES
            if not Setting.objects.filter(key=rule.key).overlapping(rule.valid_from, rule.valid_to).exists()
        ],
    )


def load_light_rules() -> None:
    """For an office that has no rule yet: what it has renamed, changed or ended is not put beside its own again."""
    if not LightRule.objects.exists():
        create_all(LightRule, [LightRule(**{"start_red_months": 3, **each}) for each in LIGHT_RULES])


@transaction.atomic
def load_calendar(first: int = FIRST_YEAR, last: int | None = None) -> None:
    """The days of these years as the kept library knows them, without `last` as far as it knows any: the years of a newer library come by
    themselves at the next start. A year that it does not know stays unloaded, and is said to be so."""
    known = set(CalendarDay.objects.filter(day__year__gte=first).values_list("day", flat=True))
    years = takewhile(_is_in_library, count(first)) if last is None else range(first, last + 1)
    days = [day for year in years for day in _missing(year, known)]
    if not days:
        return
    keys = new_keys(CalendarDay, len(days))
    kept = connection.ops.adapt_datefield_value
    rows = [(key, kept(day), is_working, occasion) for key, (day, is_working, occasion) in zip(keys, days, strict=True)]
    create_rows(CalendarDay, ("id", "day", "is_working", "occasion"), rows, keys=keys, hand=Hand.of(None))


def _missing(year: int, known: set[date]) -> list[tuple[date, bool, str]]:
    """The days of the year that are not known yet: day, whether it is worked, the occasion. A year that is whole needs no asking."""
    return [] if known.issuperset(_dates(year)) else [each for each in _all_days(year) if each[0] not in known]


@cache
def _all_days(year: int) -> list[tuple[date, bool, str]]:
    """The library looks through all its years for each day that it is asked."""
    return [_day(day) for day in _dates(year)] if _is_in_library(year) else []


def _dates(year: int) -> list[date]:
    start = date(year, 1, 1)
    return [start + timedelta(days=number) for number in range((date(year + 1, 1, 1) - start).days)]


def _is_in_library(year: int) -> bool:
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


def _day(day: date) -> tuple[date, bool, str]:
    is_free, holiday = chinese_calendar.get_holiday_detail(day)
    occasion = OCCASIONS.get(holiday, holiday) if holiday else ""
    return day, not is_free, occasion if is_free or not occasion else f"{occasion}调休上班"
