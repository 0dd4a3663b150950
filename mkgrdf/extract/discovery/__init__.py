"""Finds concepts that nobody listed: scenes, pain points, intents, audiences and occasions, in what people write.

A sentence is searched for turns of speech in which such things stand (*great for the gym*, *straps dig into my
shoulders*, *keeps you dry*, *适合通勤*, *告别起球*); each find is a candidate, however rare it is, since what
bothers people is often said once. Candidates with one normal form are one phrase; a linear model judges what kind
of concept it is, if any, and how surely; and phrases that are names of one concept are merged with it.
"""
