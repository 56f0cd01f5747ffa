"""What investment projects show for themselves on their way: contacts, agreements, permits, and what those in production have reached."""

from datetime import timedelta
from decimal import Decimal

from config.demo.chance import chance
from config.demo.names import people
from config.demo.projects import Built
from projects.models import Project, Stage
from zone.lib.credit_code import check_character, organisation_check_character

LEFT_EMPTY = {"智能停车装备", "工业机器人减速器", "智慧安监平台", "新能源汽车线束"}  # their gates ask for everything
SOURCES = ("产业招商小分队走访", "以商招商（本地企业推荐）", "展会洽谈", "驻外招商联络处", "市招商局推送")
Agreement = Project.Agreement


def set_facts(built: list[Built]) -> None:
    """On rows that are not saved yet, as far as the stage that each of them has reached."""
    random, contacts = chance("stage facts"), iter(people("investors"))
    for place, each in enumerate(built):
        row, draft = each.row, each.draft
        if row.kind != Project.Kind.INVESTMENT or draft.name in LEFT_EMPTY:
            continue
        row.lead_source, row.contact_name = random.choice(SOURCES), next(contacts)
        row.first_contact_on = draft.steps[0][1] - timedelta(days=random.randint(6, 40))
        if draft.entered(Stage.SIGNED):
            row.agreement_kind, row.agreed_investment = Agreement.CONTRACT, Decimal(draft.total)
        elif draft.remarks and "框架协议" in draft.remarks:
            row.agreement_kind, row.agreed_investment = Agreement.FRAMEWORK, Decimal(draft.total)
        if draft.entered(Stage.REGISTERED):
            row.company_code, row.registered_capital = _company_code(place), Decimal(round(draft.total * 0.3, -2))
        if begun := draft.entered(Stage.PRE_CONSTRUCTION):
            row.filing_number = row.filing_number or f"营高发改备〔{begun.year}〕{30 + place}号"
        if begun := draft.entered(Stage.STARTED):
            row.construction_permit = f"2108{begun:%Y%m%d}{place:02d}01"
        if draft.entered(Stage.AT_CAPACITY):
            row.reached_output = Decimal(round(draft.total * 1.4, -2))
        if draft.entered(Stage.EFFECTIVE):
            row.reached_sales, row.reached_tax = Decimal(round(draft.total * 1.3, -2)), Decimal(round(draft.total * 0.08, -1))


def _company_code(place: int) -> str:
    """Valid in its check characters, and given to nobody."""
    body = f"MA0X{place:04d}"
    front = f"91210800{body}{organisation_check_character(body)}"
    return front + check_character(front)
