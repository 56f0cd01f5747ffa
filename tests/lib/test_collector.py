import gc

import pytest

from zone.lib.collector import collector_at_rest


def test_collector_rests_inside_and_goes_on_afterwards():
    with collector_at_rest():
        assert gc.isenabled() is False
        with collector_at_rest():
            pass
        assert gc.isenabled() is False
    assert gc.isenabled() is True


def test_collector_goes_on_after_a_failure():
    with pytest.raises(ValueError, match="stop"), collector_at_rest():
        raise ValueError("stop")
    assert gc.isenabled() is True
