"""320 invented firms: 280 above designated size, 40 below it; their codes, names, districts, states and people."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from config.demo.chance import chance, moment
from config.demo.names import brands, people
from config.demo.trades import TRADES
from enterprises.models import Cluster, DistrictMembership, Enterprise, EnterpriseAlias, SizeStatus
from enterprises.naming import name_key, search_text
from zone.bulk_history import create_all
from zone.lib.credit_code import check_character, organisation_check_character
from zone.models import District

RECORDED = moment(date(2016, 1, 11))
LEGACY_ONLY, NO_CODE = 22, 4  # how many firms have the old number only, and how many none
HIGH_TECH, PRIORITY = 28, 20
FORMER_NAMES, SHORT_NAMES, LEFT_THE_LIST = 6, 90, 3
DISTRICT_SHARES = (("GXQ", 52), ("XSQ", 28), ("YHJD", 20))
REGISTRARS = {"GXQ": "210800", "XSQ": "210803", "YHJD": "210811"}
STATES = Enterprise.OperatingState
# State: how many firms above designated size, how many below.
STATE_COUNTS = [
    (STATES.HALF_STOPPED, 9, 3),
    (STATES.STOPPED, 3, 3),
    (STATES.LOST_CONTACT, 0, 3),
    (STATES.ZOMBIE, 0, 1),
    (STATES.CLOSED, 0, 1),
    (STATES.RELOCATED, 0, 1),
]
# Firms that changed their district: which of those now in GXQ, where from, since when.
MOVES = [(3, "XSQ", date(2015, 7, 1)), (17, "XSQ", date(2016, 4, 1)), (40, "YHJD", date(2015, 10, 1))]


@dataclass
class Firm:
    """A firm in the making, with what the files of figures, support and projects need to know of it."""

    row: Enterprise
    cluster: str
    trade: str
    is_above: bool

    @property
    def stem(self) -> str:
        """The name without its legal form: 营口甲丙阀门."""
        return self.row.name[: self.row.name.index(self.trade) + len(self.trade)]


def load(districts: dict[str, District], econ) -> list[Firm]:
    clusters = {cluster.code: cluster for cluster in Cluster.objects.filter(parent=None)}
    firms = list(_firms(districts, clusters))
    _mark(firms)
    aliases = _aliases(firms)
    spelled: dict[int, list[str]] = {}
    for firm, name, _ in aliases:
        spelled.setdefault(id(firm), []).append(name)
    for firm in firms:
        row = firm.row
        row.name_key = name_key(row.name)
        row.search_text = search_text(row.name, spelled.get(id(firm), ()), row.credit_code, row.legacy_reg_no)
    create_all(Enterprise, [firm.row for firm in firms], at=RECORDED, by=econ)
    create_all(
        EnterpriseAlias,
        [EnterpriseAlias(enterprise=firm.row, name=name, key=name_key(name), kind=kind) for firm, name, kind in aliases],
        at=RECORDED,
        by=econ,
    )
    create_all(DistrictMembership, _memberships(firms, districts), at=RECORDED, by=econ)
    create_all(SizeStatus, _size_statuses(firms), at=RECORDED, by=econ)
    return firms


def _firms(districts: dict[str, District], clusters: dict[str, Cluster]) -> Iterator[Firm]:
    random = chance("enterprises")
    brand, person = iter(brands("brands")), people("people of firms")
    legacy = set(random.sample(range(320), LEGACY_ONLY + NO_CODE))
    without = set(sorted(legacy)[::6][:NO_CODE])
    number = 0
    for cluster, trades in TRADES.items():
        for trade, industry_code, above, below in trades:
            for place in range(above + below):
                is_above = place < above
                district = random.choices(*zip(*DISTRICT_SHARES, strict=True))[0]
                form = _form(random, trade, is_above)
                row = Enterprise(
                    name=f"{random.choices(('营口', '辽宁'), (4, 1))[0]}{next(brand)}{trade}{form}",
                    district=districts[district],
                    cluster=clusters[cluster],
                    industry_code=industry_code,
                    legal_representative=next(person),
                    contact_name=next(person),
                    contact_phone=f"139000{10001 + number * 7 % 80000:05d}",
                    is_above_scale=is_above,
                    is_high_tech=False,
                    registered_capital=Decimal(random.choice((100, 200, 300, 500, 800, 1000, 1500, 2000, 3000, 5000, 8000))),
                    address=f"{districts[district].name}{random.choice('一二三四五六七八九十')}号路{random.randint(1, 180)}号",
                )
                if not is_above:
                    row.registered_capital = Decimal(random.choice((50, 100, 200, 300, 500)))
                _number(row, number, district, is_legacy=number in legacy, is_unknown=number in without)
                yield Firm(row, cluster, trade, is_above)
                number += 1


def _form(random, trade: str, is_above: bool) -> str:
    if not is_above and trade.endswith(("阀门", "制造", "轴承", "模具", "材料")):
        return random.choice(("有限公司", "厂"))
    return random.choices(("有限公司", "股份有限公司", "集团有限公司"), (88, 8, 4) if is_above else (1, 0, 0))[0]


def _number(row: Enterprise, number: int, district: str, *, is_legacy: bool, is_unknown: bool) -> None:
    """The firm's code: valid in its check characters and given to nobody; or only the number of the former register."""
    statuses = Enterprise.CodeStatus
    if is_unknown:
        row.credit_code_status = statuses.MISSING
    elif is_legacy:
        row.credit_code_status = statuses.LEGACY
        row.legacy_reg_no = f"2108000050{number * 13 % 100000:05d}"
    else:
        body = f"{90_000_000 + number * 7919 % 9_999_999:08d}"
        first = f"91{REGISTRARS[district]}{body}{organisation_check_character(body)}"
        row.credit_code = first + check_character(first)
        row.credit_code_status = statuses.VALID


