"""The small shop with more said about it, as for scripts."""

from tests.script.conftest import extended

__all__ = ["extended"]
