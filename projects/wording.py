"""How offices word the stage of a project, in headings, in a column of its own, and in the words that say how the site looks."""

import re
from dataclasses import dataclass
from datetime import date

from projects.models import Stage
from zone.lib.dates import parse_day
from zone.lib.problems import CellProblem
from zone.lib.textkey import match_key

# Words of a column 项目阶段 / 项目状态, whole.
STAGE_WORDS = {
    **dict.fromkeys(("线索", "意向", "信息", "初步接触", "招商线索"), Stage.LEAD),
    **dict.fromkeys(("谋划", "策划", "规划", "计划"), Stage.PLANNING),
    **dict.fromkeys(("储备", "储备项目"), Stage.RESERVE),
    **dict.fromkeys(("在谈", "洽谈", "对接", "正在洽谈", "框架协议", "意向协议", "考察中", "洽谈中", "谈判"), Stage.NEGOTIATING),
    **dict.fromkeys(("签约", "已签约", "合同", "正式签约", "签订合同", "新签约"), Stage.SIGNED),
    **dict.fromkeys(("注册", "已注册", "落户", "落地", "已落户", "已落地"), Stage.REGISTERED),
    **dict.fromkeys(
        ("前期", "前期手续", "手续办理", "办手续", "拟开工", "待开工", "筹建", "未开工", "前期工作", "前期准备", "开展前期", "计划开工",
         "尚未开工", "拟建", "筹备"),
        Stage.PRE_CONSTRUCTION,
    ),
    **dict.fromkeys(("开工", "已开工", "新开工", "破土", "动工", "开工建设", "新建"), Stage.STARTED),
    **dict.fromkeys(
        ("在建", "建设中", "续建", "施工中", "复工", "开复工", "正在建设", "施工", "正在施工", "建设", "已复工"), Stage.UNDER_CONSTRUCTION
    ),
    **dict.fromkeys(("冬歇", "冬休", "冬季停工"), Stage.WINTER_BREAK),
    **dict.fromkeys(("停工", "停建", "缓建", "停滞", "暂停", "停工整改", "已停工"), Stage.SUSPENDED),
    **dict.fromkeys(("竣工", "完工", "已完工", "已竣工", "建成", "已建成"), Stage.COMPLETED),
    **dict.fromkeys(("投产", "已投产", "建成投产", "竣工投产", "试生产", "部分投产"), Stage.IN_PRODUCTION),
    **dict.fromkeys(("达产", "已达产"), Stage.AT_CAPACITY),
    **dict.fromkeys(("达效", "见效", "已达效"), Stage.EFFECTIVE),
    **dict.fromkeys(("终止", "撤项", "退出", "取消", "流失", "已终止"), Stage.TERMINATED),
}  # fmt: skip

# Headings above rows, by a word that stands in them; the first that fits.
HEADINGS = (
    (("续建", "在建", "结转"), Stage.UNDER_CONSTRUCTION),
    (("拟开工", "计划开工", "前期", "拟建", "待开工"), Stage.PRE_CONSTRUCTION),
    (("新开工", "新建", "开工"), Stage.STARTED),
    (("投产", "达产"), Stage.IN_PRODUCTION),
    (("竣工", "完工", "建成"), Stage.COMPLETED),
    (("停工", "停建", "缓建"), Stage.SUSPENDED),
    (("储备",), Stage.RESERVE),
    (("签约",), Stage.SIGNED),
    (("在谈", "洽谈"), Stage.NEGOTIATING),
)

