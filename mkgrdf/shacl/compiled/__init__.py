"""SHACL by way of SPARQL: a shapes graph becomes a model, the model becomes checks, checks run where the data are.

- :mod:`~mkgrdf.shacl.compiled.model`: shapes and constraints as values
- :mod:`~mkgrdf.shacl.compiled.reading`: makes them of a shapes graph
"""
