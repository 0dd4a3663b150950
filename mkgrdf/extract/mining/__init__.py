"""Phrase mining: which word sequences of a corpus are phrases, found without labels written by hand.

The method is AutoPhrase's (Shang et al. 2018): frequent n-grams, features of how well each holds together and stands
by itself, a forest trained on known phrases against the pool, and a segmentation that corrects the counts, twice.
:func:`mkgrdf.extract.mining.mine.mine` runs all of it; :mod:`mkgrdf.extract.mining.lexicon` keeps the result.
"""
