"""Writes the graph as a folder of files that others can load, check and cite."""

from mkgrdf.publish.publication import Publication, PublishedFile, publish

__all__ = ["Publication", "PublishedFile", "publish"]
