"""Each department of the zone is found by its name, also the one whose name holds a 、."""

import pytest

from config.demo.organisation import DEPARTMENTS
from enterprises.models import SupportAssignment
from projects.models import Project
from tests.factories import DepartmentFactory, EnterpriseFactory
from zone.merger.models import MergerTask

TWO_WORDS = "党工委、管委会"


@pytest.fixture
def offices(desk):
    for name, short, _district, _aliases in DEPARTMENTS:
        DepartmentFactory(name=name, short_name=short)
    return [name for name, _short, _district, _aliases in DEPARTMENTS]


def test_alone_in_a_cell_of_a_support_sheet(desk, offices):
    firms = [
        EnterpriseFactory(name=f"营口第{number}机床有限公司", name_key=f"营口第{number}机床有限公司") for number in range(len(offices))
    ]
    rows = [[number, "王甲", name, firm.name] for number, (name, firm) in enumerate(zip(offices, firms, strict=True), 1)]
    rows[0][2] = f"{TWO_WORDS}（牵头）"
    title = ["2016年度县级领导包联企业安排表", "2016年4月1日"]
    desk.save(desk.sheet(*rows, header=["序号", "包联领导", "责任单位", "包联企业"], title=title, name="包联.xlsx"), "auto")
    found = SupportAssignment.objects.order_by("enterprise_id").select_related("department")
    assert [(support.department.name, support.supporting_departments) for support in found] == [(name, []) for name in offices]


def test_alone_in_a_cell_of_a_tech_upgrade_sheet(desk, offices):
    firm = EnterpriseFactory(name="营口子丑机床有限公司", name_key="营口子丑机床有限公司")
    header = ["序号", "企业名称", "项目名称", "总投资", "责任部门"]
    rows = [[number, firm.name, f"第{number}条生产线改造项目", 1000 + number, name] for number, name in enumerate(offices, 1)]
    batch = desk.save(desk.sheet(*rows, header=header, title=["2016年技术改造项目表", "单位：万元"], name="技改.xlsx"), "tech-upgrade")
    assert "unknown_department" not in {warning["code"] for warning in desk.answer(batch)["warnings"]}
    assert [project.department.name for project in Project.objects.order_by("total_investment")] == offices


def test_as_the_supporting_one(desk, offices):
    title = ["三区整合重点工作责任分工表", "2016年3月1日"]
    header = ["序号", "工作任务", "责任单位", "协办单位"]
    rows = [[1, "编制规划", "规划建设局", TWO_WORDS], [2, "人员划转", "财政局、统计局", None]]
    desk.save(desk.sheet(*rows, header=header, title=title, name="分工.xlsx"), "merger")
    assert [task.supporting_departments for task in MergerTask.objects.order_by("number")] == [[TWO_WORDS], ["统计局"]]
