"""Hypothesis keeps no examples beside the code: a run depends on nothing but the code."""

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis.configuration import set_hypothesis_home_dir

set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "hypothesis")
settings.register_profile("planning", database=None)
settings.load_profile("planning")
