"""What the firms reported: 2015 and each month of 2016, cumulative. The 2015 outputs of the 280 add up to the report's 567 亿元."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from config.demo.chance import chance, moment, money, parts_of
from config.demo.enterprises import MOVES, Firm
from config.demo.trades import makes_goods
from enterprises.models import Enterprise, OperatingFigure
from zone.bulk_history import create_all
from zone.lib.months import first_day
from zone.models import District

OUTPUT_2015 = 5_670_000  # 10,000 yuan
EXPORTS_2015 = 120_000  # 10,000 US dollars
GROWTH_2015, GROWTH_2016 = 5.0, 3.0  # per cent; the spread about them is a firm's own
VALUE_ADDED, PROFITS, TAXES = 0.279, 0.046, 0.0259  # of output
# Part of a year's output that is done by the end of the month, and the day on which it was reported. January is not reported alone.
MONTHS_2016 = [
    ("2016-02", 0.140, date(2016, 3, 10)),
    ("2016-03", 0.232, date(2016, 4, 11)),
    ("2016-04", 0.318, date(2016, 5, 10)),
    ("2016-05", 0.400, date(2016, 6, 8)),
    ("2016-06", 0.4817, date(2016, 7, 4)),
]
REPORTED_2015 = date(2016, 1, 20)
MISSING_IN_JUNE, EXPORTERS = 9, 58
STATES = Enterprise.OperatingState


@dataclass
class Size:
    """A firm's year 2015, from which its months follow. Money in 10,000 yuan, exports in 10,000 US dollars."""

    output: int
    exports: int = 0


def load(firms: list[Firm], districts: dict[str, District], stats) -> dict[int, Size]:
    """Writes the figures; gives each firm's size by the enterprise's id."""
    sizes = _sizes(firms)
    rows = list(_figures(firms, sizes, districts))
    create_all(OperatingFigure, rows, by=stats)
    return sizes


def _sizes(firms: list[Firm]) -> dict[int, Size]:
    random = chance("sizes")
    sizes = {}
    goods = [firm for firm in firms if firm.is_above and makes_goods(firm.row.industry_code)]
    weights = [random.lognormvariate(0, 0.85) * (1.5 if firm.row.is_priority else 1.0) for firm in goods]
    floor = 2_300  # what keeps a firm above the threshold with some room
    for firm, output in zip(goods, parts_of(OUTPUT_2015 - floor * len(goods), weights), strict=True):
        sizes[firm.row.pk] = Size(floor + output)
    for firm in firms:
        if firm.row.pk not in sizes:
            # A dozen of the smaller firms stand close below the threshold: those to be cultivated.
            sizes[firm.row.pk] = Size(random.randint(2_100, 9_000) if firm.is_above else random.randint(250, 1_960))
    exporters = random.sample(goods, EXPORTERS)
    for firm, exports in zip(exporters, parts_of(EXPORTS_2015, [sizes[firm.row.pk].output for firm in exporters]), strict=True):
        sizes[firm.row.pk].exports = exports
    return sizes


def near_the_threshold(firms: list[Firm], sizes: dict[int, Size], number: int) -> list[Firm]:
    """The largest firms below designated size that work normally."""
    below = [firm for firm in firms if not firm.is_above and firm.row.operating_state == STATES.NORMAL]
    return sorted(below, key=lambda firm: -sizes[firm.row.pk].output)[:number]


def _figures(firms: list[Firm], sizes: dict[int, Size], districts: dict[str, District]) -> Iterator[OperatingFigure]:
    random = chance("figures")
    late = {firm.row.pk for firm in random.sample([firm for firm in firms if firm.is_above], MISSING_IN_JUNE)}
    zone = [firm.row for firm in firms if firm.row.district.code == "GXQ"]
    moved = {zone[place].pk: (districts[origin], since) for place, origin, since in MOVES}
    for number, firm in enumerate(firms):
        size, state = sizes[firm.row.pk], firm.row.operating_state
        origin, since = moved.get(firm.row.pk, (None, None))
        ratios = {
            "value_added": random.uniform(0.8, 1.2) * VALUE_ADDED,
            "total_profits": random.uniform(-0.3, 2.3) * PROFITS,
            "taxes_paid": random.uniform(0.5, 1.5) * TAXES,
            "principal_revenue": random.uniform(0.94, 1.01),
            "electricity_kwh": random.uniform(120, 420),
        }
        employees = max(6, round(size.output / random.uniform(70, 130)))
        growth = GROWTH_2016 + random.gauss(0, 7)
        if state in (STATES.HALF_STOPPED, STATES.STOPPED):
            growth = random.uniform(-65, -25)
        year = [("2015-12", 1.0, REPORTED_2015, GROWTH_2015 + random.gauss(0, 6), size.output)]
        done, before = 0.0, 0.0
        for period, part, reported in MONTHS_2016:
            step = (part - before) * random.uniform(0.92, 1.08)
            before = part
            is_still = state == STATES.STOPPED and period > "2016-04"
            done += 0.0 if is_still else step
            year.append((period, done, reported, growth + random.gauss(0, 1.5), size.output * (1 + growth / 100)))
        for period, part, reported, stated, whole in year:
            if _is_silent(firm, period, late):
                continue
            amount = whole * part
            figure = _figure(firm, period, amount, ratios, stated)
            figure.exports_usd = money(size.exports * part) if size.exports else None
            figure.employees = employees if period == "2015-12" else round(employees * random.uniform(0.96, 1.03))
            figure.district = origin if origin and first_day(period) < since else firm.row.district
            figure._history_date = moment(reported, 9 + number % 8)
            yield figure


def _is_silent(firm: Firm, period: str, late: set[int]) -> bool:
    state = firm.row.operating_state
    gone = state in (STATES.LOST_CONTACT, STATES.ZOMBIE, STATES.CLOSED, STATES.RELOCATED)
    return (period == "2016-06" and firm.row.pk in late) or (gone and period > "2016-02")


def _figure(firm: Firm, period: str, amount: float, ratios: dict[str, float], growth: float) -> OperatingFigure:
    figure = OperatingFigure(
        enterprise=firm.row,
        period=period,
        principal_revenue=money(amount * ratios["principal_revenue"]),
        taxes_paid=money(amount * ratios["taxes_paid"]),
        total_profits=money(amount * ratios["total_profits"]),
        electricity_kwh=Decimal(round(amount * ratios["electricity_kwh"])),
    )
    if makes_goods(firm.row.industry_code):
        figure.gross_output = money(amount)
        figure.gross_output_growth = money(growth)
        figure.value_added = money(amount * ratios["value_added"])
    return figure