_NOT_YET = r"(?<!未)(?<!未能)(?<!拟)(?<!待)(?<!计划)(?<!预计)(?<!争取)(?<!力争)(?<!准备)(?<!月底)(?<!月份)(?<!年底)(?<!前)"
_PART = r"主体|基础|土建|厂房|车间|设备|一期|部分|安装|装修|封顶"
# (what stands in the words, the stage, whether it may mean another stage too); the first that fits.
_WORDS: tuple[tuple[re.Pattern, Stage, bool], ...] = (
    (re.compile(r"终止|撤项|已取消|项目取消|流失"), Stage.TERMINATED, False),
    (re.compile(r"(?<!解除)(?:冬歇|冬休|冬季停工)(?!后|期间?已?复工|.*复工)"), Stage.WINTER_BREAK, False),
    (re.compile(r"(?<!未)(?<!不)(?:停工|停建|缓建|停滞|处于停止|暂停(?:施工|建设))(?!.*复工)"), Stage.SUSPENDED, False),
    (re.compile(rf"{_NOT_YET}(?:达效|见效)"), Stage.EFFECTIVE, False),
    (re.compile(rf"{_NOT_YET}达产(?!后)"), Stage.AT_CAPACITY, False),
    (re.compile(rf"试生产|试运行|(?:部分|一期).*{_NOT_YET}投产"), Stage.IN_PRODUCTION, True),
    (re.compile(rf"{_NOT_YET}投产"), Stage.IN_PRODUCTION, False),
    (re.compile(rf"(?:{_PART})[^,。;]{{0,6}}(?:完工|竣工|完成|建成)"), Stage.UNDER_CONSTRUCTION, True),
    (re.compile(rf"{_NOT_YET}(?:竣工|完工|已建成|全部建成)"), Stage.COMPLETED, False),
    (re.compile(r"(?:尚?未|没有?|暂未)(?:正式)?(?:开工|动工)|拟(?:于.{0,8})?开工|待开工|计划.{0,8}开工|前期|筹建|办理?.{0,6}手续|手续.{0,4}办理|立项|可研"),
     Stage.PRE_CONSTRUCTION, False),
    # Levelling the ground is no start; whether more than that is being done, the words do not say.
    (re.compile(r"^(?!.*(?:主体|基础|厂房|浇筑|打桩|设备))[^,。;]*(?:平整|[三五七]通一平)[^,。;]*$"), Stage.PRE_CONSTRUCTION, True),
    (re.compile(r"复工|在建|建设中|正在(?:建设|施工|安装|装修)|施工|安装|调试|封顶|主体|基础|土建|浇筑|打桩|钢结构"),
     Stage.UNDER_CONSTRUCTION, False),
    (re.compile(r"开工|破土|动工|奠基"), Stage.STARTED, False),
)  # fmt: skip
_START = re.compile(
    r"(?P<day>(?:(?:19|20)?[0-9]{2}年)?[0-9]{1,2}月(?:[0-9]{1,2}日|[上中下]旬|初|底)?)份?(?:已|正式|已正式|实际)*(?:开工|动工|破土)"
)


@dataclass(frozen=True, slots=True)
class StageWords:
    """`stage` as the words say it; `is_ambiguous`: they may mean another too; `is_certain`: they may move a stored stage."""

    stage: Stage | None = None
    is_ambiguous: bool = False
    is_certain: bool = False


def stage_in_progress(words: str) -> StageWords:
    """The stage that 形象进度 tells: 设备已安装9台 is under construction, 主体完工 may or may not be completed (taken as not)."""
    text = match_key(words)
    for pattern, stage, is_ambiguous in _WORDS:
        if pattern.search(text):
            return StageWords(stage, is_ambiguous, is_certain=not is_ambiguous)
    return StageWords()


def stage_of_heading(headings: tuple[str, ...]) -> Stage | None:
    """The stage of the projects below a heading: 一、续建项目（3个）; the innermost heading goes first."""
    for heading in reversed(headings):
        for words, stage in HEADINGS:
            if any(word in heading for word in words):
                return stage
    return None


def start_in_progress(words: str, year: int | None) -> tuple[date, str] | None:
    """The day and precision of a start told in words: 4月已开工."""
    found = _START.search(match_key(words))
    if found is None:
        return None
    try:
        day = parse_day(found["day"], year=year)
    except CellProblem:
        return None
    return (day.on, day.precision) if day.on else None
