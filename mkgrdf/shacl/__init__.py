"""SHACL: shapes, the gate that lets only conforming data in, and reports. Loads rdflib and pySHACL when first used."""
