"""The project file: what it may say, and how it answers to what it may not."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from mkgrdf.errors import SettingsError
from mkgrdf.settings import FILE_NAME, UnknownProducts, find_settings, load_settings, template

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str) -> Path:
        (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
        return tmp_path / FILE_NAME

    return write


def test_template_is_a_valid_project(write: Write) -> None:
    """What `mkgrdf init` writes can be read back, and says what the defaults say."""
    settings = load_settings(write(template("shop")))
    assert settings.name == "shop"
    assert settings.base == "https://example.org/shop/"
    assert settings.languages == ("en", "zh")
    assert settings.withdraw_share == Decimal("0.2")
    assert [path.name for path in settings.lexicons] == ["lexicon"]


def test_empty_file_means_defaults(write: Write) -> None:
    """Every key has a default, and paths start at the file's folder."""
    path = write("")
    settings = load_settings(path)
    assert settings.store_place == str(path.parent / "store")
    assert settings.quarantine == path.parent / "quarantine"


def test_sources_are_relative_to_the_file(write: Write) -> None:
    """A source's path is looked for beside the project file, wherever the command runs."""
    path = write(
        '[[sources]]\nname = "a"\npath = "x/y.csv"\n[[sources]]\nname = "b"\npath = "/z"\nformat = "magento"\n'
    )
    first, second = load_settings(path).sources
    assert (first.path, first.format) == (path.parent / "x/y.csv", None)
    assert (str(second.path), second.format) == ("/z", "magento")


def test_models_are_relative_to_the_file(write: Write) -> None:
    """A model in a folder of the project, and one of the hub with its revision."""
    file = write('[models]\nentities = "local:models/ner"\nkinds = "hub:me/kinds@abc"\n')
    settings = load_settings(file)
    assert settings.models == {"entities": f"local:{file.parent / 'models/ner'}", "kinds": "hub:me/kinds@abc"}


def test_thresholds_and_what_imports_go_by(write: Write) -> None:
    """Numbers may be texts or not; an account may be written with its @; what is not named is as shipped."""
    lines = (
        '[import]\ntitles_in_text = true\npublic_accounts = ["@day_bags", "好包官方"]\nunknown_products = "leave-out"\n'
        '[thresholds.assert_edge]\nsuits = 0.9\nraises = "0.65"\n'
    )
    settings = load_settings(write(lines))
    assert settings.assert_edge == {"suits": Decimal("0.9"), "raises": Decimal("0.65")}
    assert settings.titles_in_text
    assert settings.public_accounts == {"day_bags", "好包官方"}
    assert settings.unknown_products is UnknownProducts.LEAVE_OUT
    plain = load_settings(write(""))
    assert (plain.assert_edge, plain.titles_in_text, plain.public_accounts) == ({}, False, frozenset())
    assert plain.unknown_products is UnknownProducts.QUARANTINE


def test_endpoint_is_a_place(write: Write) -> None:
    """An endpoint's URL is taken as it is."""
    assert load_settings(write('[store]\nendpoint = "http://localhost:7878"\n')).store_place == "http://localhost:7878"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[project]\nnmae = 'x'\n", "project.nmae"),
        ("[projects]\n", "projects"),
        ("[project]\nbase = 'https://example.org/x'\n", "project.base"),
        ("[project]\nlanguages = ['EN']\n", "project.languages"),
        ("[project]\nlanguages = 'en'\n", "project.languages"),
        ("[project]\ncurrency = 'dollars'\n", "project.currency"),
        ("[project]\nbase = 'https://example.org/%zz/'\n", "project.base"),
        ("[project]\nlicence = 'CC BY 4.0'\n", "project.licence"),
        ("[store]\npath = 'a'\nendpoint = 'http://x'\n", "store"),
        ("[store]\nendpoint = 'ftp://x'\n", "store.endpoint"),
        ("[extract]\nextractors = ['magic']\n", "extract.extractors"),
        ("[models]\nentities = 'models/ner'\n", "models.entities"),
        ("[models]\nkinds = 'embedded:kinds'\n", "models.kinds"),
        ("[models]\nnames = 'local:x'\n", "models.names"),
        ("[thresholds]\nwithdraw_share = 'many'\n", "thresholds.withdraw_share"),
        ("[thresholds]\nwithdraw_share = 1.5\n", "thresholds.withdraw_share"),
        ("[thresholds]\nwithdraw_share = nan\n", "thresholds.withdraw_share"),
        ("[thresholds]\nassert_edge = 0.9\n", "thresholds.assert_edge"),
        ("[thresholds.assert_edge]\nlikes = 0.9\n", "thresholds.assert_edge.likes"),
        ("[thresholds.assert_edge]\nsuits = 1.01\n", "thresholds.assert_edge.suits"),
        ("[thresholds.assert_edge]\nsuits = true\n", "thresholds.assert_edge.suits"),
        ("[thresholds.assert_edge]\nsuits = nan\n", "thresholds.assert_edge.suits"),
        ("[models]\nsentences = 'hub:me/sentences@abc'\n", "models.sentences"),
        ("[models]\nsentences = 'local:'\n", "models.sentences"),
        ("[models]\nconcepts = 'models/concepts'\n", "models.concepts"),
        ("[import]\ntitles_in_text = 'yes'\n", "import.titles_in_text"),
        ("[import]\npublic_accounts = '@shop'\n", "import.public_accounts"),
        ("[import]\npublic_accounts = ['my shop']\n", "import.public_accounts"),
        ("[import]\npublic_accounts = ['@']\n", "import.public_accounts"),
        ("[import]\nunknown_products = 'drop'\n", "import.unknown_products"),
        ("[import]\nmask = false\n", "import.mask"),
        ("[extract]\nlexicons = ['seed', 'my/lexicon.csv']\n", "extract.lexicons"),
        ("[extract]\nlexicons = ['a.csv']\n[[sources]]\nname = 'a'\npath = 'b.csv'\n", "extract.lexicons"),
        ("[[sources]]\nname = 'a'\n", "sources[1].path"),
        ("[[sources]]\nname = 'a'\npath = 'b'\nkind = 'c'\n", "sources[1]"),
        ("[[sources]]\nname = 'a'\npath = 'b'\n[[sources]]\nname = 'a'\npath = 'c'\n", "sources"),
        ("not toml", "file"),
    ],
)
def test_what_cannot_be_used_is_named(write: Write, text: str, named: str) -> None:
    """An error names the file and the key, and says what was expected."""
    with pytest.raises(SettingsError) as caught:
        load_settings(write(text))
    assert caught.value.key == named
    assert FILE_NAME in str(caught.value)
    assert "expected" in str(caught.value)


def test_found_from_a_folder_below(write: Write, tmp_path: Path) -> None:
    """A command run deep inside a project finds its file."""
    path = write("")
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert find_settings(tmp_path / "a" / "b") == path


def test_no_project_says_what_to_do(tmp_path: Path) -> None:
    """Outside any project the error names `mkgrdf init`."""
    with pytest.raises(SettingsError, match="mkgrdf init"):
        find_settings(tmp_path)


@pytest.mark.parametrize("name", ["", "my shop", "a/b", "<x>"])
def test_names_that_cannot_stand_in_an_iri_are_refused(name: str) -> None:
    """The folder's name becomes part of IRIs, so it is checked first."""
    with pytest.raises(SettingsError):
        template(name)
