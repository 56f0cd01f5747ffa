"""What a breakdown of the merger's tasks calls its columns, and the words of its progress."""

import re
import unicodedata

from zone.lib.textkey import simplify
from zone.lib.vocabulary import Column, Vocabulary
from zone.merger.models import MergerTask

State = MergerTask.State

# Columns of which one is ticked in each row: 完成情况 over 已完成 | 正在推进 | 未启动.
_TICKED = {
    State.DONE: ("已完成", "完成", "已办结", "办结"),
    State.ON_SCHEDULE: ("正在推进", "推进中", "进行中", "正在进行", "正常推进", "按序时推进", "在推进"),
    State.BEHIND: ("滞后", "进度滞后", "未按期", "推进滞后"),
    State.NOT_STARTED: ("未启动", "未开展", "未开始", "尚未启动"),
}
_GROUPS = ("完成情况", "进展情况", "工作进展情况", "工作进展", "推进情况", "完成状态", "状态", "进度", "落实情况")
TICKS = {f"ticked_{state.value}": state.value for state in _TICKED}

VOCABULARY = Vocabulary(
    "merger",
    (
        Column("plan", ("plan", "方案", "文件依据", "任务来源")),
        Column("number", ("序号", "编号", "序", "任务序号", "number", "No.", "任务编号", "任务号", "项号")),
        Column("workstream", ("工作内容", "工作任务类别", "任务类别", "工作类别", "重点工作", "工作领域", "工作板块", "类别", "主要任务",
                              "workstream", "工作方向", "工作大类", "任务分类", "工作分类", "改革领域", "一级任务", "领域", "工作专项",
                              "专项工作")),
        Column("title", ("具体任务", "工作任务", "任务", "任务内容", "具体工作", "重点任务", "具体内容", "任务分解", "工作事项",
                        "任务名称",
                         "title", "重点工作任务", "具体工作任务", "工作任务及内容", "任务事项", "具体事项", "目标任务", "具体举措",
                         "工作举措", "主要工作任务", "任务要求", "二级任务",
                         "工作内容及要求", "整合任务", "工作要点", "具体措施"), required=True),
        Column("lead_leader", ("牵头领导", "责任领导", "分管领导", "包抓领导", "lead_leader", "牵头责任领导", "牵头领导（责任领导）",
                        "主管领导", "包保领导", "负责领导")),
        Column("lead_department", ("牵头单位", "责任单位", "牵头部门", "责任部门", "主办单位", "承办单位",
                                   "lead_department", "牵头责任单位", "牵头（责任）单位", "牵头（责任）部门", "责任主体",
                                   "牵头部门（单位）", "责任单位（部门）",
                                   "牵头单位（部门）"), required=True),
        Column("supporting_departments", ("配合单位", "配合部门", "协办单位", "参与单位", "协助单位", "责任配合单位",
                                          "supporting_departments", "协办部门", "参加单位", "参与部门", "配合（参与）单位",
                                          "配合单位（部门）", "责任单位（配合）")),
        Column("due", ("完成时限", "完成时间", "时限要求", "时限", "办结时限", "时间节点", "完成期限", "时间要求", "due_on", "完成日期",
                        "办结时间", "办理时限", "截止时间", "时限安排",
                        "进度安排", "时间安排", "完成节点", "计划完成时间", "截止日期")),
        Column("due_precision", ("due_precision",)),
        Column("due_by", ("due_by",)),
        Column("state", ("完成状态", "状态", "state", "进展状态", "完成与否", "是否完成", "办理状态", "目前状态")),
        *(
            Column(f"ticked_{state.value}", tuple(f"{group}/{word}" for group in _GROUPS for word in words))
            for state, words in _TICKED.items()
        ),
        Column("progress_percent", ("完成进度", "进度", "完成率", "progress_percent", "完成比例", "完成百分比", "工作进度", "任务进度",
                        "任务完成率",
                        "进度比例"), family="percent"),
        Column("progress_note", ("工作进展情况", "进展情况", "工作进展", "完成情况", "推进情况", "落实情况", "目前进展", "进展",
                                 "progress_note", "当前进展", "目前进展情况", "落实进展", "任务进展", "任务进展情况", "工作完成情况",
                                 "任务完成情况", "工作推进情况", "办理情况",
                                 "办理进展", "工作落实情况", "进展及成效")),
        Column("deliverable", ("完成标志", "成果形式", "工作成果", "完成标准", "目标成果", "预期成果", "deliverable", "成果",
                        "工作标准", "完成目标", "工作目标", "预期目标",
                        "成果要求", "交付成果", "完成标准及成果")),
        Column("remarks", ("备注", "说明", "remarks", "备注说明", "其他")),
    ),
    title_words=("任务分解", "三区整合", "分工方案", "责任分工"),
)  # fmt: skip

_STATES = (
    (re.compile(r"销号"), State.CLOSED),
    (re.compile(r"滞后|未按期|逾期|超期|落后|进展缓慢|进度缓慢|推进缓慢"), State.BEHIND),
    (re.compile(r"^(?:尚未|未|暂未|还未|没有)(?:启动|开展|开始|实施|推进)"), State.NOT_STARTED),
    (
        re.compile(
            r"^(?:(?:该项|此项|本项)?(?:工作|任务)?(?:已|均已|现已)?(?:全部|全面)?(?:完成|办结|落实到位|结束)|√)(?:√|100%)?(?:$|[,。;](?!.*(?:待|正在|尚|未|拟)))"
        ),
        State.DONE,
    ),
    (re.compile(r"(?:完成|进度|达到?)(?:约|了)?100%"), State.DONE),
)
_DOCUMENT = re.compile(r"([\u4e00-\u9fff]{2,12})\s*[〔\[（(【﹝]\s*(20[0-9]{2})\s*[〕\]）)】﹞]\s*([0-9]+)\s*号")
_BEFORE = re.compile(r".*(?:贯彻落实|落实|贯彻|根据|按照|执行|关于|印发)")
_PERCENT = re.compile(r"(?:完成|进度|达|已)(?:约|到|了|率|为|近|[:,])*([0-9]{1,3}(?:\.[0-9]{1,2})?)%")

_ONLY_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,2})?)%")


def state_in(text: str) -> str | None:
    """The state that words of progress mean: what is being worked on runs on schedule unless it says otherwise. 初稿已完成 is not done."""
    words = "".join(text.split()).translate(str.maketrans("，；％：（）", ",;%:()")).rstrip("。")
    if not words:
        return None
    if words in State.values:
        return words
    for state in State:
        if words == str(state.label):
            return state.value
    return next((state.value for pattern, state in _STATES if pattern.search(words)), State.ON_SCHEDULE.value)


def percent_in(text: str) -> str | None:
    """80 of 完成80%; None where no share is told."""
    words = "".join(text.split()).replace("％", "%")
    found = _PERCENT.search(words) or _ONLY_PERCENT.fullmatch(words)
    return found[1] if found and float(found[1]) <= 100 else None


def plan_of(title: str, year: int | None) -> str:
    """The document number that the title names (营委发〔2015〕4号), else the title, with the year where it does not name one. In simplified
    characters, so that 營委發〔2015〕4號 is the same plan."""
    title = simplify(title)
    if found := _DOCUMENT.search(unicodedata.normalize("NFKC", title)):
        return f"{_BEFORE.sub('', found[1])}〔{found[2]}〕{found[3]}号"
    text = "".join(title.split())[:100]
    return f"{text}（{year}年）" if year and str(year) not in text else text
