"""Who works where: departments with the ways in which sheets write them, people, their posts and the deputies' portfolios."""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from config.demo.accounts import ACCOUNTS, PASSWORD
from config.demo.chance import moment
from config.demo.names import people
from config.roles import BY_CODE
from zone.bulk_history import create_all
from zone.lib.pinyin import pinyin_keys
from zone.lib.textkey import match_key
from zone.models import Department, DepartmentAlias, District, Portfolio, Post, User

FOUNDED = moment(date(2016, 1, 4), 9)
MERGED = date(2015, 3, 1)  # cross appointments followed the city's document of January 2015

# name, short name, district, other spellings
DEPARTMENTS = [
    ("党工委、管委会", "管委会", "", ("管委会领导", "班子成员")),
    ("党政办公室", "党政办", "", ("综合办", "管委会办公室")),
    ("督查室", "督查室", "", ("督查考核办", "考核办", "督查办")),
    ("经济发展局", "经发局", "", ("高新区经发局", "高新区经济发展局", "经济局")),
    ("统计局", "统计局", "", ("统计科", "统计站", "高新区统计局")),
    ("招商局", "招商局", "", ("招商合作局", "经济合作局", "经合局", "高新区招商局")),
    ("科技局", "科技局", "", ("科技创新局", "创新局", "科学技术局")),
    ("财政局", "财政局", "", ("高新区财政局",)),
    ("规划建设局", "规建局", "", ("规划局", "建设局", "规划建设分局")),
    ("国土分局", "国土分局", "", ("国土资源分局", "国土局", "高新区国土分局")),
    ("环保分局", "环保分局", "", ("环境保护分局", "环保局")),
    ("安监局", "安监局", "", ("安全生产监督管理局", "安监分局")),
    ("项目服务中心", "项目中心", "", ("项目服务办", "企业项目服务中心")),
    ("组织人事部", "组织人事部", "", ("组织人事局", "组织部", "人事局", "编办")),
    ("三区整合领导小组办公室", "整合办", "", ("三区整合办", "三区整合办公室", "整合领导小组办公室")),
    ("西市区人民政府", "西市区政府", "XSQ", ("西市区政府办",)),
    ("西市区发展和改革局", "西市区发改局", "XSQ", ("西市发改局",)),
    ("西市区经济和信息化局", "西市区经信局", "XSQ", ("西市经信局",)),
    ("西市区财政局", "西市区财政局", "XSQ", ("西市财政局",)),
    ("沿海产业基地经济发展局", "沿海基地经发局", "YHJD", ("基地经发局", "产业基地经发局", "沿海基地经济发展局")),
    ("沿海产业基地招商局", "沿海基地招商局", "YHJD", ("基地招商局", "产业基地招商局")),
    ("沿海产业基地财政局", "沿海基地财政局", "YHJD", ("基地财政局", "产业基地财政局")),
]

# Deputies without an account; the first also sits in the district's government.
DEPUTIES = [("孙丙辉", "管委会副主任"), ("杨巳川", "管委会副主任"), ("韩辰和", "党工委副书记")]

# deputy, department, from, to: the science bureau changed hands in spring
PORTFOLIOS = [
    ("钱乙清", "经济发展局", None, None),
    ("钱乙清", "统计局", None, None),
    ("孙丙辉", "科技局", None, date(2016, 3, 31)),
    ("钱乙清", "科技局", date(2016, 4, 1), None),
    ("孙丙辉", "招商局", None, None),
    ("孙丙辉", "项目服务中心", None, None),
    ("孙丙辉", "西市区经济和信息化局", None, None),
    ("杨巳川", "规划建设局", None, None),
    ("杨巳川", "国土分局", None, None),
    ("杨巳川", "环保分局", None, None),
    ("杨巳川", "安监局", None, None),
    ("杨巳川", "沿海产业基地经济发展局", None, None),
    ("韩辰和", "党政办公室", None, None),
    ("韩辰和", "财政局", None, None),
    ("韩辰和", "组织人事部", None, None),
    ("韩辰和", "三区整合领导小组办公室", None, None),
]

# How many officers who support firms sit in each department: 55, with the account `officer` 56.
OFFICERS = {
    "党政办公室": 1,
    "经济发展局": 7,
    "招商局": 8,
    "科技局": 6,
    "财政局": 4,
    "规划建设局": 5,
    "国土分局": 3,
    "环保分局": 3,
    "安监局": 4,
    "项目服务中心": 6,
    "西市区经济和信息化局": 4,
    "沿海产业基地经济发展局": 4,
}
# People whom the sample ledgers name too; others there are strangers to this office.
NAMED_IN_SAMPLES = {"经济发展局": "张戊林", "招商局": "刘庚远"}

