"""The files of a publication that people read."""

from __future__ import annotations

from typing import Final

from mkgrdf.publish.description import Description
from mkgrdf.publish.statistics import Statistics
from mkgrdf.records import text_in

__all__ = ["licence_text", "readme_text"]

_README: Final = """\
# {title}

Version {version}, issued {issued}. A multimodal product knowledge graph made with mkgrdf: {triples} statements about
{entities} entities, in {quads} quads.

| File | What it is |
| --- | --- |
| `graph.nq.gz` | the graph: N-Quads, gzipped, sorted; one named graph for each source record and each extractor |
| `ontology/` | the pattern layer in OWL, and how it aligns with other vocabularies |
| `shapes/` | what the data has to look like, in SHACL |
| `void.ttl` | counts, by class and by property (VoID) |
| `dcat.ttl` | the files with their sizes and hashes (DCAT) |
| `LICENSE.txt` | what you may do with it |
| `SHA256SUMS` | check the files with `sha256sum -c SHA256SUMS` |

## Load it

With Oxigraph (`pip install oxigraph`), and then ask it at <http://127.0.0.1:7878/>:

```console
$ oxigraph load --location graph --file graph.nq.gz
$ oxigraph serve --location graph --union-default-graph
```

With rdflib:

```python
import gzip
from rdflib import Dataset

graph = Dataset(default_union=True)
with gzip.open("graph.nq.gz") as file:
    graph.parse(file, format="nquads")
```

A statement that several sources make stands in several named graphs: write `DISTINCT` where you count.
"""


def readme_text(description: Description, statistics: Statistics, quads: int) -> str:
    """Return the README: what is in the publication, and how to load it."""
    return _README.format(
        title=text_in(description.title, "en"),
        version=description.version,
        issued=description.issued.isoformat(),
        triples=f"{statistics.triples:,}",
        entities=f"{statistics.entities:,}",
        quads=f"{quads:,}",
    )


def licence_text(description: Description) -> str:
    """Return which licence holds for what."""
    return (
        f"{text_in(description.title, 'en')}, version {description.version}\n\n"
        f"The graph (graph.nq.gz, void.ttl, dcat.ttl) is licensed under\n{description.licence}\n\n"
        "The pattern layer (ontology/, shapes/) is part of mkgrdf and licensed under the Apache License 2.0,\n"
        "https://www.apache.org/licenses/LICENSE-2.0\n"
    )
