"""Findings from run to run: which one it is, which are known, which are due to a change."""
