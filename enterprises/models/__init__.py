from enterprises.models.cluster import Cluster
from enterprises.models.enterprise import Enterprise, EnterpriseAlias
from enterprises.models.operating_figure import OperatingFigure
from enterprises.models.request import ServiceRequest
from enterprises.models.standing import DistrictMembership, SizeStatus
from enterprises.models.support import SupportAssignment

__all__ = [
    "Cluster",
    "DistrictMembership",
    "Enterprise",
    "EnterpriseAlias",
    "OperatingFigure",
    "ServiceRequest",
    "SizeStatus",
    "SupportAssignment",
]
