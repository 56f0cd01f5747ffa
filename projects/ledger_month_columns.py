"""What an office's monthly sheet on the progress of its projects calls its columns. Data."""

from projects.ledger_columns import VOCABULARY as TECH_UPGRADE
from projects.ledger_columns import invested
from projects.ledger_investment_columns import of_upgrades
from zone.lib.vocabulary import Column, Vocabulary

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
                *invested("完成投资", "完成投资额", "实际完成投资", "投资完成额", "投资完成", "完成", "实际完成", "投资额", "投资"),
                "完成投资",
                "完成投资额",
                "实际完成投资",
                "{span}",
                "{any}/{span}",
            ),
            family="yuan",
            required=True,
        ),
        Column("invest_since_start", ("开工以来累计", "开工累计", "项目开工以来累计", "完成投资/开工以来累计"), family="yuan"),
        Column("funds_in_place", ("资金到位额", "实际到位资金", "{span}到位资金"), family="yuan"),
    ),
    title_words=("项目月度进展", "月度进展", "月进展", "进展情况月报", "项目进展月报", "项目月报", "进展月报", "月度进度", "项目进度月报"),
)
