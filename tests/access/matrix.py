"""The rights matrix of the office, written down from its own table and not from config/roles.py, which is judged by it.

R read, C create, U change, X export. Only objects that the house holds today.
"""

VERBS = {
    "enterprise": {
        "R": "enterprises.view_enterprise",
        "C": "enterprises.add_enterprise",
        "U": "enterprises.change_enterprise",
        "X": "enterprises.export_enterprise",
    },
    "figures": {
        "R": "enterprises.view_operatingfigure",
        "C": "enterprises.add_operatingfigure",
        "U": "enterprises.change_operatingfigure",  # and take out
    },
    "support": {
        "R": "enterprises.view_supportassignment",
        "C": "enterprises.add_supportassignment",
        "U": "enterprises.change_supportassignment",
    },
    # One's own, or (Z) those of the whole zone.
    "requests": {"R": "enterprises.view_servicerequest", "Z": "enterprises.view_every_request"},
    "merger tasks": {"R": "merger.view_mergertask", "C": "merger.add_mergertask", "U": "merger.change_mergertask"},
    "indicators": {
        "R": "indicators.view_indicatorvalue",
        "C": "indicators.add_indicatorvalue",
        "U": "indicators.change_indicatorvalue",
    },
    "targets": {
        "R": "indicators.view_indicatortarget",
        "C": "indicators.add_indicatortarget",
        "U": "indicators.change_indicatortarget",
    },
    "tech upgrade": {"R": "projects.view_project", "U": "projects.manage_tech_upgrade", "X": "projects.export_tech_upgrade"},
    "investment": {"R": "projects.view_project", "U": "projects.manage_investment", "X": "projects.export_investment"},
    "import": {"C": "ledgers.view_importbatch"},
    "accounts": {"R": "zone.view_user", "C": "zone.add_user", "U": "zone.change_user"},
    "grants": {"U": "zone.grant_roles"},
    "audit": {"R": "zone.view_event", "X": "zone.export_event"},
}
OBJECTS = tuple(VERBS)

# enterprise, figures, support, requests, merger tasks, indicators, targets, tech upgrade, investment, import, accounts, grants, audit
MATRIX = {
    "leader": ("R", "R", "R", "RZ", "R", "R", "R", "R", "R", "", "", "", ""),
    "deputy": ("R", "R", "R", "R", "R", "R", "R", "R", "R", "", "", "", ""),
    "supervisor": ("R", "", "R", "RZ", "R", "R", "R", "R", "R", "", "", "", ""),
    "econ": ("RCUX", "RU", "RCU", "RZ", "R", "R", "R", "RUX", "R", "C", "", "", ""),
    "invest": ("R", "", "R", "R", "R", "R", "R", "R", "RUX", "C", "", "", ""),
    # X of the firms: in their table the figures leave the house.
    "stats": ("RX", "RCU", "R", "", "R", "RCU", "RCU", "R", "R", "C", "", "", ""),
    # X from officer to district: staff have lists that they export (decision 13).
    "officer": ("RX", "R", "R", "R", "R", "", "", "RX", "RX", "", "", "", ""),
    "liaison": ("RX", "", "R", "R", "R", "", "", "RX", "RX", "", "", "", ""),
    "head": ("RX", "R", "R", "R", "R", "", "", "RX", "RX", "", "", "", ""),
    "district": ("RX", "", "R", "R", "R", "", "", "RX", "RX", "", "", "", ""),
    "merger": ("R", "", "", "", "RCU", "R", "R", "", "", "C", "", "", ""),
    "sysadmin": ("", "", "", "", "", "", "", "", "", "", "RCU", "", ""),
    # Whoever grants roles has to see to whom.
    "secadmin": ("", "", "", "", "", "", "", "", "", "", "R", "U", ""),
    "auditor": ("", "", "", "", "", "", "", "", "", "", "", "", "RX"),
}
# How far a role sees; the others see what is assigned to themselves, and of the directory everything.
REACH = {
    "zone": {"leader", "supervisor", "econ", "invest", "stats"},
    "department": {"deputy", "liaison", "head", "district"},
    "district": {"district"},
}
GOVERNED = {right for verbs in VERBS.values() for right in verbs.values()} | {f"zone.reach_{name}" for name in REACH}


def rights_of(role: str) -> set[str]:
    """What the matrix gives to a role."""
    verbs = {VERBS[name][verb] for name, given in zip(OBJECTS, MATRIX[role], strict=True) for verb in given}
    return verbs | {f"zone.reach_{name}" for name, roles in REACH.items() if role in roles}
