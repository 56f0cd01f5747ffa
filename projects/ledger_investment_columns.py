"""What a dispatch table of investment projects calls its columns, and the papers that stand side by side in it. Data."""

from projects.ledger_columns import MONEY_GROUPS
from projects.ledger_columns import VOCABULARY as TECH_UPGRADE
from zone.lib.vocabulary import Column, Vocabulary

# The papers that a project needs: the name by which an item is kept, and what else it is called.
PROCEDURES = {
    "备案": ("项目备案", "立项", "立项备案", "备案立项", "备案(核准)", "核准", "备案/核准", "备案情况", "立项情况", "备案手续"),
    "规划条件": ("选址意见", "选址", "规划选址", "选址意见书", "规划手续"),
    "用地": ("用地手续", "土地", "土地手续", "土地证", "用地预审", "土地出让", "用地审批", "土地使用证", "用地情况", "供地"),
    "用地规划许可": ("建设用地规划许可证", "用地规划许可证", "用地规划", "建设用地规划许可"),
    "环评": ("环境影响评价", "环评批复", "环评手续", "环保", "环评审批", "环保手续", "环评情况"),
    "能评": ("节能评估", "节能审查", "能评手续", "能评批复"),
    "安评": ("安全评价", "安全预评价", "安评手续", "安全评估"),
    "工程规划许可": ("建设工程规划许可证", "工程规划许可证", "规划许可证", "建设工程规划许可", "规划许可", "规划"),
    "施工图审查": ("图审", "施工图", "图纸审查"),
    "消防": ("消防审核", "消防设计审核", "消防手续"),
    "招投标": ("招标", "招标投标", "招投标手续"),
    "施工许可": ("施工许可证", "建筑工程施工许可证", "施工证", "开工许可", "施工许可手续"),
    "竣工验收": ("验收", "竣工验收备案"),
}
GROUPS = (
    "手续办理",
    "手续办理情况",
    "手续",
    "前期手续",
    "前期手续办理情况",
    "审批手续",
    "项目手续",
    "手续进展",
    "手续办理进展",
    "前期手续办理",
    "开工手续",
    "手续情况",
    "审批手续办理情况",
)
PREFIX = "procedure"


def procedure_key(item: str) -> str:
    """The column key of a paper: its columns must differ from each other."""
    return f"{PREFIX} {item}"


def of_upgrades(*keys: str) -> tuple[Column, ...]:
    """Columns that are called the same in a plan of technical upgrades."""
    return tuple(column for column in TECH_UPGRADE.columns if column.key in keys)


def also(key: str, *names: str, **options) -> Column:
    return Column(key, names, **options)


def procedures() -> tuple[Column, ...]:
    named = [
        Column(procedure_key(item), tuple(dict.fromkeys((*names, *(f"{group}/{name}" for group in GROUPS for name in names)))))
        for item, others in PROCEDURES.items()
        for names in [(item, *others)]
    ]
    return (*named, Column(PREFIX, tuple(f"{group}/{{any}}" for group in GROUPS)))


