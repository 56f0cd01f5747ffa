"""What an enterprise ledger calls its columns, and the words that stand in them. Data: offices write these in many ways."""

from enterprises.models import Enterprise
from zone.lib.vocabulary import BY_MONTH, Column, Vocabulary, read_past

State = Enterprise.OperatingState


def figure(*words: str) -> tuple[str, ...]:
    """All ways of naming a figure, with and without the months that it covers."""
    return tuple(form for word in words for form in (word, f"{{period}}{word}", f"{word}/{{period}}", f"{{period}}/{word}"))


def growth(*words: str) -> tuple[str, ...]:
    """All ways of naming the growth of a figure."""
    tails = ("同比", "同比增长", "增速", "增幅", "同比增速", "增长", "增减", "增减率", "增长率", "同比增减")
    return tuple(form for word in words for tail in tails for form in (f"{word}/{tail}", f"{word}{tail}", f"{word}/{{period}}{tail}"))


VOCABULARY = Vocabulary(
    "enterprises",
    (
        Column("serial", ("序号", "编号", "序", "No.")),
        Column("name", ("企业名称", "单位名称", "公司名称", "企业全称", "企业（单位）名称", "单位全称", "企业", "名称", "企业单位名称",
                        "单位详细名称", "法人单位名称", "单位名称（全称）", "企业（单位）详细名称", "企业名"), required=True),
        Column("credit_code", ("统一社会信用代码", "社会信用代码", "信用代码", "统一社会信用代码/注册号", "统一社会信用代码或注册号",
                               "统一信用代码", "统一代码", "机构代码", "组织机构代码/统一社会信用代码", "注册号/统一社会信用代码")),
        Column("legacy_reg_no", ("注册号", "工商注册号", "营业执照注册号", "营业执照号", "执照号码", "工商登记号")),
        Column("former_names", ("曾用名", "原名", "原名称", "变更前名称", "原企业名称")),
        Column("aliases", ("简称", "企业简称", "简称（曾用名）", "简称/曾用名", "别名", "简称及曾用名")),
        Column("district", ("所属区域", "区域", "所属区", "所在区", "所在区域", "属地", "所属地区", "所在地区", "地区", "所属园区",
                        "园区",
                            "所属片区", "片区", "所属辖区", "辖区", "区属", "归属地", "所属地", "所在园区", "所属功能区", "企业所在区",
                            "所在片区")),
        Column("cluster", ("所属产业", "产业", "产业类别", "主导产业", "所属产业集群", "产业集群", "产业分类", "产业领域", "所属领域",
                        "所属产业类别", "产业方向", "产业门类", "主导产业类别")),
        Column("industry_code", ("行业代码", "国民经济行业代码", "行业", "所属行业", "行业类别", "行业分类", "行业小类", "行业名称",
                                 "行业代码及名称", "国民经济行业", "所属行业代码", "行业大类", "主要行业代码", "行业代码（4位）",
                                 "行业代码（四位）", "行业类型", "所属行业及代码", "行业门类")),
        Column("legal_representative", ("法定代表人", "法人代表", "法人", "企业法人", "法人代表人", "法定代表人（负责人）", "法人姓名",
                                        "企业负责人", "负责人", "单位负责人", "企业法定代表人", "法人（负责人）", "法定代表人姓名",
                                        "企业法人代表", "主要负责人")),
        Column("contact", ("联系人及电话", "联系人及联系电话", "企业联系人及电话", "联系人/电话", "联系人、电话", "联系人电话",
                        "联系方式",
                           "联系人及联系方式", "联系人和电话", "联系人及手机")),
        Column("contact_name", ("联系人", "企业联系人", "联系人姓名", "统计员", "填报联系人", "联系人/姓名")),
        Column("contact_phone", ("联系电话", "电话", "手机", "手机号", "手机号码", "联系人电话号码", "电话号码", "办公电话", "联系人手机",
                                 "联系电话（手机）", "联系人/电话", "联系人/联系电话", "联系人/手机", "企业联系人/联系电话",
                                 "企业联系人/电话", "移动电话")),
        Column("principal_revenue", figure("主营业务收入", "主营收入", "营业收入", "销售收入", "产品销售收入", "收入", "营业总收入",
                        "主营业务收入额", "年收入",
                        "主营业务收入总额"), family="yuan"),
        Column("gross_output", figure("工业总产值", "总产值", "产值", "工业产值", "工业总产值（现价）", "现价工业总产值",
                        "工业总产值现价", "完成产值", "工业总产值（当年价格）",
                        "现价产值"), family="yuan"),
        Column("gross_output_growth", growth("工业总产值", "总产值", "产值", "工业产值"), family="percent", repeats=True),
        Column("gross_output_growth", ("同比", "同比增长", "增速", "同比增速", "增幅", "增长", "增长率", "同比增减"),
               family="percent", follows="gross_output", repeats=True),
        Column("value_added", figure("工业增加值", "增加值"), family="yuan"),
        Column("total_profits", figure("利润总额", "利润", "利润额", "实现利润", "盈亏额", "盈利"), family="yuan"),
        Column("taxes_paid", figure("实缴税费", "实缴税金", "实缴税费总额", "上缴税金", "税收", "纳税额", "入库税金", "税金",
                        "实缴税费额", "实缴税额", "上缴税费", "纳税", "纳税总额",
                        "缴纳税金", "实际缴纳税费", "税费", "上缴税收", "缴税", "税收总额", "实缴税收"),
               family="yuan"),
        Column("exports_usd", figure("外贸出口", "出口额", "出口创汇", "外贸出口额", "自营出口", "出口", "外贸出口总额", "出口总额"
                        ), family="usd"),
        Column("employees", figure("从业人员", "从业人数", "职工人数", "员工人数", "从业人员数", "用工人数", "期末从业人员",
                                   "从业人员期末人数", "平均用工人数", "人数", "职工数", "用工", "用工数", "从业人员平均人数", "员工数",
                                   "职工", "员工", "期末用工人数", "从业人员总数", "在岗职工",
                                   "在岗职工人数"), family="count"),
        Column("electricity_kwh", figure("用电量", "工业用电量", "用电", "耗电量", "电量", "工业用电"), family="electricity"),
        Column("above_scale", ("是否规上", "是否规模以上", "规上", "是否规上企业", "是否规模以上企业", "规模以上", "规上企业", "是否入规",
                               "规上/规下", "是否规模以上工业企业", "规模以上企业", "是否规上工业", "是否规上工业企业", "是否在库",
                               "是否为规上企业")),
        Column("high_tech", ("是否高新技术企业", "高新技术企业", "是否高企", "高企", "是否国家高新技术企业", "国家高新技术企业",
                        "是否为高新技术企业", "高新企业", "是否高新企业")),
        Column("operating_state", ("经营状态", "生产状态", "企业状态", "运行状态", "生产经营状况", "经营状况", "生产经营状态", "生产情况",
                                   "运营状态", "经营情况", "开工状态", "目前状态", "状态", "企业经营状态", "生产运行情况",
                                   "生产经营情况", "企业运行状态", "目前生产状态", "企业生产状态",
                                   "开停产情况")),
        Column("priority", ("是否重点企业", "重点企业", "市级重点", "是否市级重点", "市级重点企业", "是否重点", "市重点",
                        "是否市重点企业")),
        Column("registered_capital", ("注册资本", "注册资金", "注册资本金", "注册资本额", "注册资金额"), family="yuan"),
        Column("address", ("地址", "企业地址", "注册地址", "详细地址", "生产经营地址", "厂址", "单位地址", "经营地址", "通讯地址",
                        "住所", "企业详细地址", "所在地址", "企业住所")),
        Column("remarks", ("备注", "说明", "备注说明", "其他说明", "备 注", "备注信息", "情况说明")),
        Column(BY_MONTH, ("{period}",)),
        *read_past("principal_revenue", "value_added", "total_profits", "taxes_paid", "exports_usd", "employees", "electricity_kwh",
                   others=("{any}/同比", "{any}/同比增长", "{any}/增速", "{any}/增幅", "{any}/增长", "{any}/增减", "{any}/增减率")),
    ),
    title_words=("企业台账", "企业名录", "企业情况表", "规模以上工业企业", "规上企业", "规上工业企业", "企业花名册",
                 "企业基本情况", "企业更正", "企业统计表", "企业信息表", "企业清单"),
)  # fmt: skip

