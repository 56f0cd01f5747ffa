"""What a technical-upgrade plan calls its columns, and the words that stand in them. Data: offices write these in many ways."""

from projects.models import ProjectProgress
from zone.lib.vocabulary import Column, Vocabulary

Light = ProjectProgress.Light


def capacity(*words: str) -> tuple[str, ...]:
    """Figures that come when the project works at capacity, under their usual group headings."""
    groups = ("达产后新增", "达产后", "预期效益", "预计效益", "新增效益", "经济效益", "投产后新增", "达产达效后", "达产后年新增")
    return tuple(form for word in words for group in groups for form in (f"{group}/{word}", f"{group}{word}"))


def invested(*words: str) -> tuple[str, ...]:
    return tuple(form for word in words for form in (f"{{span}}{word}", f"{word}/{{span}}", f"{{span}}/{word}", f"{word}{{span}}"))


VOCABULARY = Vocabulary(
    "tech-upgrade",
    (
        Column("serial", ("序号", "编号", "序", "No.")),
        Column("enterprise", ("企业名称", "单位名称", "项目单位", "建设单位", "实施企业", "承担单位", "企业", "实施单位", "项目承担单位",
                              "申报单位", "公司名称", "项目业主", "业主单位", "投资主体"), required=True),
        Column("credit_code", ("统一社会信用代码", "社会信用代码", "信用代码")),
        Column("name", ("项目名称", "技改项目名称", "项目", "技术改造项目名称", "建设项目名称"), required=True),
        Column("code", ("项目编号", "项目编码", "项目代码")),
        Column("content", ("主要建设内容及规模", "主要建设内容", "建设内容", "建设内容及规模", "建设规模及内容", "项目内容",
                           "建设规模及主要内容", "主要建设规模及内容", "建设规模", "改造内容", "主要内容", "项目概况", "主要改造内容")),
        Column("span", ("建设起止年限", "建设起止时间", "起止年限", "起止时间", "建设期限", "建设周期", "建设年限", "建设工期", "建设时间",
                        "项目起止时间", "实施期限", "起止年月", "建设期")),
        Column("planned_start", ("计划开工时间", "开工时间", "拟开工时间", "计划开工", "计划开工日期", "建设起止年限/开工", "预计开工时间",
                                 "起止时间/开工", "建设起止年限/起", "开工日期")),
        Column("planned_finish", ("计划竣工时间", "竣工时间", "计划完工时间", "计划投产时间", "完工时间", "投产时间", "预计竣工时间",
                                  "计划竣工", "建设起止年限/竣工", "预计投产时间", "建设起止年限/止", "竣工日期", "起止时间/竣工")),
        Column("actual_start", ("实际开工时间", "实际开工", "实际开工日期")),
        Column("industry_code", ("行业代码", "所属行业", "行业", "行业类别", "国民经济行业代码")),
        Column("filing_number", ("备案号", "备案文号", "备案（核准）文号", "备案证号", "立项文号", "备案编号", "核准备案文号", "项目备案号",
                                 "审批备案文号", "备案/核准文号")),
        Column("total_investment", ("总投资/合计", "总投资", "计划总投资", "项目总投资", "总投资额", "投资总额", "总投资/小计",
                                    "总投资/总额", "计划总投资/合计", "概算总投资", "总投资/总计"), family="yuan"),
        Column("equipment_investment", ("总投资/其中:设备", "其中:设备", "其中:设备投资", "设备投资", "总投资/其中:设备投资", "总投资/设备",
                                        "总投资/设备投资", "计划总投资/其中:设备", "其中设备投资额", "设备购置", "总投资/其中:设备购置"),
               family="yuan"),
        Column("annual_plan", ("{year}计划投资", "年度计划", "年度计划投资", "{year}计划完成投资", "{year}计划", "{year}投资计划",
                               "计划投资", "本年计划投资",
                               "{year}度计划投资", "年度投资计划", "{year}/计划投资", "{year}/计划", "{year}年度计划"),
               family="yuan"),
        Column("invested", invested("完成投资", "完成投资额", "实际完成投资", "投资完成额", "投资完成", "完成", "实际完成"), family="yuan"),
        Column("invested", ("完成投资", "完成投资额", "实际完成投资", "{span}"), family="yuan"),
        Column("invest_since_start", ("自开工累计完成投资", "开工以来累计完成投资", "自开始建设累计完成投资", "项目累计完成投资",
                                      "开工至今累计完成投资", "自开工以来累计完成投资"), family="yuan"),
        Column("funds_in_place", ("到位资金", "资金到位", "资金到位情况", "已到位资金", "累计到位资金"), family="yuan"),
        Column("stage", ("项目阶段", "建设阶段", "项目状态", "进展阶段", "项目进度状态", "建设状态", "实施阶段")),
        Column("physical_progress", ("形象进度", "工程形象进度", "项目进展", "进展情况", "项目进展情况", "工程进度", "建设进度", "目前进展",
                                     "工作进展", "进度情况", "目前形象进度", "实施进展", "项目形象进度", "当前进展情况")),
        Column("problems", ("存在问题", "存在的问题", "存在困难", "存在主要问题", "需协调问题", "需协调解决的问题", "问题",
                            "存在困难和问题")),
        Column("next_step", ("下步计划", "下一步工作", "下一步计划", "下步工作", "下步打算", "下一步工作计划", "下步工作计划")),
        Column("added_output", (*capacity("产值", "销售收入", "工业产值", "新增产值", "年产值"), "新增产值", "年新增产值"), family="yuan"),
        Column("added_profit_tax", (*capacity("利税", "利税额", "税利", "新增利税"), "新增利税", "年新增利税"), family="yuan"),
        Column("leader", ("包保领导", "包扶领导", "分管领导", "责任领导", "牵头领导", "包抓领导")),
        Column("department", ("责任部门", "牵头部门", "责任单位", "主管部门", "包保部门", "牵头单位", "包保单位")),
        Column("officer", ("责任人", "包保责任人", "包扶责任人", "项目责任人", "项目负责人", "联系人", "具体责任人", "包保人")),
        Column("light", ("亮灯", "亮灯情况", "红黄绿灯", "预警", "预警等级", "进度预警")),
        Column("remarks", ("备注", "说明", "备注说明")),
    ),
    title_words=("技术改造", "技改"),
)  # fmt: skip

LIGHTS = {
    **dict.fromkeys(("绿", "绿灯", "绿色", "●绿", "正常"), Light.GREEN),
    **dict.fromkeys(("黄", "黄灯", "黄色", "●黄", "预警"), Light.YELLOW),
    **dict.fromkeys(("红", "红灯", "红色", "●红", "滞后"), Light.RED),
}
