"""Turns a merchant's catalogue, reviews, pages, images and videos into a multimodal product knowledge graph."""

__version__ = "0.1.0"
