from zone.indicators.models.indicator import Indicator, PriceBasis
from zone.indicators.models.target import IndicatorTarget
from zone.indicators.models.value import IndicatorValue

__all__ = ["Indicator", "IndicatorTarget", "IndicatorValue", "PriceBasis"]
