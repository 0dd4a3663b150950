"""Draws the pictures and videos of the demo shop."""
