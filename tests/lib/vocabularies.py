"""Vocabularies of the kinds of the samples, short ones: enough to prove the mechanism, not the ledgers' own."""

from zone.lib.vocabulary import Column, Vocabulary

SERIAL = Column("serial", ("序号", "编号"))
REMARKS = Column("remarks", ("备注",))

ENTERPRISES = Vocabulary(
    "enterprises",
    (
        SERIAL,
        Column("name", ("企业名称", "单位名称"), required=True),
        Column("aliases", ("简称（曾用名）", "简称")),
        Column("credit_code", ("统一社会信用代码", "统一社会信用代码（注册号）"), required=True),
        Column("district", ("所属区域",)),
        Column("cluster", ("所属产业",)),
        Column("industry_code", ("行业代码",)),
        Column("legal_representative", ("法定代表人", "法人代表")),
        Column("contact", ("联系人及电话", "联系人")),
        Column("contact_phone", ("联系电话",)),
        Column("principal_revenue", ("主营业务收入/{period}", "{period}主营业务收入", "主营业务收入"), family="yuan"),
        Column("gross_output", ("工业总产值/{span}", "{span}工业总产值", "工业总产值"), family="yuan"),
        Column("gross_output_growth", ("工业总产值/同比",), family="percent"),
        Column("gross_output_growth", ("同比", "同比增长"), family="percent", follows="gross_output"),
        Column("taxes_paid", ("实缴税费/{span}", "{span}实缴税费", "实缴税费"), family="yuan"),
        Column("employees", ("从业人员", "从业人数"), family="count"),
        Column("above_scale", ("是否规上",)),
        REMARKS,
    ),
    title_words=("企业台账",),
)
SUPPORT = Vocabulary(
    "support",
    (
        SERIAL,
        Column("leader", ("包扶领导",), required=True),
        Column("leader_title", ("职务",)),
        Column("department", ("牵头部门",)),
        Column("enterprise", ("包扶企业",), required=True),
        Column("tier", ("企业类别",)),
        Column("contact", ("企业联系人及电话",)),
        Column("officer", ("包扶责任人",)),
        Column("description", ("企业诉求",)),
        Column("progress_note", ("办理进展",)),
        Column("due_on", ("解决时限",)),
        REMARKS,
    ),
    title_words=("包扶",),
)
TECH_UPGRADE = Vocabulary(
    "tech-upgrade",
    (
        SERIAL,
        Column("enterprise", ("企业名称",), required=True),
        Column("name", ("项目名称",), required=True),
        Column("content", ("主要建设内容及规模", "主要建设内容")),
        Column("span", ("建设起止年限",)),
        Column("industry_code", ("行业代码",)),
        Column("filing_number", ("备案号",)),
        Column("total_investment", ("总投资/合计", "总投资"), family="yuan"),
        Column("equipment_investment", ("总投资/其中:设备",), family="yuan"),
        Column("annual_plan", ("{year}计划投资", "年度计划"), family="yuan"),
        Column("invest_ytd", ("{span}完成投资",), family="yuan"),
        Column("physical_progress", ("形象进度",)),
        Column("added_output", ("达产后新增/产值",), family="yuan"),
        Column("added_profit_tax", ("达产后新增/利税",), family="yuan"),
        Column("officer", ("责任人",)),
        REMARKS,
    ),
    title_words=("技术改造", "技改"),
)
INVESTMENT = Vocabulary(
    "investment",
    (
        SERIAL,
        Column("name", ("项目名称",), required=True),
        Column("investor", ("投资方（来源地）", "投资方")),
        Column("catalogue", ("目录类别",)),
        Column("total_investment", ("总投资",), family="yuan"),
        Column("stage", ("项目阶段",), required=True),
        Column("signed_on", ("签约时间",)),
        Column("registered_on", ("注册时间",)),
        Column("start", ("计划开工/实际开工",)),
        Column("annual_plan", ("年度计划",), family="yuan"),
        Column("invest_month", ("本月完成",), family="yuan"),
        Column("invest_ytd", ("{span}",), family="yuan"),
        Column("funds_in_place", ("到位资金",), family="yuan"),
        Column("procedure", ("手续办理/{any}",)),
        Column("physical_progress", ("形象进度",)),
        Column("problems", ("存在问题",)),
        Column("people", ("包保领导/责任人",)),
        Column("light", ("亮灯",)),
    ),
    title_words=("招商",),
)
MERGER = Vocabulary(
    "merger",
    (
        SERIAL,
        Column("workstream", ("工作内容",), required=True),
        Column("title", ("具体任务",), required=True),
        Column("lead_leader", ("牵头领导",)),
        Column("lead_department", ("牵头单位",)),
        Column("supporting_departments", ("配合单位",)),
        Column("due_on", ("完成时限",)),
        Column("progress_note", ("工作进展情况",)),
        Column("deliverable", ("完成标志",)),
        REMARKS,
    ),
    title_words=("整合", "任务分解"),
)
INDICATORS = Vocabulary(
    "indicators",
    (
        SERIAL,
        Column("indicator", ("指标名称",), required=True),
        Column("unit", ("计量单位",)),
        Column("target", ("全年目标",)),
        Column("month", ("本月完成",)),
        Column("value", ("{span}",), required=True),
        Column("stated_growth", ("同比",)),
        Column("completion", ("完成目标",)),
        Column("ahead", ("超(低)时序进度",)),
        Column("district", ("其中/{any}",)),
        Column("rank", ("位次",)),
        REMARKS,
    ),
    title_words=("主要经济指标",),
)
KINDS = {vocabulary.kind: vocabulary for vocabulary in (ENTERPRISES, SUPPORT, TECH_UPGRADE, INVESTMENT, MERGER, INDICATORS)}
