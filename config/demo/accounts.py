"""The accounts of the demo office. They and their one password are known to everybody, so they exist in a demo only."""

from dataclasses import dataclass

from zone.models import Post

PASSWORD = "yingkou-demo-2016"  # noqa: S105  (printed by `make run`; refused outside a demo)

Duty = Post.Duty


@dataclass(frozen=True)
class Account:
    """`groups`: roles by code. `posts`: (department, title, duty)."""

    username: str
    name: str
    role: str
    groups: tuple[str, ...]
    posts: tuple[tuple[str, str, str], ...]


ACCOUNTS = [
    Account("officer", "李丁松", "责任人（包扶企业和项目）", ("officer",), (("经济发展局", "企业服务科科长", Duty.MEMBER),)),
    Account("liaison", "朱甲敏", "部门内勤（为本部门填报）", ("liaison",), (("经济发展局", "综合科内勤", Duty.LIAISON),)),
    Account("head", "秦乙航", "部门负责人", ("head",), (("经济发展局", "局长", Duty.HEAD),)),
    Account("deputy", "钱乙清", "分管领导", ("deputy",), (("党工委、管委会", "管委会副主任", Duty.DEPUTY),)),
    Account("leader", "赵甲明", "主要领导", ("leader",), (("党工委、管委会", "党工委书记、管委会主任", Duty.PRINCIPAL),)),
    Account("econ", "尤丙铭", "经济发展局业务管理员", ("econ",), (("经济发展局", "经济运行科科长", Duty.MEMBER),)),
    Account("invest", "许丁启", "招商局业务管理员", ("invest",), (("招商局", "项目科科长", Duty.MEMBER),)),
    Account("stats", "何戊清", "统计局业务管理员", ("stats",), (("统计局", "综合统计科科长", Duty.MEMBER),)),
    Account("supervisor", "吕己正", "督查室", ("supervisor",), (("督查室", "主任", Duty.HEAD),)),
    Account("merger", "施庚和", "三区整合办", ("merger",), (("三区整合领导小组办公室", "综合组组长", Duty.MEMBER),)),
    Account("xsq", "孔壬安", "西市区工作人员", ("district",), (("西市区经济和信息化局", "企业科科长", Duty.MEMBER),)),
    Account("sysadmin", "曹癸维", "系统管理员", ("sysadmin",), (("党政办公室", "信息科系统管理员", Duty.MEMBER),)),
    Account("secadmin", "严子诚", "安全管理员", ("secadmin",), (("党政办公室", "信息科安全管理员", Duty.MEMBER),)),
    Account("auditor", "华丑平", "审计管理员", ("auditor",), (("党政办公室", "信息科审计管理员", Duty.MEMBER),)),
]
