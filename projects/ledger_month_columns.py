"""What an office's monthly sheet on the progress of its projects calls its columns. Data."""

from projects.ledger_columns import MONEY_GROUPS, in_totals, invested
from projects.ledger_columns import VOCABULARY as TECH_UPGRADE
from projects.ledger_investment_columns import of_upgrades
from zone.lib.vocabulary import Column, Vocabulary, read_past

# What the money of a month may be called, or the group of columns in which it stands; {span} alone counts too, but not below another group:
# 用工人数/本月 is no investment.
MONEY = (
    "完成投资",
    "完成投资额",
    "实际完成投资",
    "投资完成",
    "投资完成额",
    "完成",
    "完成额",
    "实际完成",
    "投资额",
    "投资",
    "投资情况",
    "投资完成情况",
    "完成投资情况",
    "投资进度",
    "投资进展",
    "完成情况",
    "进度完成情况",
    "固定资产投资",
    "固定资产投资完成",
    "固定资产投资完成额",
    "工程投资",
    "建设投资",
)
VOCABULARY = Vocabulary(
    "progress",
    (
        *of_upgrades(
            "serial",
            "credit_code",
            "code",
            "filing_number",
            "invest_since_start",
            "funds_in_place",
            "problems",
            "next_step",
            "light",
            "physical_progress",
            "remarks",
        ),
        Column("name", ("项目名称", "项目", "建设项目名称", "技改项目名称", "招商项目名称", "重点项目名称", "重点项目"), required=True),
        Column("enterprise", next(column.names for column in TECH_UPGRADE.columns if column.key == "enterprise")),
        Column("investor", ("投资方", "投资方名称", "投资商", "投资企业")),
        # Required as a whole: a sheet that says nothing of money or of the site is no report of a month.
        Column(
            "invested",
            (
                *invested(*MONEY),
                *(f"{group}/{span}" for group in MONEY for span in ("{span}完成", "{span}完成额", "{year}完成", "{year}")),
                *(f"{{year}}{word}" for word in MONEY),
                *in_totals("{span}完成投资", "{span}完成", "{year}完成投资"),
                *MONEY[:3],
                "{span}",
            ),
            family="yuan",
            required=True,
        ),
        Column("invest_since_start", ("开工以来累计", "开工累计", "项目开工以来累计", "完成投资/开工以来累计"), family="yuan"),
        Column("funds_in_place", ("实际到位资金", "累计到位资金", "到位资金/{span}累计", "资金到位/{span}累计"), family="yuan"),
        *read_past(others=("总投资", "{year}计划", "年度计划", "{year}计划投资", "完成率", "{any}/完成率", "完成年度计划%", "投资完成率")),
    ),
    measure_groups=MONEY_GROUPS,
    usual_figure="invested",
    tie_words=("完成投资", "投资完成", "进展", "进度", "分月", "月报"),
    title_words=("项目月度进展", "月度进展", "月进展", "进展情况月报", "项目进展月报", "项目月报", "进展月报", "月度进度", "项目进度月报"),
)
