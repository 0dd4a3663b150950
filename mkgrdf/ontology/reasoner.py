"""Asks HermiT, the OWL 2 DL reasoner that comes with Owlready2, whether a set of axioms can be true.

HermiT: Glimm, Horrocks, Motik, Stoilos, Wang, "HermiT: An OWL 2 Reasoner", JAR 53 (2014). It is a Java program, so a
Java runtime is needed besides the Python package; each of the two that is missing is named in the error.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import RdfFormat, Triple, serialize

from mkgrdf.errors import ModelError, OntologyError
from mkgrdf.vocabulary import OWL

__all__ = ["Verdict", "find_java", "reason_over"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reasoner concluded.

    ``unsatisfiable`` holds the IRIs of the classes that can have no instance; it is empty where the whole is
    inconsistent, because then everything follows.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]


def find_java() -> str:
    """Return the command that starts Java: from ``JAVA``, else from ``JAVA_HOME``, else from ``PATH``.

    Raises:
        ModelError: there is none, or what a variable names is not a program.
    """
    for variable, inside in (("JAVA", ""), ("JAVA_HOME", "bin/java")):
        if named := os.environ.get(variable):
            found = shutil.which(str(Path(named, inside)) if inside else named)
            if found is None:
                wanted = "the folder of a Java runtime" if inside else "the program itself"
                raise ModelError(f"{variable} = {named!r} is no Java runtime; expected {wanted}, or unset {variable}")
            return found
    if found := shutil.which("java"):
        return found
    raise ModelError(
        "the reasoner HermiT needs a Java runtime and none was found in JAVA, JAVA_HOME or PATH; install one "
        "(Debian and Ubuntu: 'apt install default-jre-headless'; macOS: 'brew install openjdk'), "
        "or check without a reasoner"
    )


def reason_over(triples: Iterable[Triple]) -> Verdict:
    """Classify ``triples`` (OWL axioms, and individuals if there are any) and say whether they hold together.

    Literals of datatypes outside OWL 2 (``xsd:date``, say) are left out of the reasoning. Each call works on a world
    of its own, so calls neither see nor disturb each other. Imports are not followed; nothing is fetched.

    Raises:
        ModelError: Owlready2 or Java is missing.
        OntologyError: HermiT cannot use the axioms (they are not OWL 2 DL); says what it objected to.
    """
    java = find_java()
    try:
        import owlready2  # type: ignore[import-untyped] # noqa: PLC0415 - optional, and only reasoning needs it
    except ImportError as error:
        raise ModelError(
            "the reasoner comes with Owlready2, which is not installed; get it with \"pip install 'mkgrdf[reason]'\""
        ) from error
    # Owlready2 reads no Turtle, and takes blank nodes of N-Triples for what they are.
    document = io.BytesIO(serialize(triples, format=RdfFormat.N_TRIPLES) or b"")
    # Owlready2 takes the command from a global of its module; there is no argument for it.
    before, owlready2.JAVA_EXE = owlready2.JAVA_EXE, java
    try:
        with closing(owlready2.World()) as world:
            world.get_ontology("https://w3id.org/mkgrdf/reasoning#").load(fileobj=document, format="ntriples")
            owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
            named = {str(term.iri) for term in world.inconsistent_classes() if hasattr(term, "iri")}
    except owlready2.OwlReadyInconsistentOntologyError:
        return Verdict(consistent=False, unsatisfiable=())
    except owlready2.OwlReadyJavaError as error:
        raise OntologyError(
            f"HermiT cannot reason over this: {_reason(str(error))}; keep to OWL 2 DL, https://www.w3.org/TR/owl2-syntax/"
        ) from error
    except (OSError, subprocess.SubprocessError) as error:
        raise ModelError(f"{java} cannot be started ({error}); set JAVA or JAVA_HOME to a Java runtime") from error
    finally:
        owlready2.JAVA_EXE = before
    return Verdict(consistent=True, unsatisfiable=tuple(sorted(named - {OWL.Nothing.value})))


def _reason(said: str) -> str:
    """Return the first line of a Java stack trace that says what happened."""
    lines = [line.strip() for line in said.splitlines()]
    telling = [line for line in lines if line and not line.startswith(("at ", "Java error", "... "))]
    return telling[0] if telling else said.strip()
