"""The empty tables of the office: nothing in them comes in as nothing, and what is filled in comes in without a question."""

import re
from pathlib import Path

import openpyxl
import pytest
import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from enterprises.models import Enterprise
from projects.models import Project
from zone.ledgers.folders import folder_of
from zone.ledgers.importer import Importer
from zone.ledgers.kinds import all_kinds
from zone.ledgers.models import ImportBatch
from zone.ledgers.stage import ERROR, WARNING, Stage
from zone.lib.clock import today
from zone.lib.header import Header, find_header
from zone.lib.own_sheets import CHOICES, GUIDE
from zone.lib.sheet_reader import read_workbook
from zone.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
KINDS = [kind.code for kind in all_kinds().values() if kind.office]
# What an official writes, by the words of the header, and whose account brings it.
FILLED = {
    "enterprises": (
        "econ",
        {
            "企业名称*": "营口甲子精密机械有限公司", "统一社会信用代码（注册号）": "91210800000001011R", "所属区域": "高新区",
            "主营业务收入/1-6月": 2960.5, "从业人员/1-6月": 215, "是否规上": "是", "是否高新技术企业": "否", "经营状态": "正常",
            "联系电话": "0417-3900000",
        },
    ),
    "support": (
        "econ",
        {
            "包扶企业*": "(enterprise)", "包扶领导": "孙丙辉", "牵头部门": "经济发展局", "配合部门": "招商局、科技局", "企业类别": "重点",
            "包扶责任人": "李丁松", "企业诉求": "流动资金缺口约2000万元", "诉求类别": "融资", "提出时间": "2016-06-12",
            "办理状态": "正在办理", "解决时限": "2016年10月",
        },
    ),
    "tech-upgrade": (
        "econ",
        {
            "企业名称*": "(enterprise)", "项目名称*": "高压泵壳数控加工线技术改造项目", "建设起止年限/开工": "2016年3月",
            "建设起止年限/竣工": "2016年12月", "总投资/合计": 5800, "总投资/其中:设备": 3200, "2016年计划投资": 3000,
            "项目阶段": "谋划", "责任部门": "经济发展局", "责任人": "李丁松",
        },
    ),
    "investment": (
        "invest",
        {
            "项目名称*": "海洋工程装备配套项目", "投资方": "大连甲子重工有限公司", "来源地": "省内", "总投资": 12000, "项目阶段": "签约",
            "签约时间": "2016-05-20", "手续办理/备案": "√", "手续办理/环评": "办理中", "责任部门": "招商局", "责任人": "许丁启",
        },
    ),
    "progress": (
        "econ",
        {"项目名称*": "(project)", "项目编号": "(code)", "本月完成投资*": 10, "1-7月完成投资*": 12, "形象进度": "主体施工"},
    ),
    "merger": (
        "merger",
        {
            "序号": 31, "工作内容": "统计整合", "具体任务*": "统一三区统计口径", "牵头单位*": "统计局", "配合单位": "经济发展局",
            "完成时限": "2016年9月底", "完成状态": "按序时推进", "完成进度（%）": 40,
        },
    ),
    "indicators": (
        "stats",
        {
            "指标名称*": "规模以上工业增加值", "区域": "全区", "计量单位": "亿元", "全年目标/目标数": 160, "全年目标/增长%": 1.3,
            "6月/完成数*": 13.2, "6月/同比±%": 2.8, "1-6月累计/完成数*": 76.9, "1-6月累计/同比±%": 3.2, "位次": 2, "价格口径": "可比价",
            "数据性质": "快报数", "备注": "规上口径",
        },
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _own_folder_and_day(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path / "data"
    monkeypatch.setenv("ZONE_TODAY", "2016-07-05")


@pytest.fixture
def person(client):
    """Sign in as one of the demo office."""

    def sign_in(username: str):
        client.force_login(User.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def template(client, kind: str, path: Path, **said) -> Path:
    path.write_bytes(b"".join(client.get(reverse("ledgers:template-download", args=[kind]), said).streaming_content))
    return path


def uploaded(client, path: Path) -> ImportBatch:
    client.post(reverse("ledgers:import-centre"), {"kind": "auto", "file": SimpleUploadedFile(path.name, path.read_bytes())})
    return ImportBatch.objects.latest("pk")


def head_of(kind: str, path: Path) -> Header:
    words = all_kinds()[kind].words_for(Importer(None, today()))
    return find_header(read_workbook(path, shown_name=path.name).sheets[0].sheet, words)


def fill(kind: str, path: Path, cells: dict) -> None:
    """Write one row below the header, as the office's own program does."""
    head, book = head_of(kind, path), openpyxl.load_workbook(path)
    columns = {"/".join(words): number for number, words in head.paths.items()}
    for words, value in cells.items():
        book.worksheets[0].cell(head.row + head.rows, columns[words]).value = value
    book.save(path)


def said(value):
    """Names of the demo office where a row needs a record that exists."""
    project = (
        Project.objects.of_kind("tech_upgrade").order_by("pk").exclude(progress__period="2016-06").filter(stage="under_construction")[0]
    )
    firm = Enterprise.objects.filter(support_assignments=None).order_by("pk")[0]
    return {"(enterprise)": firm.name, "(project)": project.name, "(code)": project.code}.get(value, value)


def test_every_kind_with_a_template_is_tried():
    assert sorted(FILLED) == sorted(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_template_is_told_to_be_empty(person, kind, tmp_path):
    client = person(FILLED[kind][0])
    batch = uploaded(client, template(client, kind, tmp_path / "模板.xlsx"))
    assert (batch.state, batch.refusal["code"], batch.rows_read) == (ImportBatch.State.REFUSED, "no_data", 0)
    assert "没有数据行" in client.get(batch.get_absolute_url()).content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_a_filled_template_comes_in_without_a_question(person, kind, tmp_path):
    username, cells = FILLED[kind]
    client = person(username)
    path = template(client, kind, tmp_path / "模板.xlsx", period="2016-07" if kind == "progress" else "")
    fill(kind, path, {words: said(value) for words, value in cells.items()})
    batch = uploaded(client, path)
    with Stage(folder_of(batch)) as stage:
        asked = [(each.code, each.header) for severity in (ERROR, WARNING) for each in stage.findings(severity)]
    assert asked == ([("stage_facts_missing", "项目阶段")] if kind == "investment" else [])  # whence the lead came, which no sheet tells
    # A first report of the month is new to a project that is known.
    assert (batch.kind, batch.rows_read, batch.rows_new, batch.rows_changed) == (kind, 1, kind != "progress", kind == "progress")


@pytest.mark.parametrize("kind", KINDS)
def test_drop_downs_offer_words_that_come_in(person, kind, tmp_path):
    client = person(FILLED[kind][0])
    path = template(client, kind, tmp_path / "模板.xlsx")
    book, head = openpyxl.load_workbook(path), head_of(kind, path)
    assert book.sheetnames[1:] == [GUIDE, CHOICES]
    widgets = all_kinds()[kind].widgets(Importer(None, today()))
    words = all_kinds()[kind].words_for(Importer(None, today()))
    offers = book.worksheets[0].data_validations.dataValidation
    assert offers
    for offer in offers:
        column, last = re.fullmatch(rf"'{CHOICES}'!\$([A-Z])\$2:\$[A-Z]\$(\d+)", offer.formula1).groups()
        number = openpyxl.utils.cell.coordinate_from_string(str(offer.sqref).partition(":")[0])[0]
        match, _places = words.match(head.paths[openpyxl.utils.column_index_from_string(number)])
        texts = [book[CHOICES][f"{column}{row}"].value for row in range(2, int(last) + 1)]
        assert None not in texts
        told = [widgets[match.key].clean(text, number_format="", column=match, sheet=None) for text in texts]
        assert [(text, each.notes) for text, each in zip(texts, told, strict=True) if each.notes or each.value is None] == []


def test_the_guide_has_a_line_for_every_column(person, tmp_path):
    path = template(person("econ"), "enterprises", tmp_path / "模板.xlsx")
    guide = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(GUIDE).to_python()
    assert guide[1][:3] == ["列", "必需", "怎样填写"]
    told = {row[0]: row[1:3] for row in guide[2:] if row[2]}
    assert told["企业名称"] == ["是", "填文字"]
    assert told["所属区域"] == ["", "新企业必须填写；从下拉列表中选择"]
    assert told["外贸出口（万美元）/1-6月"] == ["", "填数字，单位：万美元"]
    heads = ["/".join(words).rstrip("*") for words in head_of("enterprises", path).paths.values()]
    assert list(told) == heads[1:]


def test_a_template_speaks_of_the_month_asked_for(person, tmp_path):
    client = person("econ")
    path = template(client, "tech-upgrade", tmp_path / "模板.xlsx", period="2016-09")
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert "2016年1-9月" in sheet["A1"].value
    answer = client.get(reverse("ledgers:template-download", args=["tech-upgrade"]), {"period": "九月"}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("ledgers:import-centre")
    assert "2016-06" in next(str(message) for message in answer.context["messages"])


def test_templates_are_offered_and_given_for_the_kinds_of_an_account(person):
    offered = {}
    for username in ("econ", "invest", "merger", "stats"):
        client = person(username)
        page = client.get(reverse("ledgers:import-centre")).content.decode()
        addresses = {kind: reverse("ledgers:template-download", args=[kind]) for kind in KINDS}
        offered[username] = {kind for kind, address in addresses.items() if f'formaction="{address}"' in page}
        given = {kind for kind, address in addresses.items() if client.get(address).status_code == 200}
        assert given == offered[username]
    assert offered["econ"] == {"enterprises", "support", "tech-upgrade", "progress"}
    assert offered["invest"] == {"investment", "progress"}
    assert offered["merger"] == {"merger"}
    assert offered["stats"] == {"enterprises", "indicators"}
