"""100,000 enterprises and 100,000 projects with a year of reports beside the demo office, as a province would have them.

The same ones every time. Shares are such that each filter of the lists finds much and leaves much.
"""

import random
from collections.abc import Iterable, Iterator
from datetime import date

from django.db import connection, transaction

CROWD = 100_000
BATCH = 2_000
PLACES = ("营口", "大石桥", "盖州", "鲅鱼圈", "老边", "熊岳", "辽河", "望儿山", "青龙", "虎庄")
GIVEN = ("宏远", "甲辰", "恒业", "中天", "博瑞", "金鼎", "东升", "华信", "嘉和", "鑫达", "科创", "盛泰", "永安", "瑞丰", "凯旋", "龙腾")
TRADES = ("机械制造", "镁质材料", "汽车部件", "电子科技", "生物医药", "新材料", "环保设备", "食品加工", "纺织服装", "物流")
RARE = "望儿山中天物流"  # one name in sixteen hundred begins so
MONTHS = (*(f"2015-{month:02}" for month in range(7, 13)), *(f"2016-{month:02}" for month in range(1, 7)))


def names(dice: random.Random, count: int) -> list[str]:
    return [f"{dice.choice(PLACES)}{dice.choice(GIVEN)}{dice.choice(TRADES)}{number}有限公司" for number in range(count)]


def make_crowd() -> None:
    """Write the tables as sets, then let the database tidy up and look at what it holds, as it would on any night.

    A database that has its crowd already is left as it is.
    """
    from enterprises.models import Enterprise

    if Enterprise.objects.count() >= CROWD:
        return
    dice = random.Random(20160705)
    with transaction.atomic():  # else SQLite writes each of a million rows to the disk by itself
        make_enterprises(dice)
        make_projects(dice)
        make_reports(dice)
    work_out(MONTHS[0])
    tidy_up()


def tidy_up() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def make_enterprises(dice: random.Random) -> None:
    from enterprises import naming
    from enterprises.models import Cluster, Enterprise
    from zone.lib.textkey import match_key
    from zone.models import District

    districts, clusters = list(District.objects.all()), list(Cluster.objects.all())
    Enterprise.objects.bulk_create(
        (
            Enterprise(
                name=name,
                name_key=match_key(name),
                search_text=naming.search_text(name),
                district=dice.choice(districts),
                cluster=dice.choice(clusters),
                is_above_scale=dice.random() < 0.1,
                is_high_tech=dice.choice((True, False, None)),
                contact_name=dice.choice(("张伟", "王芳", "李娜", "刘洋")),
                contact_phone=f"1390417{dice.randrange(10000):04}",
            )
            for name in names(dice, CROWD)
        ),
        batch_size=BATCH,
    )


def make_projects(dice: random.Random) -> None:
    from enterprises.models import Enterprise
    from projects.derived import derive
    from projects.models import Project, Stage
    from zone.models import Department, District, User

    districts, departments = list(District.objects.all()), list(Department.objects.all())
    people, owners = list(User.objects.all()), list(Enterprise.objects.all()[:CROWD])
    projects = []
    for number in range(CROWD):
        project = Project(
            kind=dice.choice(Project.Kind.values),
            name=f"{dice.choice(GIVEN)}{dice.choice(TRADES)}改造项目{number}",
            enterprise=dice.choice(owners),
            district=dice.choice(districts),
            department=dice.choice(departments),
            officer=dice.choice(people),
            leader=dice.choice(people),
            stage=dice.choice(Stage.values),
            total_investment=dice.randrange(100, 100_000),
            plan_year=dice.choice((2015, 2016, 2016, 2016)),
            annual_plan=dice.randrange(50, 20_000),
            planned_start_on=date(dice.choice((2015, 2016)), dice.randrange(1, 13), 1),
            planned_finish_on=date(dice.choice((2016, 2017, 2018)), dice.randrange(1, 13), 28),
            moved_on=date(2016, dice.randrange(1, 7), dice.randrange(1, 29)),
        )
        project.planned_finish_on = max(project.planned_finish_on, project.planned_start_on)
        derive(project)
        projects.append(project)
    Project.objects.bulk_create(projects, batch_size=BATCH)


def make_reports(dice: random.Random) -> None:
    """Four projects in five report in any month; what they do until June is a twelfth to two twelfths of what was planned for the year."""
    from projects.models import Project, ProjectProgress
    from zone.lib.database import insert_rows

    told = set(ProjectProgress.objects.values_list("project_id", "period"))
    # Before the rows are written: PostgreSQL's COPY has the connection for itself, and a question put to it meanwhile waits for ever.
    plans = list(Project.objects.order_by("pk").values_list("pk", "annual_plan"))
    rows = (
        (project, month, pace * int(month[5:]), pace, "", "", "", "", 1, "submitted", False, "", "", "")
        for project, pace in pace_of(dice, plans)
        for month in MONTHS
        if dice.random() < 0.8 and (project, month) not in told
    )
    texts = ("physical_progress", "problems", "next_step", "reported_light")
    more = ("version", "state", "is_unchanged", "difference_reason", "difference_note", "review_note")
    insert_rows(ProjectProgress, ("project_id", "period", "invest_ytd", "invest_month", *texts, *more), rows)


def pace_of(dice: random.Random, plans: Iterable[tuple[int, int | None]]) -> Iterator[tuple[int, int]]:
    """(project, what it does in a month)."""
    for project, plan in plans:
        yield project, int((plan or 0) * dice.randrange(12, 25)) // 144


def work_out(since: str) -> None:
    """How each project stands in each month: 1.2 million rows."""
    from projects import standing
    from zone.lib.clock import today

    standing.work_out_all(since, on=today())
