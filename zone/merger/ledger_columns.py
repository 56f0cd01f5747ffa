"""What a breakdown of the merger's tasks calls its columns, and the words of its progress."""

import re

from zone.lib.vocabulary import Column, Vocabulary
from zone.merger.models import MergerTask

State = MergerTask.State

VOCABULARY = Vocabulary(
    "merger",
    (
        Column("plan", ("plan", "方案", "文件依据", "任务来源")),
        Column("number", ("序号", "编号", "序", "任务序号", "number", "No.")),
        Column("workstream", ("工作内容", "工作任务类别", "任务类别", "工作类别", "重点工作", "工作领域", "工作板块", "类别", "主要任务",
                              "workstream")),
        Column("title", ("具体任务", "工作任务", "任务", "任务内容", "具体工作", "重点任务", "具体内容", "任务分解", "工作事项", "任务名称",
                         "title"), required=True),
        Column("lead_leader", ("牵头领导", "责任领导", "分管领导", "包抓领导", "lead_leader")),
        Column("lead_department", ("牵头单位", "责任单位", "牵头部门", "责任部门", "主办单位", "承办单位",
                                   "lead_department"), required=True),
        Column("supporting_departments", ("配合单位", "配合部门", "协办单位", "参与单位", "协助单位", "责任配合单位",
                                          "supporting_departments")),
        Column("due", ("完成时限", "完成时间", "时限要求", "时限", "办结时限", "时间节点", "完成期限", "时间要求", "due_on")),
        Column("due_precision", ("due_precision",)),
        Column("due_by", ("due_by",)),
        Column("state", ("完成状态", "状态", "state")),
        Column("progress_percent", ("完成进度", "进度", "完成率", "progress_percent"), family="percent"),
        Column("progress_note", ("工作进展情况", "进展情况", "工作进展", "完成情况", "推进情况", "落实情况", "目前进展", "进展",
                                 "progress_note")),
        Column("deliverable", ("完成标志", "成果形式", "工作成果", "完成标准", "目标成果", "预期成果", "deliverable")),
        Column("remarks", ("备注", "说明", "remarks")),
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
_PERCENT = re.compile(r"(?:完成|进度|达|已)(?:约|到|了|率|为|近|[:,])*([0-9]{1,3}(?:\.[0-9]{1,2})?)%")


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
    found = _PERCENT.search("".join(text.split()).replace("％", "%"))
    return found[1] if found and float(found[1]) <= 100 else None
