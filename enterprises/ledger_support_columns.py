"""What a support table calls its columns, and the words that stand in them; the contract's own keys too, so that an export comes back."""

import re

from enterprises.models import ServiceRequest, SupportAssignment
from zone.lib.vocabulary import Column, Vocabulary

Tier, Status, Category = SupportAssignment.Tier, ServiceRequest.Status, ServiceRequest.Category

VOCABULARY = Vocabulary(
    "support",
    (
        Column("serial", ("序号", "编号", "序", "No.")),
        Column("leader", ("包扶领导", "包联领导", "包保领导", "包抓领导", "挂钩领导", "挂点领导", "联系领导", "县级领导",
                          "责任领导", "领导姓名",
                          "包扶领导姓名", "大管家", "领导", "挂包领导", "leader", "包联县级领导", "联系县级领导", "包保县级领导",
                          "牵头包联领导", "党政领导", "挂联领导", "挂帮领导",
                          "班子成员", "包联领导姓名", "包保领导姓名", "市级领导", "处级领导")),
        Column("leader_title", ("职务", "领导职务", "包扶领导职务", "包联领导职务", "行政职务", "leader_title", "现任职务")),
        Column("department", ("牵头部门", "责任部门", "包扶部门", "包联部门", "责任单位", "牵头单位", "包扶单位", "包联单位",
                          "服务部门", "部门",
                              "包保部门", "包保单位", "department", "联系部门", "挂钩部门", "牵头（责任）部门", "责任部门及联系人/部门",
                              "责任部门及联系人/单位", "责任部门/部门", "帮扶部门",
                              "帮扶单位", "联系单位", "包抓部门", "牵头责任部门", "责任牵头部门")),
        Column("supporting_departments", ("配合部门", "协助部门", "协办部门", "配合单位", "协办单位", "supporting_departments",
                        "参与部门", "协助单位", "配合（协办）部门",
                        "参与单位")),
        Column("enterprise", ("包扶企业", "包联企业", "包保企业", "企业名称", "单位名称", "挂钩企业", "挂点企业", "联系企业",
                          "服务企业", "企业",
                              "包扶企业名称", "包联企业名称", "被包扶企业", "公司名称", "包抓企业", "enterprise", "重点企业",
                              "包联企业（项目）", "包联重点企业", "服务企业名称", "帮扶企业",
                              "联系企业名称", "挂钩企业名称", "企业（单位）名称", "企业全称", "包联单位名称"), required=True),
        Column("credit_code", ("统一社会信用代码", "社会信用代码", "信用代码")),
        Column("tier", ("企业类别", "企业类型", "包扶类别", "类别", "企业层级", "层级", "企业级别", "tier", "企业分类", "企业等级")),
        Column("contact", ("企业联系人及电话", "联系人及电话", "企业联系人", "联系人", "联系电话", "企业联系方式", "企业负责人及电话",
                           "企业联系人及联系电话", "联系方式", "联系人电话", "联系人及联系方式", "企业联系电话", "企业负责人")),
        Column("officer", ("包扶责任人", "包联责任人", "包保责任人", "责任人", "包扶人", "联络员", "包扶干部", "小管家",
                          "项目管家", "服务专员",
                           "首席服务官", "具体责任人", "包联干部", "企业管家", "officer", "责任部门及联系人/联系人", "责任部门/联系人",
                           "责任单位/联系人", "部门联系人", "责任部门联系人",
                           "联络人", "服务联络员", "包扶联络员", "包联联络员", "责任同志", "包扶工作人员", "驻企联络员", "联系干部",
                           "服务人员", "包抓责任人", "挂钩责任人", "具体联系人",
                           "联络员及电话", "联络员及联系电话", "责任人及电话", "责任人及联系电话", "包扶责任人及电话")),
        Column("description", ("企业诉求", "诉求", "存在问题", "困难问题", "问题诉求", "存在困难及诉求", "需解决的问题", "企业存在问题",
                               "需协调解决的问题", "诉求内容", "困难和问题", "存在的困难和问题", "问题及诉求", "存在问题及诉求",
                               "企业困难",
                               "企业需求", "description", "反映问题", "反映的问题", "企业反映问题", "问题", "诉求事项", "诉求问题",
                               "存在困难", "需要协调解决的问题", "需协调事项",
                               "问题描述", "困难及问题", "企业存在的困难", "企业反映的困难和问题", "诉求及问题")),
        Column("category", ("诉求类别", "问题类别", "诉求类型", "问题类型", "category", "问题分类", "诉求分类", "分类", "诉求种类")),
        Column("raised_on", ("提出时间", "诉求时间", "收集时间", "反映时间", "上报时间", "受理时间", "提出日期", "raised_on",
                        "登记时间", "反映日期", "收到时间", "提交时间",
                        "诉求提出时间", "接收时间")),
        Column("handling", ("承办单位", "承办部门", "交办单位", "办理单位", "办理部门", "责任承办单位", "受理部门", "受理单位",
                        "解决责任单位")),
        Column("handler", ("承办人", "经办人", "办理人", "承办责任人", "办理责任人", "受理人")),
        Column("status", ("办理状态", "诉求状态", "状态", "是否办结", "status", "办结情况", "办结与否", "是否解决", "是否完成",
                        "销号情况")),
        Column("progress_note", ("办理进展", "进展情况", "办理情况", "当前进展", "解决情况", "办理结果", "进展", "推进情况", "落实情况",
                                 "诉求办理进展", "诉求办理情况", "工作进展", "progress_note", "处理情况", "处理进展", "问题解决情况",
                                 "诉求解决情况", "办理进度", "帮扶情况",
                                 "帮扶措施及进展", "解决措施及进展", "工作进展情况")),
        Column("due", ("解决时限", "办结时限", "完成时限", "办理时限", "计划解决时间", "时限", "拟解决时间", "完成时间",
                          "办结时间", "due_on", "限办时间", "要求办结时间", "拟办结时间", "解决时间", "计划完成时间", "整改时限",
                          "期限", "办结期限")),
        Column("due_precision", ("due_precision",)),
        Column("due_by", ("due_by",)),
        Column("valid_from", ("包扶起始时间", "包扶开始时间", "起始时间", "开始时间", "调整时间", "变更时间", "包扶时间", "包联时间",
                              "起始日期", "调整日期", "生效日期", "valid_from", "包联起始时间", "包联开始时间")),
        Column("valid_to", ("包扶结束时间", "结束时间", "截止时间", "结束日期", "valid_to")),
        Column("year", ("年度", "包扶年度", "year")),
        Column("remarks", ("备注", "说明", "备 注", "备注说明", "其他说明")),
    ),
    title_words=("包扶企业", "包联企业", "包保企业", "包扶一览", "包扶", "包联", "挂钩联系", "项目管家", "企业管家", "企业诉求",
    "诉求台账",
                 "问题台账"),
)  # fmt: skip

