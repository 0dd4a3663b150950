"""What the published files are, in VoID (W3C note, 2011) and DCAT 3 (W3C, 2024)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from mkgrdf.publish.statistics import Statistics
from mkgrdf.records import Label
from mkgrdf.statements import Statements, literal
from mkgrdf.vocabulary import DCAT, DCTERMS, MKG, OWL, RDF, VOID, XSD, Namespace, shorten

__all__ = ["GRAPH_FILE", "Description", "PublishedFile"]

GRAPH_FILE: Final = PurePosixPath("graph.nq.gz")
"""Where the dump of the graph lies in a publication."""

_SPDX: Final = Namespace("http://spdx.org/rdf/terms#")
_FORMATS: Final = Namespace("http://www.w3.org/ns/formats/")
_MEDIA_TYPES: Final = Namespace("https://www.iana.org/assignments/media-types/")
_LANGUAGES: Final = Namespace("http://id.loc.gov/vocabulary/iso639-1/")
_ONTOLOGY: Final = NamedNode(MKG.iri.rstrip("#"))
_PATTERN_LAYER: Final[Label] = (
    ("en", "mkgrdf pattern layer: ontology and shapes"),
    ("zh", "mkgrdf 模式层：本体与约束"),
)
_PATTERN_LICENCE: Final = NamedNode("https://www.apache.org/licenses/LICENSE-2.0")


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file of a publication: its path in it, its size in bytes, and its SHA-256 in hex digits."""

    path: PurePosixPath
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Description:
    """What is to be said about one publication; IRIs of its parts are minted under ``base``.

    ``address`` is the URL of the folder from which the files will be served; it ends in ``/``.
    """

    base: str
    title: Label
    licence: str
    languages: tuple[str, ...]
    version: str
    issued: date
    address: str

    @property
    def dataset(self) -> NamedNode:
        """The IRI of the graph as a data set."""
        return NamedNode(f"{self.base}dataset")

    def void(self, statistics: Statistics) -> tuple[Triple, ...]:
        """Describe the graph and its parts by class and by property."""
        statements = self._dataset()
        add = statements.add
        add(self.dataset, RDF.type, VOID.Dataset)
        add(self.dataset, VOID.uriSpace, literal(self.base))
        add(self.dataset, VOID.dataDump, self._url(GRAPH_FILE))
        add(self.dataset, VOID.feature, _FORMATS["N-Quads"])
        terms = [part.term for part in statistics.classes] + [part.term for part in statistics.properties]
        for namespace in sorted(set(map(_namespace, terms))):
            add(self.dataset, VOID.vocabulary, NamedNode(namespace))
        for predicate, number in (
            (VOID.triples, statistics.triples),
            (VOID.entities, statistics.entities),
            (VOID.distinctSubjects, statistics.subjects),
            (VOID.distinctObjects, statistics.objects),
            (VOID.classes, len(statistics.classes)),
            (VOID.properties, len(statistics.properties)),
        ):
            add(self.dataset, predicate, literal(number))
        for of_class in statistics.classes:
            node = self._partition("class", of_class.term)
            add(self.dataset, VOID.classPartition, node)
            add(node, VOID["class"], of_class.term)
            add(node, VOID.entities, literal(of_class.entities))
        for of_property in statistics.properties:
            node = self._partition("property", of_property.term)
            add(self.dataset, VOID.propertyPartition, node)
            add(node, VOID.property, of_property.term)
            add(node, VOID.triples, literal(of_property.triples))
            add(node, VOID.distinctSubjects, literal(of_property.subjects))
            add(node, VOID.distinctObjects, literal(of_property.objects))
        return statements.triples()

    def dcat(self, files: Iterable[PublishedFile]) -> tuple[Triple, ...]:
        """Describe the catalogue: the graph, the pattern layer, and the file or files that each is served as."""
        statements = self._dataset()
        add = statements.add
        catalogue = NamedNode(f"{self.base}catalog")
        pattern = NamedNode(f"{self.base}dataset/pattern-layer")
        add(catalogue, RDF.type, DCAT.Catalog)
        statements.label(catalogue, DCTERMS.title, self.title)
        add(catalogue, DCTERMS.issued, literal(self.issued))
        add(catalogue, DCTERMS.license, NamedNode(self.licence))
        add(catalogue, DCAT.dataset, self.dataset)
        add(catalogue, DCAT.dataset, pattern)
        add(pattern, RDF.type, DCAT.Dataset)
        statements.label(pattern, DCTERMS.title, _PATTERN_LAYER)
        add(pattern, DCTERMS.license, _PATTERN_LICENCE)
        add(pattern, DCTERMS.subject, _ONTOLOGY)
        for file in files:
            is_graph = file.path == GRAPH_FILE
            if not is_graph and file.path.suffix != ".ttl":
                continue
            node = NamedNode(f"{self.base}distribution/{quote(str(file.path))}")
            add(self.dataset if is_graph or len(file.path.parts) == 1 else pattern, DCAT.distribution, node)
            statements.extend(self._distribution(node, file))
        return statements.triples()

    def _dataset(self) -> Statements:
        """Say what VoID and DCAT both say about the graph."""
        statements = Statements()
        statements.add(self.dataset, RDF.type, DCAT.Dataset)
        statements.label(self.dataset, DCTERMS.title, self.title)
        statements.add(self.dataset, DCTERMS.license, NamedNode(self.licence))
        statements.add(self.dataset, DCTERMS.issued, literal(self.issued))
        statements.add(self.dataset, DCTERMS.conformsTo, _ONTOLOGY)
        statements.add(self.dataset, DCAT.version, literal(self.version))
        statements.add(self.dataset, OWL.versionInfo, literal(self.version))
        for language in self.languages:
            statements.add(self.dataset, DCTERMS.language, _LANGUAGES[language.partition("-")[0]])
        return statements

    def _distribution(self, node: NamedNode, file: PublishedFile) -> Iterator[Triple]:
        yield Triple(node, RDF.type, DCAT.Distribution)
        yield Triple(node, DCTERMS.title, literal(str(file.path)))
        yield Triple(node, DCAT.accessURL, NamedNode(self.address))
        yield Triple(node, DCAT.downloadURL, self._url(file.path))
        yield Triple(node, DCAT.byteSize, Literal(str(file.size), datatype=XSD.nonNegativeInteger))
        if file.path.suffix == ".gz":
            yield Triple(node, DCAT.mediaType, _MEDIA_TYPES["application/n-quads"])
            yield Triple(node, DCAT.compressFormat, _MEDIA_TYPES["application/gzip"])
        else:
            yield Triple(node, DCAT.mediaType, _MEDIA_TYPES["text/turtle"])
        checksum = NamedNode(f"{node.value}#checksum")
        yield Triple(node, _SPDX.checksum, checksum)
        yield Triple(checksum, RDF.type, _SPDX.Checksum)
        yield Triple(checksum, _SPDX.algorithm, _SPDX.checksumAlgorithm_sha256)
        yield Triple(checksum, _SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary))

    def _url(self, path: PurePosixPath) -> NamedNode:
        return NamedNode(f"{self.address}{quote(str(path))}")

    def _partition(self, kind: str, term: NamedNode) -> NamedNode:
        return NamedNode(f"{self.dataset.value}/{kind}/{quote(shorten(term.value), safe=':')}")


def _namespace(term: NamedNode) -> str:
    cut = max(term.value.rfind("#"), term.value.rfind("/"))
    return term.value[: cut + 1]
