"""Other SHACL engines, as their own documentation says to call them. Nothing of mkgrdf is loaded here."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat

from validation.entry import Entry, Stopwatch
from validation.results import Result, from_report_graph

__all__ = ["ENTRIES"]


def pyshacl_on_rdflib(folder: Path, shapes: Path, watch: Stopwatch) -> list[Result]:
    """PySHACL on an rdflib graph."""
    import rdflib  # noqa: PLC0415 - only this entry may pay for it

    with watch.timing("reading"):
        data = rdflib.Graph().parse(folder / "data.nt", format="nt")
    return _pyshacl(data, shapes, watch)


def pyshacl_on_oxigraph(folder: Path, shapes: Path, watch: Stopwatch) -> list[Result]:
    """PySHACL on an rdflib graph that Oxigraph keeps."""
    import oxrdflib  # type: ignore[import-not-found]  # noqa: PLC0415 - optional
    import pyoxigraph  # noqa: PLC0415
    import rdflib  # noqa: PLC0415

    with watch.timing("reading"):
        store = pyoxigraph.Store()
        store.bulk_load(path=folder / "data.nt", format=RdfFormat.N_TRIPLES)
        data = rdflib.Graph(store=oxrdflib.OxigraphStore(store=store), identifier=rdflib.graph.DATASET_DEFAULT_GRAPH_ID)
    assert len(data) == len(store)
    return _pyshacl(data, shapes, watch)


def _pyshacl(data: object, shapes: Path, watch: Stopwatch) -> list[Result]:
    import pyshacl  # noqa: PLC0415 - only these entries may pay for it

    _, report, _ = pyshacl.validate(data, shacl_graph=str(shapes), shacl_graph_format="turtle", inplace=True)
    with watch.timing("telling"):
        return from_report_graph(report.serialize(format="nt", encoding="utf-8"), RdfFormat.N_TRIPLES)


def pyshacl_turbo(folder: Path, shapes: Path, watch: Stopwatch) -> list[Result]:
    """pyshacl-turbo on the file."""
    import pyshacl_turbo  # type: ignore[import-not-found]  # noqa: PLC0415 - optional

    _, report, _ = pyshacl_turbo.validate(
        str(folder / "data.nt"),
        data_graph_format="nt",
        shacl_graph=str(shapes),
        shacl_graph_format="turtle",
    )
    with watch.timing("telling"):
        return from_report_graph(report.serialize(format="nt", encoding="utf-8"), RdfFormat.N_TRIPLES)


def rudof(folder: Path, shapes: Path, watch: Stopwatch) -> list[Result]:
    """Rudof on the file."""
    import pyrudof  # type: ignore[import-not-found]  # noqa: PLC0415 - optional

    engine = pyrudof.Rudof(pyrudof.RudofConfig())
    with watch.timing("reading"):
        engine.read_data(folder / "data.nt", format=pyrudof.RDFFormat.NTriples)
    engine.read_shacl(shapes, format=pyrudof.ShaclFormat.Turtle)
    engine.validate_shacl()
    with watch.timing("telling"):
        text = engine.serialize_shacl_validation_results(pyrudof.ResultShaclValidationFormat.NTriples)
        return from_report_graph(text, RdfFormat.N_TRIPLES)


ENTRIES = {
    "pyshacl": Entry(pyshacl_on_rdflib, ("pyshacl",)),
    "pyshacl-oxigraph": Entry(pyshacl_on_oxigraph, ("pyshacl", "oxrdflib")),
    "pyshacl-turbo": Entry(pyshacl_turbo, ("pyshacl-turbo",)),
    "rudof": Entry(rudof, ("pyrudof",)),
}