TIERS = {
    **dict.fromkeys(("重点", "重点企业", "市级重点", "key", "重点骨干"), Tier.KEY.value),
    **dict.fromkeys(("骨干", "骨干企业", "backbone"), Tier.BACKBONE.value),
    **dict.fromkeys(("一般", "一般规上", "规上", "规上企业", "一般企业", "普通", "规模以上", "ordinary"), Tier.ORDINARY.value),
    **dict.fromkeys(("培育", "培育企业", "拟培育", "规下", "成长", "小升规", "cultivated"), Tier.CULTIVATED.value),
}  # fmt: skip

CATEGORIES = {
    **dict.fromkeys(("融资", "资金", "金融", "贷款", "融资难", "资金问题"), Category.FINANCE.value),
    **dict.fromkeys(("用工", "人才", "招工", "劳动力", "人力资源"), Category.LABOUR.value),
    **dict.fromkeys(("用地", "厂房", "土地", "用地/厂房", "场地"), Category.LAND.value),
    **dict.fromkeys(("手续", "审批", "手续审批", "证照办理"), Category.PERMITS.value),
    **dict.fromkeys(("水电气热", "运输", "水电气热/运输", "基础设施", "要素保障", "要素", "用电", "用气"), Category.UTILITIES.value),
    **dict.fromkeys(("市场", "订单", "市场订单", "销售", "市场开拓"), Category.MARKET.value),
    **dict.fromkeys(("政策", "政策兑现", "政策落实", "奖补"), Category.POLICY.value),
    **dict.fromkeys(("历史遗留", "产权", "历史遗留问题", "产权证照"), Category.LEGACY.value),
    **dict.fromkeys(("环保", "安全", "环保安全", "安全生产"), Category.ENVIRONMENT.value),
    **dict.fromkeys(("拖欠账款", "欠款", "账款拖欠"), Category.ARREARS.value),
    **dict.fromkeys(("其他", "其它", "综合"), Category.OTHER.value),
    **{category.value: category.value for category in Category},
}  # fmt: skip

# The words of a progress by which a status is meant, looked for in this order; 未解决 is none of them.
STATUS_WORDS = (
    (r"不予受理|不受理", Status.REJECTED),
    (r"暂无法|无法解决|需上级|需市里|需省里|长期|挂起|搁置|暂缓", Status.ON_HOLD),
    (r"(?:未|没有|尚未|待|拟|争取|部分|基本|正在)(?:得到|予以|完全|全部)?(?:解决|办结|完成|销号|回访|落实|协调)|[月日旬底前末内](?:解决|办结|完成)",
     Status.IN_PROGRESS),
    (r"销号", Status.CLOSED),
    (r"已回访", Status.REVISITED),
    (r"已(?:经)?(?:全部|得到|妥善)?(?:解决|办结|完成|落实|兑现)|^(?:解决|办结|完成|是|√)$|办结$|解决完毕|办理完毕|问题解决$",
     Status.COMPLETED),
    (r"已反馈|已答复|已回复", Status.FEEDBACK),
    (r"正在|推进中|协调中|办理中|跟踪|对接中|进行中|推动|持续|已报|^(?:否|×)$", Status.IN_PROGRESS),
    (r"已交办|已转办|已转交|已派单", Status.DISPATCHED),
    (r"已受理|受理中", Status.ACCEPTED),
    (r"已上报|未受理|待受理", Status.REPORTED),
)  # fmt: skip
_STATUSES = tuple((re.compile(pattern), status.value) for pattern, status in STATUS_WORDS)


def status_in(text: str) -> str | None:
    """The status that the words of a progress certainly mean."""
    if text in Status.values:
        return text
    words = "".join(text.split()).rstrip("。；;")
    for status in Status:
        if words == str(status.label):
            return status.value
    return next((status for pattern, status in _STATUSES if pattern.search(words)), None)
