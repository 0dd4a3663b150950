"""The names of the suite's cases, so that each is a test of its own also where the suite is not at hand."""

from __future__ import annotations

_BY_FOLDER = {
    "core/complex": """
        personexample shacl-shacl
    """,
    "core/misc": """
        deactivated-001 deactivated-002 message-001 severity-001 severity-002
    """,
    "core/node": """
        and-001 and-002 class-001 class-002 class-003 closed-001 closed-002 datatype-001 datatype-002 disjoint-001
        equals-001 hasValue-001 in-001 languageIn-001 maxExclusive-001 maxInclusive-001 maxLength-001 minExclusive-001
        minInclusive-001 minInclusive-002 minInclusive-003 minLength-001 node-001 nodeKind-001 not-001 not-002 or-001
        pattern-001 pattern-002 qualified-001 xone-001 xone-duplicate
    """,
    "core/path": """
        path-alternative-001 path-complex-001 path-complex-002 path-inverse-001 path-oneOrMore-001 path-sequence-001
        path-sequence-002 path-sequence-duplicate-001 path-strange-001 path-strange-002 path-unused-001
        path-zeroOrMore-001 path-zeroOrOne-001
    """,
    "core/property": """
        and-001 class-001 datatype-001 datatype-002 datatype-003 datatype-ill-formed disjoint-001 equals-001
        hasValue-001 in-001 languageIn-001 lessThan-001 lessThan-002 lessThanOrEquals-001 maxCount-001 maxCount-002
        maxExclusive-001 maxInclusive-001 maxLength-001 minCount-001 minCount-002 minExclusive-001 minExclusive-002
        minLength-001 node-001 node-002 nodeKind-001 not-001 or-001 or-datatypes-001 pattern-001 pattern-002
        property-001 qualifiedMinCountDisjoint-001 qualifiedValueShape-001 qualifiedValueShapesDisjoint-001
        uniqueLang-001 uniqueLang-002
    """,
    "core/targets": """
        multipleTargets-001 targetClass-001 targetClassImplicit-001 targetNode-001 targetObjectsOf-001
        targetSubjectsOf-001 targetSubjectsOf-002
    """,
    "core/validation-reports": """
        shared
    """,
    "sparql/component": """
        nodeValidator-001 optional-001 propertyValidator-select-001 validator-001
    """,
    "sparql/node": """
        prefixes-001 sparql-001 sparql-002 sparql-003
    """,
    "sparql/pre-binding": """
        pre-binding-001 pre-binding-002 pre-binding-003 pre-binding-004 pre-binding-005 pre-binding-006
        pre-binding-007 shapesGraph-001 unsupported-sparql-001 unsupported-sparql-002 unsupported-sparql-003
        unsupported-sparql-004 unsupported-sparql-005 unsupported-sparql-006
    """,
    "sparql/property": """
        sparql-001
    """,
}

CASES = tuple(f"{folder}/{name}" for folder, names in _BY_FOLDER.items() for name in names.split())
