"""Reference rows of the enterprises: the zone's leading industries and their branches, as the zone's report of January 2016 names them."""

from enterprises.models import Cluster
from zone.bulk_history import create_all

# code, name, branches (code, name). The four codes are those of the ledgers.
CLUSTERS = [
    (
        "equipment",
        "装备制造业",
        [("equipment_traditional", "传统装备制造"), ("equipment_safety", "安全（应急）智能装备")],
    ),
    (
        "new_materials",
        "新材料产业",
        [
            ("materials_traditional", "传统材料"),
            ("silicon_carbide_foam", "泡沫碳化硅应用新材料"),
            ("nickel_foam", "泡沫镍新材料"),
        ],
    ),
    ("digital", "数字化产业", [("ecommerce_it", "电子商务和信息服务（“互联网+”）")]),
    (
        "st_services",
        "科技服务业",
        [("technology_services", "科技服务"), ("financial_services", "金融服务"), ("headquarters", "总部经济服务")],
    ),
]


def load() -> None:
    """Add the clusters that are missing; those that are there keep what the office made of them."""
    known = set(Cluster.objects.values_list("code", flat=True))
    create_all(
        Cluster,
        [Cluster(code=code, name=name, position=10 * number) for number, (code, name, _) in enumerate(CLUSTERS, 1) if code not in known],
    )
    by_code = {cluster.code: cluster for cluster in Cluster.objects.all()}
    create_all(
        Cluster,
        [
            Cluster(code=branch, name=name, parent=by_code[code], position=10 * number + place)
            for number, (code, _, branches) in enumerate(CLUSTERS, 1)
            for place, (branch, name) in enumerate(branches, 1)
            if branch not in known
        ],
    )
