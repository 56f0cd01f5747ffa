"""The breakdown of 营委发〔2015〕4号, the city's document of January 2015 on merging the three districts; tasks and dates are invented."""

from datetime import date

from config.demo.chance import moment
from config.demo.organisation import Office
from zone.bulk_history import create_all
from zone.merger.models import MergerTask
from zone.merger.models.task import supporting_key
from zone.models import Precision

PLAN = "营委发〔2015〕4号"
LISTED = moment(date(2016, 1, 18), 15)
State = MergerTask.State
STRATEGY, STRUCTURE, BORDERS, MEANS, PEOPLE = (
    "发展方向、战略定位",
    "整合资源、架构职能",
    "区划与管理范围",
    "发展要素保障",
    "体制机制及人员机构改革",
)

# workstream, task, leader, leading body, supporting bodies, due by, state, percent, progress, sign of completion
# fmt: off
TASKS = [
    (STRATEGY, "编制三区产业发展规划", "钱乙清", "经济发展局", ["西市区发改局", "沿海基地经发局"],
     "2016-06-30", State.BEHIND, 80, "已征求意见两轮，待评审", "印发规划"),
    (STRATEGY, "修编三区总体规划", "杨巳川", "规划建设局", ["西市区政府"],
     "2016-12-31", State.ON_SCHEDULE, 45, "已完成现状调研", "规划批复"),
    (STRATEGY, "明确三个片区主导产业目录", "钱乙清", "经济发展局", ["招商局", "沿海基地招商局"],
     "2016-03-31", State.DONE, 100, "3月28日印发", "产业目录"),
    (STRUCTURE, "拟定内设机构“三定”方案", "韩辰和", "组织人事部", ["西市区政府"],
     "2016-03-31", State.BEHIND, 70, "已上报市编委", "编办批文"),
    (STRUCTURE, "开展国有资产清查划转", "韩辰和", "财政局", ["西市区财政局", "沿海基地财政局"],
     "2016-05-31", State.BEHIND, 80, "西市区清查完成，基地尚余2宗", "移交清单"),
    (STRUCTURE, "整合三区投融资平台公司", "韩辰和", "财政局", ["国土分局"],
     "2016-09-30", State.ON_SCHEDULE, 40, "方案已报市国资委", "平台组建文件"),
    (STRUCTURE, "下放审批事项并公布清单", "韩辰和", "党政办公室", ["项目服务中心"],
     "2016-04-30", State.DONE, 100, "两批共62项已下放", "事项清单"),
    (BORDERS, "明确四至范围及统计口径", "杨巳川", "国土分局", ["统计局", "西市区政府"],
     "2016-02-29", State.DONE, 100, "界线图已确认", "界线图"),
    (BORDERS, "建立三区统一的统计报送渠道", "钱乙清", "统计局", ["西市区发改局", "沿海基地经发局"],
     "2016-07-15", State.ON_SCHEDULE, 85, "试报两个月", "报送制度"),
    (MEANS, "明确财政体制划分", "韩辰和", "财政局", ["西市区财政局"],
     "2016-12-31", State.NOT_STARTED, None, "待市里明确", "体制文件"),
    (MEANS, "统筹三区建设用地指标", "杨巳川", "国土分局", ["沿海基地经发局"],
     "2016-10-31", State.ON_SCHEDULE, 30, "指标需求已汇总", "指标分配方案"),
    (PEOPLE, "人员划转和干部交叉任职", "韩辰和", "组织人事部", ["西市区政府"],
     "2016-06-15", State.BEHIND, 60, "第一批42人已划转", "人员花名册"),
    (PEOPLE, "建立绩效评价和奖惩制度", "韩辰和", "督查室", ["组织人事部"],
     "2016-08-31", State.ON_SCHEDULE, 50, "办法征求意见中", "考核办法"),
]
# fmt: on


def load(office: Office) -> None:
    rows = [_task(office, number, *line) for number, line in enumerate(TASKS, 1)]
    create_all(MergerTask, rows, at=LISTED, by=office.accounts["merger"])


def _task(office, number, workstream, title, leader, body, supporting, due, state, percent, note, deliverable) -> MergerTask:
    due_by = date.fromisoformat(due)
    return MergerTask(
        plan=PLAN,
        number=number,
        workstream=workstream,
        title=title,
        lead_leader=office.people[leader],
        lead_department=office.departments[body],
        supporting_departments=supporting,
        supporting_key=supporting_key(supporting),
        due_on=due_by,
        due_precision=Precision.DAY,
        due_by=due_by,
        state=state,
        progress_percent=percent,
        progress_note=note,
        deliverable=deliverable,
    )
