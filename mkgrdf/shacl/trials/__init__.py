"""Shapes put to the test: example files, and which constraints no example ever violated."""
