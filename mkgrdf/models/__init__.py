"""Trained models: what they are scored with, how they are trained, and the card that says how good they are.

A model is named ``embedded:NAME`` (it ships with mkgrdf), ``local:FOLDER``, or ``hub:NAME@REVISION``; one that is not
there is a :class:`~mkgrdf.errors.ModelError` that says how to get it, never a quiet fall-back. Only modules here import
torch and transformers, and only when they are used.
"""
