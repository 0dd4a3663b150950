"""The neural level of extraction: the same claims as the embedded level, from models that were fine-tuned here.

Nothing here imports torch; models are loaded by :mod:`mkgrdf.models.neural` when the first record is read.
"""