# The second post of people who work for two of the merged bodies: which officer of which department.
CROSS_POSTS = [
    ("经济发展局", 2, "西市区发展和改革局", "副局长（兼）"),
    ("招商局", 3, "沿海产业基地招商局", "副局长（兼）"),
    ("财政局", 1, "西市区财政局", "副局长（兼）"),
    ("财政局", 2, "沿海产业基地财政局", "副局长（兼）"),
    ("西市区经济和信息化局", 1, "经济发展局", "挂职干部"),
    ("沿海产业基地经济发展局", 1, "项目服务中心", "挂职干部"),
]


@dataclass
class Office:
    """What the other files look up: people by name, accounts by username, officers by department, departments by name."""

    people: dict[str, User] = field(default_factory=dict)
    accounts: dict[str, User] = field(default_factory=dict)
    officers: dict[str, list[User]] = field(default_factory=dict)
    departments: dict[str, Department] = field(default_factory=dict)
    districts: dict[str, District] = field(default_factory=dict)

    def deputy_of(self, department: Department) -> User:
        """The deputy in charge of the department now."""
        return next(self.people[name] for name, of, _, until in PORTFOLIOS if of == department.name and until is None)


def load() -> Office:
    office = Office(districts={district.code: district for district in District.objects.all()})
    _load_departments(office)
    posts = _load_people(office)
    create_all(Post, posts, at=FOUNDED)
    create_all(
        Portfolio,
        [
            Portfolio(user=office.people[name], department=office.departments[department], valid_from=start, valid_to=end)
            for name, department, start, end in PORTFOLIOS
        ],
        at=FOUNDED,
    )
    return office


def _load_departments(office: Office) -> None:
    rows = [
        Department(name=name, short_name=short, district=office.districts.get(district), position=position)
        for position, (name, short, district, _) in enumerate(DEPARTMENTS, 1)
    ]
    office.departments = {row.name: row for row in create_all(Department, rows, at=FOUNDED)}
    aliases = [
        DepartmentAlias(department=office.departments[name], name=spelling, key=match_key(spelling))
        for name, short, _, others in DEPARTMENTS
        for spelling in dict.fromkeys((name, short, *others))
    ]
    create_all(DepartmentAlias, aliases, at=FOUNDED)


def _load_people(office: Office) -> list[Post]:
    """Creates everybody and says which posts they hold."""
    encoded, posts = make_password(PASSWORD), []

    def hold(user: User, department: str, title: str, duty: str, since: date | None = None) -> None:
        posts.append(Post(user=user, department=office.departments[department], title=title, duty=duty, valid_from=since))

    for account in ACCOUNTS:
        user = User(username=account.username, name=account.name, password=encoded, password_changed_at=FOUNDED, date_joined=FOUNDED)
        user.is_staff = any(BY_CODE[role].is_staff for role in account.groups)
        office.accounts[account.username] = office.people[account.name] = user
        for department, title, duty in account.posts:
            hold(user, department, title, duty)
    office.officers = {department: [] for department in OFFICERS}
    office.officers["经济发展局"].append(office.accounts["officer"])
    for name, title in DEPUTIES:
        hold(_official(office, name), "党工委、管委会", title, Post.Duty.DEPUTY)
    hold(office.people["孙丙辉"], "西市区人民政府", "副区长（兼）", Post.Duty.DEPUTY, MERGED)
    headed = {department for account in ACCOUNTS for department, _, duty in account.posts if duty == Post.Duty.HEAD}
    names = people("officials")
    for name, *_ in DEPARTMENTS[1:]:
        if name not in headed and name != "西市区人民政府":
            hold(_official(office, next(names)), name, "局长" if name.endswith("局") else "主任", Post.Duty.HEAD)
    for department, number in OFFICERS.items():
        for place in range(number):
            known = NAMED_IN_SAMPLES.get(department) if place == 0 else None
            user = _official(office, known or next(names))
            office.officers[department].append(user)
            hold(user, department, "科长" if place < 2 else "副科长" if place < 4 else "科员", Post.Duty.MEMBER)
    for department, place, second, title in CROSS_POSTS:
        hold(office.officers[department][place], second, title, Post.Duty.MEMBER, MERGED)
    create_all(User, office.people.values(), at=FOUNDED)
    groups = {group.name: group for group in Group.objects.all()}
    for account in ACCOUNTS:
        user = office.accounts[account.username]
        user._history_date = FOUNDED
        user.groups.set([groups[role] for role in account.groups])
    return posts


def _official(office: Office, name: str) -> User:
    """A person who never signs in. Called by his pinyin; the number keeps two people of one sound apart."""
    number = len(office.people) + 1
    user = User(
        username=f"{pinyin_keys(name).full}{number:03d}",
        name=name,
        password=make_password(None),
        work_phone=f"0417-0000{number:03d}",
        date_joined=FOUNDED,
    )
    office.people[name] = user
    return user