VOCABULARY = Vocabulary(
    "investment",
    (
        *of_upgrades(
            "serial", "credit_code", "code", "span", "actual_start", "industry_code", "filing_number", "total_investment",
            "annual_plan", "invested", "invest_since_start", "funds_in_place", "stage", "physical_progress", "problems", "next_step",
            "added_output", "added_profit_tax", "leader", "department", "officer", "leader_and_officer", "light", "remarks", "content",
            "planned_start", "planned_finish", "equipment_investment",
        ),
        Column(
            "name",
            (
                "项目名称", "招商项目名称", "项目", "招商引资项目名称", "招商项目", "签约项目名称", "引进项目名称", "在谈项目名称",
                "建设项目名称", "招商引资项目", "签约项目", "重点招商项目", "引资项目名称", "拟引进项目名称", "洽谈项目名称",
                "项目名称及内容",
            ),
            required=True,
        ),
        also(
            "enterprise", "项目公司", "注册企业名称", "落户企业", "注册公司名称", "项目公司名称", "落地企业", "注册企业", "项目企业",
            "落地公司名称", "注册公司", "承接企业", "项目承接企业", "落户企业名称",
        ),
        also(
            "investor_and_region", "投资方(来源地)", "投资方及来源地", "投资方/来源地", "投资方（来源）", "投资企业(来源地)",
            "投资商(来源地)", "投资方及所在地", "投资单位(来源地)", "投资主体(来源地)", "投资方(所在地)", "投资商及来源地",
            "客商(来源地)", "投资企业及来源地", "投资方及地区", "投资方及区域", "投资人及来源地", "客商及来源地", "引资方（来源地）",
        ),
        also(
            "investor", "投资方", "投资方名称", "投资企业", "投资单位", "投资商", "投资主体", "客商名称", "投资企业名称", "外来投资方",
            "投资者", "客商", "投资商名称", "投资单位名称", "引资企业", "投资公司", "企业名称", "业主单位", "项目业主", "建设单位",
            "项目单位", "投资人", "投资方企业名称", "投资方（企业）", "投资主体名称", "外方投资者", "合作方", "合作企业", "投资方单位",
            "投资方公司", "投资方公司名称", "客方",
        ),
        also(
            "source_region", "来源地", "投资来源地", "资金来源地", "来源地区", "投资方所在地", "资金来源", "投资方来源地", "来源",
            "引资来源地", "客商来源地", "来源区域", "项目来源", "项目来源地", "投资方地区", "投资方属地", "投资地区", "引资地区",
            "客商所在地", "所在省市", "投资方所在省市",
        ),
        also(
            "catalogue_categories", "目录类别", "产业目录类别", "招商目录类别", "37类目录", "产业类别", "目录类别(37类)",
            "所属目录类别", "目录", "招商目录", "产业目录", "所属类别",
        ),
        also(
            "total_investment", "总投资额", "合同投资额", "协议投资额", "投资规模", "拟投资额", "总投资规模", "计划投资总额", "签约额",
            "合同额", "投资额", "投资额/总投资", "投资额/合计", "投资额/计划总投资", "协议总投资", "合同总投资", "意向投资额",
            "预计总投资", "预计投资额", "拟投资总额", "计划投资总规模", "协议资金", "合同总金额", "签约金额", "协议引资额",
            family="yuan",
        ),
        also(
            "stage", "目前阶段", "所处阶段", "项目所处阶段", "当前阶段", "项目类别", "阶段", "状态", "推进阶段", "项目推进阶段",
            "项目目前阶段", "洽谈阶段", "项目进展阶段", "进展状态", "项目分类",
        ),
        also("physical_progress", "洽谈进展", "洽谈情况", "洽谈进展情况", "对接进展", "推进进展"),
        also(
            "signed_on", "签约时间", "签约日期", "合同签订时间", "签订时间", "协议签订时间", "签约", "签约年月", "签约年份",
            "签订日期", "合同签订日期", "正式签约时间", "签订协议时间", "协议签署时间", "签署时间",
        ),
        also(
            "registered_on", "注册时间", "注册日期", "公司注册时间", "工商注册时间", "登记时间", "落户时间", "注册", "注册登记时间",
            "公司注册日期", "企业注册时间", "落地时间",
        ),
        also(
            "starts", "计划开工/实际开工", "计划/实际开工", "计划/实际开工时间", "开工时间(计划/实际)", "计划开工/实际开工时间",
            "计划开工时间/实际开工时间", "开工(计划/实际)", "拟开工/实际开工",
        ),
        also(
            "planned_start", "开工时间/计划", "开工/计划", "开工时间/计划开工", "开工/计划开工", "开工时间/计划时间", "开工/拟开工",
            "计划开工/时间",
        ),
        also(
            "actual_start", "开工时间/实际", "开工/实际", "开工时间/实际开工", "实际开工年月", "已开工时间", "开工/实际开工",
            "开工时间/实际时间",
        ),
        also(
            "annual_plan", "年度计划", "今年计划投资", "年计划投资", "{year}目标", "年度目标", "年度投资目标", "{year}计划到位",
            "年度计划完成投资",
            family="yuan",
        ),
        also(
            "funds_in_place", "到位资金额", "资金到位额", "实际到位资金", "{span}到位资金", "累计到位", "实际到位内资", "到位内资",
            "到位资金总额", "资金到位/合计", "实际利用内资", "{span}实际到位资金", "{span}资金到位", "到位资金/{span}累计",
            "到位资金/{span}", "{span}到位内资", "引进到位资金",
            family="yuan",
        ),
        also("leader", "包联领导", "招商领导", "县级领导", "推进领导", "挂包领导", "招商责任领导", "包保县级领导", "牵头县级领导"),
        also(
            "officer", "招商专员", "跟踪责任人", "责任人及电话", "经办人", "项目管家", "招商责任人", "招商人员", "招商联系人",
            "包保人", "包保责任人员", "跟踪人", "对接人", "跟进责任人", "具体对接人",
        ),
        also(
            "department", "招商单位", "引进单位", "引资单位", "招商部门", "推进单位", "服务单位", "招商责任单位", "对接部门",
            "对接单位", "包保责任单位", "跟进单位", "牵头招商部门",
        ),
        *procedures(),
    ),
    measure_groups=MONEY_GROUPS,
    usual_figure="invested",
    title_words=("招商", "引资", "招商引资", "签约项目", "外资项目"),
)  # fmt: skip
