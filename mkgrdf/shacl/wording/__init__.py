"""Shapes in plain words, English and Chinese."""
