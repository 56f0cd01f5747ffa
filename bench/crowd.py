"""100,000 enterprises and 100,000 projects beside the demo office, spread as a province would spread them; the same ones every time."""

import random
from datetime import date

from django.db import connection

CROWD = 100_000
BATCH = 2_000
PLACES = ("营口", "大石桥", "盖州", "鲅鱼圈", "老边", "熊岳", "辽河", "望儿山", "青龙", "虎庄")
GIVEN = ("宏远", "甲辰", "恒业", "中天", "博瑞", "金鼎", "东升", "华信", "嘉和", "鑫达", "科创", "盛泰", "永安", "瑞丰", "凯旋", "龙腾")
TRADES = ("机械制造", "镁质材料", "汽车部件", "电子科技", "生物医药", "新材料", "环保设备", "食品加工", "纺织服装", "物流")


def names(dice: random.Random, count: int) -> list[str]:
    return [f"{dice.choice(PLACES)}{dice.choice(GIVEN)}{dice.choice(TRADES)}{number}有限公司" for number in range(count)]


def make_crowd() -> None:
    """Write both tables as sets, then let the database look at what it holds, as it would on any night."""
    dice = random.Random(20160705)
    make_enterprises(dice)
    make_projects(dice)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


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
                contact_name=dice.choice(("张伟", "王芳", "李娜", "刘洋")),
                contact_phone=f"1390417{dice.randrange(10000):04}",
            )
            for name in names(dice, CROWD)
        ),
        batch_size=BATCH,
    )


def make_projects(dice: random.Random) -> None:
    from enterprises.models import Enterprise
    from projects import naming
    from projects.models import Project, Stage
    from zone.lib.textkey import match_key
    from zone.models import Department, District, User

    districts, departments = list(District.objects.all()), list(Department.objects.all())
    people, owners = list(User.objects.all()), list(Enterprise.objects.values_list("pk", "name")[:CROWD])
    projects = []
    for number in range(CROWD):
        owner, owner_name = dice.choice(owners)
        name = f"{dice.choice(GIVEN)}{dice.choice(TRADES)}改造项目{number}"
        projects.append(
            Project(
                kind=dice.choice(Project.Kind.values),
                name=name,
                name_key=match_key(name),
                search_text=naming.search_text(name, owner_name),
                enterprise_id=owner,
                district=dice.choice(districts),
                department=dice.choice(departments),
                officer=dice.choice(people),
                stage=dice.choice(Stage.values),
                total_investment=dice.randrange(100, 100_000),
                plan_year=2016,
                annual_plan=dice.randrange(50, 20_000),
                moved_on=date(2016, dice.randrange(1, 7), 1),
            )
        )
    Project.objects.bulk_create(projects, batch_size=BATCH)