def _mark(firms: list[Firm]) -> None:
    random = chance("marks of enterprises")
    above = [firm for firm in firms if firm.is_above]
    below = [firm for firm in firms if not firm.is_above]
    resting_above, resting_below = random.sample(above, 12), random.sample(below, 12)
    for state, number_above, number_below in STATE_COUNTS:
        for firms_of, number in ((resting_above, number_above), (resting_below, number_below)):
            for _ in range(number):
                firms_of.pop().row.operating_state = state
    working = [firm for firm in above if firm.row.operating_state == STATES.NORMAL]
    for firm in random.sample(working, HIGH_TECH):
        firm.row.is_high_tech = True
    for firm in random.sample(working, PRIORITY):
        firm.row.is_priority = True
    for firm in below:
        if firm.row.operating_state == STATES.LOST_CONTACT:
            firm.row.contact_phone, firm.row.remarks = "", "多次联系无人接听，已报街道核查"
    for firm in below[:2]:
        firm.row.is_above_scale = None


def _aliases(firms: list[Firm]) -> list[tuple[Firm, str, str]]:
    random = chance("aliases")
    kinds = EnterpriseAlias.Kind
    found = [(firm, firm.stem, kinds.SHORT) for firm in random.sample(firms, SHORT_NAMES)]
    old = iter(brands("former brands"))
    return found + [(firm, f"营口{next(old)}{firm.trade}厂", kinds.FORMER) for firm in random.sample(firms, FORMER_NAMES)]


def _memberships(firms: list[Firm], districts: dict[str, District]) -> Iterator[DistrictMembership]:
    zone = [firm.row for firm in firms if firm.row.district.code == "GXQ"]
    moved = {id(zone[place]): (districts[origin], since) for place, origin, since in MOVES}
    for firm in firms:
        origin, since = moved.get(id(firm.row), (None, None))
        if origin:
            yield DistrictMembership(enterprise=firm.row, district=origin, valid_to=since - timedelta(days=1))
        yield DistrictMembership(enterprise=firm.row, district=firm.row.district, valid_from=since)


def _size_statuses(firms: list[Firm]) -> Iterator[SizeStatus]:
    """Nobody enters or leaves the list in 2016: 280 firms stand on it at the year's start and in July."""
    random = chance("size statuses")
    left = LEFT_THE_LIST
    for firm in firms:
        if firm.is_above:
            year = random.choices((2011, 2012, 2013, 2014, 2015), (60, 12, 10, 10, 8))[0]
            yield SizeStatus(
                enterprise=firm.row, valid_from=date(year, 1, 1), reason="2011年标准调整后在库" if year == 2011 else "年度入规"
            )
        elif left:
            left -= 1
            yield SizeStatus(
                enterprise=firm.row,
                valid_from=date(2011, 1, 1),
                valid_to=date(2014, 12, 31),
                reason="主营业务收入连续两年低于2000万元，退规",
            )
