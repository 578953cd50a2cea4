"""Hypothesis keeps no examples beside the code: a run depends on nothing but the code."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "hypothesis")
# A busy machine is slow, which says nothing about the plan.
settings.register_profile("planning", database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("planning")
