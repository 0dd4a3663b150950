"""Trained models of sentences, and what is counted about them: features, quality, near-duplicates.

The models are linear, ship with mkgrdf (``mkgrdf/models/shipped/sentence-*``) and can be trained anew from a labelled
file; the rules of :mod:`mkgrdf.extract.polarity` and :mod:`mkgrdf.extract.sentence_kind` are among their features.
"""
