from pathlib import Path

import pytest

from arbase.domain.errors import ConfigError
from arbase.settings import Settings, load_service, load_settings


def test_defaults_work_without_a_file():
    assert load_settings() == Settings()
    assert load_settings().store_url.startswith("sqlite:///")


def test_overrides_win_over_the_file(tmp_path):
    file = tmp_path / "arbase.yaml"
    file.write_text("serve:\n  port: 1234\n  host: 127.0.0.2\n")
    settings = load_settings(file, ["serve.port=4321"])
    assert (settings.serve.port, settings.serve.host) == (4321, "127.0.0.2")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("serv:\n  port: 1\n", "unknown key 'serv'; did you mean 'serve'?"),
        ("serve:\n  prot: 1\n", "unknown key 'serve.prot'; did you mean 'serve.port'?"),
        ("serve:\n  port: many\n", "serve.port: input should be a valid integer"),
        ("serve:\n  port: 70000\n", "serve.port: input should be less than or equal to 65535"),
        ("- a\n- b\n", "must hold keys and values"),
        ("serve: [\n", "not valid YAML"),
        ("!!python/object/apply:os.system ['true']\n", "not valid YAML"),
        ("1: 2\n", "must hold keys and values"),
    ],
)
def test_a_bad_file_is_one_sentence_with_its_name(tmp_path, text, sentence):
    file = tmp_path / "arbase.yaml"
    file.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_settings(file)
    assert str(file) in str(caught.value)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("override", ["serve.port", "=1", "serve..port=1", "serve.port=[", "home.x.y=1", "nope=1"])
def test_a_bad_override_is_one_sentence(override):
    with pytest.raises(ConfigError) as caught:
        load_settings(None, ["home=.arbase", override])
    assert "\n" not in str(caught.value)


def test_a_missing_or_binary_file_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"nope\.yaml: cannot be read"):
        load_settings(tmp_path / "nope.yaml")
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(ConfigError, match=r"binary\.yaml: not valid YAML"):
        load_settings(tmp_path / "binary.yaml")


def described(root: Path, text: str) -> Path:
    (root / ".arbase").mkdir()
    (root / ".arbase" / "service.yaml").write_text(text)
    return root


def test_a_service_describes_itself(tmp_path):
    service = load_service(described(tmp_path, "name: shop\ncommands:\n  test: [python, -m, pytest]\n"))
    assert service.name == "shop"
    assert service.repository == tmp_path.resolve()
    assert service.commands.test == ("python", "-m", "pytest")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name: x\ncomands: {}\n", "did you mean 'commands'?"),
        ("name: x\nbundled_demo: true\n", "is set by arbase"),
        ("name: x\nrepository: /\n", "is set by arbase"),
        ("environment: prod\n", "name: field required"),
        ("name: x\napp: {kind: cgi, target: a}\n", "app.kind"),
    ],
)
def test_a_service_file_cannot_ask_for_more_than_it_may(tmp_path, text, sentence):
    with pytest.raises(ConfigError) as caught:
        load_service(described(tmp_path, text))
    assert sentence in str(caught.value)


def test_a_repository_without_description_says_what_to_write(tmp_path):
    with pytest.raises(ConfigError, match="describe the service there"):
        load_service(tmp_path)
    with pytest.raises(ConfigError, match="no such folder"):
        load_service(tmp_path / "nope")
