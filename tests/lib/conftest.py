"""How long the property tests look: HYPOTHESIS_PROFILE=quick (default), ci or soak."""

import os

from hypothesis import HealthCheck, settings

_PROFILES = {"quick": 60, "ci": 200, "soak": 10_000}
for _name, _examples in _PROFILES.items():
    settings.register_profile(
        _name,
        max_examples=_examples,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        derandomize=_name != "soak",
    )
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
