"""The pattern layer as a whole: does it hold, and what does its class tree look like?

Everything else reads ``ontology/mkg.ttl`` as data; only here is it reasoned over. Owlready2 is loaded when a reasoner
is asked for, and none of its objects leave :mod:`mkgrdf.ontology.reasoner`.
"""

from mkgrdf.ontology.check import OntologyProblem, OntologyReport, check
from mkgrdf.ontology.reasoner import Verdict, reason_over
from mkgrdf.ontology.tree import ClassNode, class_tree

__all__ = ["ClassNode", "OntologyProblem", "OntologyReport", "Verdict", "check", "class_tree", "reason_over"]
