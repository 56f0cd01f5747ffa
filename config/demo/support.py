"""Who supports which firm in 2016: 280 firms above designated size and a dozen to be cultivated, on 56 officers."""

from datetime import date, timedelta

from config.demo.chance import chance, moment
from config.demo.edits import Edit, apply
from config.demo.enterprises import Firm
from config.demo.figures import Size, near_the_threshold
from config.demo.organisation import Office
from enterprises.models import Enterprise, SupportAssignment
from zone.bulk_history import create_all
from zone.models import User

ASSIGNED = moment(date(2016, 1, 18))
CHANGED = date(2016, 4, 1)
FIRMS_PER_OFFICER, BACKBONE, CULTIVATED, OVERLOAD = 5, 60, 12, 4
HELPERS = ("科技局", "财政局", "项目服务中心", "安监局")
TITLES = {"赵甲明": "党工委书记、管委会主任", "孙丙辉": "管委会副主任、西市区副区长（兼）", "韩辰和": "党工委副书记"}
Tier = SupportAssignment.Tier


def load(office: Office, firms: list[Firm], sizes: dict[int, Size], econ: User) -> list[SupportAssignment]:
    random = chance("support")
    largest = sorted((firm for firm in firms if firm.is_above), key=lambda firm: -sizes[firm.row.pk].output)
    backbone = {firm.row.pk for firm in [firm for firm in largest if not firm.row.is_priority][:BACKBONE]}
    rows = []
    for officer, department, firm in _carried(office, firms, random):
        tier = Tier.KEY if firm.row.is_priority else Tier.BACKBONE if firm.row.pk in backbone else Tier.ORDINARY
        rows.append(_assignment(office, firm.row, officer, department, tier))
    busy = office.officers["项目服务中心"][0]  # one officer has more than the office thinks wise
    others = [(user, department) for department, users in office.officers.items() for user in users if user != busy]
    spread = random.sample([pair for pair in others if pair[0] != office.accounts["officer"]], CULTIVATED - OVERLOAD)
    carriers = [(busy, "项目服务中心")] * OVERLOAD + spread
    for firm, (officer, department) in zip(near_the_threshold(firms, sizes, CULTIVATED), carriers, strict=True):
        rows.append(_assignment(office, firm.row, officer, department, Tier.CULTIVATED))
    for row in random.sample(rows, 40):
        row.supporting_departments = [random.choice([name for name in HELPERS if name != row.department.name])]
    create_all(SupportAssignment, rows, at=ASSIGNED, by=econ)
    _change(office, rows, econ)
    return rows


def _carried(office: Office, firms: list[Firm], random):
    """Five firms for each officer, those of a district's officers from their district."""
    waiting = [firm for firm in firms if firm.is_above]
    random.shuffle(waiting)
    bureaus = sorted(office.officers, key=lambda name: office.departments[name].district is None)
    for department in bureaus:
        district = office.departments[department].district
        for officer in office.officers[department]:
            for _ in range(FIRMS_PER_OFFICER):
                firm = next(firm for firm in waiting if district in (None, firm.row.district))
                waiting.remove(firm)
                yield officer, department, firm


def _assignment(office: Office, enterprise: Enterprise, officer: User, department: str, tier: str) -> SupportAssignment:
    bureau = office.departments[department]
    leader = office.accounts["leader"] if tier == Tier.KEY else office.deputy_of(bureau)
    return SupportAssignment(
        enterprise=enterprise,
        year=2016,
        leader=leader,
        leader_title=TITLES.get(leader.name, "管委会副主任"),
        department=bureau,
        officer=officer,
        tier=tier,
    )


def _change(office: Office, rows: list[SupportAssignment], econ: User) -> None:
    """Two firms got another officer from a day, one by correction; three bear a name that nobody has settled yet."""
    ordinary = [row for row in rows if row.tier == Tier.ORDINARY and row.officer != office.accounts["officer"]]
    ended, corrected, unsettled = ordinary[10:12], ordinary[20], ordinary[30:33]
    at = moment(CHANGED, 15)
    edits = [Edit(row, at, econ, {"valid_to": CHANGED - timedelta(days=1)}) for row in ended]
    edits.append(Edit(corrected, moment(date(2016, 3, 2), 11), econ, {"tier": Tier.BACKBONE}))
    edits += [Edit(row, moment(date(2016, 2, 24), 16), econ, {"officer": None, "officer_name": "于亥宁"}) for row in unsettled]
    followers = [
        SupportAssignment(
            enterprise=row.enterprise,
            year=row.year,
            leader=row.leader,
            leader_title=row.leader_title,
            department=office.departments["科技局"],
            officer=office.officers["科技局"][place],
            tier=row.tier,
            valid_from=CHANGED,
        )
        for place, row in enumerate(ended)
    ]
    apply(SupportAssignment, edits)
    create_all(SupportAssignment, followers, at=at, by=econ)
