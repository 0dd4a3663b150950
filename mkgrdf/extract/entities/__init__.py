"""Named entities at the embedded level: a gazetteer, and a linear-chain CRF that has it among its features.

The extractor tells brands, categories, materials, effects, places and the like in the project's own texts.
"""