STATES = {
    **dict.fromkeys(("正常", "正常生产", "正常经营", "生产", "在产", "开工", "运行正常", "正常运行", "存续", "在业", "营业", "生产正常",
                     "满负荷生产", "正常运营"), State.NORMAL),
    **dict.fromkeys(("半停产", "季节性停产", "间歇性生产", "半停工", "间歇生产", "部分停产", "限产", "季节性生产"), State.HALF_STOPPED),
    **dict.fromkeys(("停产", "停工", "已停产", "停业", "歇业", "长期停产", "全面停产", "暂停生产"), State.STOPPED),
    **dict.fromkeys(("关停", "破产", "关闭", "注销", "吊销", "已注销", "已关闭", "倒闭", "清算", "破产清算", "已破产"), State.CLOSED),
    **dict.fromkeys(("搬迁", "迁出", "外迁", "已搬迁", "迁移", "已迁出"), State.RELOCATED),
    **dict.fromkeys(("失联", "联系不上", "无法联系", "查无下落"), State.LOST_CONTACT),
    **dict.fromkeys(("僵尸", "僵尸企业", "空壳", "空壳企业"), State.ZOMBIE),
}  # fmt: skip

# Words of a heading or an industry column by which a cluster is meant, the longest first.
CLUSTERS = {
    **dict.fromkeys(("装备制造业", "装备制造", "装备", "机械制造", "高端装备"), "equipment"),
    **dict.fromkeys(("新材料产业", "新材料", "材料产业", "新型材料"), "new_materials"),
    **dict.fromkeys(("数字化产业", "数字化", "数字产业", "数字经济", "电子商务", "电子信息", "信息服务", "互联网"), "digital"),
    **dict.fromkeys(("科技服务业", "科技服务", "科技服务产业"), "st_services"),
}  # fmt: skip

VALUE_KINDS = (
    ("预计", "estimate"),
    ("预估", "estimate"),
    ("快报", "flash"),
    ("年报", "final"),
    ("决算", "final"),
    ("初步", "preliminary"),
    ("修订", "revised"),
)
