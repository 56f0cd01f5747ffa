from config.secret_key import keep_new, secret_key


def test_secret_given_goes_first(tmp_path):
    assert secret_key(given="known", file="", folder=tmp_path) == "known"
    assert list(tmp_path.iterdir()) == []


def test_secret_is_read_from_the_named_file(tmp_path):
    (tmp_path / "theirs").write_text("from a file\n")

    assert secret_key(given="", file=str(tmp_path / "theirs"), folder=tmp_path) == "from a file"


def test_secret_is_made_once_and_kept_for_the_owner_alone(tmp_path):
    first = secret_key(given="", file="", folder=tmp_path)

    assert secret_key(given="", file="", folder=tmp_path) == first
    assert ((tmp_path / "secret_key").stat().st_mode & 0o777, len(first)) == (0o600, 86)


def test_secret_made_at_the_same_moment_by_another_process_stays(tmp_path):
    first = secret_key(given="", file="", folder=tmp_path)

    keep_new(tmp_path / "secret_key")

    assert (tmp_path / "secret_key").read_text() == first
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
