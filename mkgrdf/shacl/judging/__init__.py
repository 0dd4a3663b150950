"""Judges a batch by what it changes: what it holds, what is around it, whose verdict it can alter."""
