"""催办 and 批示 of the last weeks: answered and read, answered and not read yet, and waiting."""

from dataclasses import dataclass
from datetime import date, datetime

from config.demo.chance import moment
from config.demo.edits import Edit, apply
from config.demo.organisation import Office
from config.demo.projects import Built
from projects.models import Stage
from projects.reminding import gate_address
from zone.bulk_history import create_all
from zone.supervision.models import Instruction, Reminder


@dataclass(frozen=True)
class Asked:
    """`by`, for `given_by` where he is another, asks `to` about a project; people by account, `answer`: (by, when, words, read when)."""

    project: str
    to: str
    by: str
    at: datetime
    text: str
    due_on: date | None = None
    given_by: str = ""
    department: str = ""
    stage: str = ""
    answer: tuple[str, datetime, str, datetime | None] | None = None


ECON = "经济发展局"
REMINDERS = [
    Asked(
        "铝合金型材挤压线", "officer", "supervisor", moment(date(2016, 6, 13), 9, 15),
        "李丁松同志：技改项目“铝合金型材挤压线”5月进展应于6月6日报送，逾期7天，请今天下班前报送。——督查室",
        department=ECON,
        answer=("liaison", moment(date(2016, 6, 14), 10, 30),
                "挤压机到货推迟，现场无新增投资，月底前一并补报", moment(date(2016, 6, 14), 16)),
    ),
    Asked(
        "泡沫金属连续电沉积线", "officer", "deputy", moment(date(2016, 7, 1), 8, 50),
        "李丁松同志：技改项目“泡沫金属连续电沉积线”完成率低于时序，请说明原因和追赶措施。——钱乙清",
        due_on=date(2016, 7, 4), department=ECON,
        answer=("officer", moment(date(2016, 7, 4), 14, 10), "电镀槽6月28日到货，7月安排两班安装，8月底可追平时序", None),
    ),
    Asked(
        "镁碳砖自动压制线", "officer", "supervisor", moment(date(2016, 7, 4), 9, 30),
        "李丁松同志：技改项目“镁碳砖自动压制线”62天无进展，5月、6月进展均未报送，请今天下班前报送。——督查室",
        due_on=date(2016, 7, 6), department=ECON,
    ),
    Asked(
        "特种泵试验台改造", "econ", "liaison", moment(date(2016, 7, 4), 15, 45),
        "尤丙铭同志：技改项目“特种泵试验台改造”现处于“在建”，试验台已验收，需调整为“竣工”，请核实后办理。——经发局 朱甲敏",
        stage=Stage.COMPLETED,
    ),
]  # fmt: skip
INSTRUCTIONS = [
    Asked(
        "云计算数据中心", "invest", "leader", moment(date(2016, 6, 2), 11),
        "请招商局会同西市区一周内与投资方敲定一期开工时间，有困难直接报我。",
        due_on=date(2016, 6, 10), department="招商局",
        answer=("invest", moment(date(2016, 6, 8), 16, 20),
                "已与投资方商定8月底前开工，用地手续由西市区经信局代办", moment(date(2016, 6, 8), 17)),
    ),
    Asked(
        "高压电缆交联生产线", "officer", "supervisor", moment(date(2016, 6, 28), 17),
        "请经发局会同供电公司拿出厂区增容方案，7月8日前回复。", due_on=date(2016, 7, 8), given_by="leader", department=ECON,
    ),
]  # fmt: skip


def load(office: Office, built: list[Built]) -> None:
    projects = {each.draft.name: each.row for each in built}
    for model, asked in ((Reminder, REMINDERS), (Instruction, INSTRUCTIONS)):
        rows = [_matter(model, office, projects[each.project], each) for each in asked]
        create_all(model, rows)
        link = getattr(next(iter(projects.values())), f"{model._meta.model_name}s").through
        name = model._meta.model_name
        links = [link(**{"project": projects[each.project], name: row}) for each, row in zip(asked, rows, strict=True)]
        link.objects.bulk_create(links)
        apply(model, [edit for each, row in zip(asked, rows, strict=True) for edit in _answers(office, row, each)])


def _matter(model, office: Office, project, asked: Asked):
    by = office.accounts[asked.by]
    row = model(
        about=project.name,
        address=gate_address(project, asked.stage) if asked.stage else project.get_absolute_url(),
        text=asked.text,
        asked=office.accounts[asked.to],
        department=office.departments[asked.department] if asked.department else None,
        due_on=asked.due_on,
        given_by=office.accounts[asked.given_by] if asked.given_by else by,
        entered_by=by,
        entered_at=asked.at,
    )
    if model is Instruction:
        row.given_on = asked.at.date()
    row._history_date, row._history_user = asked.at, by
    return row


def _answers(office: Office, row, asked: Asked):
    if asked.answer is None:
        return
    by, at, words, read_at = asked.answer
    person = office.accounts[by]
    yield Edit(row, at, person, {"answer": words, "answered_by": person, "answered_at": at})
    if read_at:
        yield Edit(row, read_at, row.given_by, {"noted_by": row.given_by, "noted_at": read_at, "entry_noted_at": read_at})
