"""What firms asked for in the first half of the year, and how far each request has come."""

from datetime import date, timedelta

from config.demo.chance import LAST_DAY, chance, moment
from config.demo.organisation import Office
from enterprises.ledger_support_cells import text_key
from enterprises.models import ServiceRequest, SupportAssignment
from enterprises.models.request import NATURAL_KEY_LENGTH
from zone.bulk_history import create_all
from zone.models import Precision

Status, Category = ServiceRequest.Status, ServiceRequest.Category

# what is asked, category, handled by, raised on, days given, state, progress
REQUESTS = [
    (
        "流动资金周转困难，希望协调银行续贷1500万元",
        Category.FINANCE,
        "财政局",
        "2016-02-23",
        60,
        Status.COMPLETED,
        "已协调两家银行续贷，4月到账",
    ),
    ("申请中小企业助保贷款", Category.FINANCE, "财政局", "2016-04-12", 60, Status.IN_PROGRESS, "担保公司已完成尽调，等待评审会"),
    ("缺少数控操作工约20人", Category.LABOUR, "组织人事部", "2016-03-09", 90, Status.FEEDBACK, "已与职业技术学院对接，7月送岗15人"),
    (
        "厂区供电容量不足，需增容2000千伏安",
        Category.UTILITIES,
        "规划建设局",
        "2016-03-21",
        90,
        Status.IN_PROGRESS,
        "供电公司已现场勘查，方案待批",
    ),
    ("厂区门前道路破损，大型车辆通行困难", Category.UTILITIES, "规划建设局", "2016-04-18", 60, Status.ACCEPTED, "已列入三季度养护计划"),
    ("二期用地指标尚未落实", Category.LAND, "国土分局", "2016-01-26", 180, Status.ON_HOLD, "需省里统筹指标，已上报"),
    ("厂房土地证历史遗留问题，无法办理抵押", Category.LEGACY, "国土分局", "2016-03-02", 120, Status.IN_PROGRESS, "已完成权籍调查"),
    ("环评批复迟迟未下达，影响技改开工", Category.PERMITS, "环保分局", "2016-05-10", 30, Status.COMPLETED, "6月8日已批复"),
    ("锅炉改造需要环保专项资金", Category.ENVIRONMENT, "环保分局", "2016-05-24", 45, Status.DISPATCHED, ""),
    ("希望推荐产品进入政府采购目录", Category.MARKET, "经济发展局", "2016-06-06", 30, Status.IN_PROGRESS, "正在汇总本地产品推荐名录"),
    ("2015年技改贴息资金尚未拨付", Category.POLICY, "经济发展局", "2016-05-16", 40, Status.IN_PROGRESS, "已报市财政，等待下拨"),
    ("被拖欠货款约860万元，请求协助清欠", Category.ARREARS, "经济发展局", "2016-06-20", 60, Status.REPORTED, ""),
    (
        "希望组织产学研对接，解决耐磨涂层技术难题",
        Category.OTHER,
        "科技局",
        "2016-04-06",
        60,
        Status.REVISITED,
        "已与高校签订合作协议，企业满意",
    ),
    ("要求减免园区物业费", Category.OTHER, "项目服务中心", "2016-05-05", 20, Status.REJECTED, "不属于政策范围，已向企业说明"),
    ("安全生产标准化复评需要专家指导", Category.ENVIRONMENT, "安监局", "2016-06-14", 30, Status.ACCEPTED, "专家组7月中旬进厂"),
    ("出口退税周期长，占压资金", Category.POLICY, "财政局", "2016-06-22", 45, Status.DISPATCHED, ""),
]


def load(office: Office, supports: list[SupportAssignment], econ) -> None:
    """Raised by supported firms; the first ones by those of the account `officer`."""
    own = [row for row in supports if row.officer == office.accounts["officer"]]
    others = [row for row in supports if row.officer and row.officer != office.accounts["officer"]]
    chosen = own[:4] + chance("requests").sample(others, len(REQUESTS) - 4)
    create_all(ServiceRequest, [_request(office, line, support, econ) for line, support in zip(REQUESTS, chosen, strict=True)])


def _request(office: Office, line: tuple, support: SupportAssignment, econ) -> ServiceRequest:
    text, category, department, raised, days, status, note = line
    raised_on = date.fromisoformat(raised)
    bureau = office.departments[department]
    due = raised_on + timedelta(days=days)
    row = ServiceRequest(
        enterprise=support.enterprise,
        description=text,
        text_key=text_key(text, NATURAL_KEY_LENGTH),
        category=category,
        raised_on=raised_on,
        department=bureau,
        officer=next(iter(office.officers.get(department, [])), None),
        status=status,
        progress_note=note,
        due_on=due,
        due_precision=Precision.DAY,
        due_by=due,
    )
    row._history_date, row._history_user = moment(min(raised_on + timedelta(days=1), LAST_DAY), 14), econ
    return row
