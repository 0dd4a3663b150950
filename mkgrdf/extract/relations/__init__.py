"""Relations between concepts, mined from many texts: which scene raises which pain, and what that makes people want.

:mod:`~mkgrdf.extract.relations.pairs` reads sentences, :mod:`~mkgrdf.extract.relations.statistics` asks whether two
concepts stand together more often than by chance, :mod:`~mkgrdf.extract.relations.pooling` weighs all of it,
:mod:`~mkgrdf.extract.relations.miner` states it.
"""
