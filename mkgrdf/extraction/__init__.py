"""Runs extractors over what the store holds: read the corpus, fit, extract, gate, commit.

Records are read in partitions, which :mod:`~mkgrdf.extraction.engines` spread over processes or machines, and are
judged and committed as they come in, so that memory stays bounded and a run that was interrupted can go on.
"""

from mkgrdf.extraction.engines import ENGINES, Engine, Local
from mkgrdf.extraction.run import Extracted, Progress, extract, no_progress

__all__ = ["ENGINES", "Engine", "Extracted", "Local", "Progress", "extract", "no_progress"]
