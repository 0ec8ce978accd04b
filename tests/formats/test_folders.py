# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Folders are walked within limits, and nothing leads out of them."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from openlic.findings import Finding
from openlic.formats._folders import FoundFile, open_found, read_start, safe_files


class Found:
    """The findings of a walk."""

    def __init__(self) -> None:
        self.all: list[Finding] = []

    def __call__(self, code: str, message: str, repair: str) -> None:
        self.all.append(Finding(code, message, repair))

    @property
    def codes(self) -> list[str]:
        return [each.code for each in self.all]


def fill(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path)


def paths(files: list[FoundFile]) -> list[str]:
    return [each.path for each in files]


def test_files_are_listed_by_path_with_their_size(tmp_path: Path) -> None:
    fill(tmp_path, "b.txt", "a/x.txt", "a/b/y.txt", "c.txt")
    found = Found()
    files = safe_files(tmp_path, found)
    assert paths(files) == ["a/b/y.txt", "a/x.txt", "b.txt", "c.txt"]
    assert [each.size for each in files] == [9, 7, 5, 5]
    assert files[0].name == "y.txt"
    assert not found.all


def test_folders_of_version_control_are_not_entered(tmp_path: Path) -> None:
    fill(tmp_path, ".git/config", "sub/.git/HEAD", ".github/workflows/x.yml", "sub/a")
    assert paths(safe_files(tmp_path, Found())) == [".github/workflows/x.yml", "sub/a"]
    names = frozenset({"sub"})
    assert ".git/config" in paths(safe_files(tmp_path, Found(), skip=names))


def test_a_link_to_a_file_in_the_folder_is_that_file(tmp_path: Path) -> None:
    fill(tmp_path, "real/data.bin")
    (tmp_path / "link.bin").symlink_to("real/data.bin")
    (tmp_path / "again.bin").symlink_to("link.bin")
    files = {each.path: each for each in safe_files(tmp_path, Found())}
    assert set(files) == {"real/data.bin", "link.bin", "again.bin"}
    assert read_start(files["again.bin"], 4) == b"real"


def test_links_that_lead_out_are_named_and_not_followed(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    fill(root, "a", "sub/b")
    fill(outside, "secret", "folder/secret")
    (root / "file").symlink_to(outside / "secret")
    (root / "sub" / "folder").symlink_to(outside / "folder")
    (root / "hop").symlink_to("file")
    (root / "up").symlink_to("..")
    found = Found()
    assert paths(safe_files(root, found)) == ["a", "sub/b"]
    assert found.codes == ["link-not-followed"]
    for name in ("file", "sub/folder", "hop", "up"):
        assert name in found.all[0].message


def test_a_folder_whose_name_begins_like_the_root_is_outside(tmp_path: Path) -> None:
    fill(tmp_path, "root/a", "root2/secret")
    (tmp_path / "root" / "link").symlink_to("../root2/secret")
    found = Found()
    assert paths(safe_files(tmp_path / "root", found)) == ["a"]
    assert found.codes == ["link-not-followed"]


def test_links_in_a_circle_and_to_nothing_end(tmp_path: Path) -> None:
    fill(tmp_path, "sub/a")
    (tmp_path / "sub" / "loop").symlink_to("..")
    (tmp_path / "self").symlink_to("self")
    (tmp_path / "nothing").symlink_to("not-there")
    (tmp_path / "here").symlink_to(".")
    found = Found()
    assert paths(safe_files(tmp_path, found)) == ["sub/a"]
    assert found.codes == ["link-not-followed"]
    assert "nothing, self" in found.all[0].message


def test_links_into_a_folder_that_is_skipped_are_not_followed(tmp_path: Path) -> None:
    fill(tmp_path, ".git/config")
    (tmp_path / "config").symlink_to(".git/config")
    found = Found()
    assert safe_files(tmp_path, found) == []
    assert found.codes == ["link-not-followed"]


def test_the_root_itself_may_be_a_link(tmp_path: Path) -> None:
    fill(tmp_path, "real/a")
    (tmp_path / "root").symlink_to("real")
    assert paths(safe_files(tmp_path / "root", Found())) == ["a"]


def test_links_directly_into_a_folder_beside_are_followed_where_that_is_allowed(
    tmp_path: Path,
) -> None:
    fill(tmp_path, "root/a", "blobs/one", "blobs/deep/two")
    (tmp_path / "root" / "one").symlink_to("../blobs/one")
    (tmp_path / "root" / "two").symlink_to("../blobs/deep/two")
    (tmp_path / "root" / "deep").symlink_to("../blobs/deep")
    found = Found()
    files = safe_files(tmp_path / "root", found, beside=tmp_path / "blobs")
    assert paths(files) == ["a", "one"]
    assert read_start(files[1], 100) == b"blobs/one"
    assert "two" in found.all[0].message


def test_what_is_nested_too_deeply_is_named(tmp_path: Path) -> None:
    fill(tmp_path, "0/1/2/3/deep", "0/1/2/there")
    found = Found()
    assert paths(safe_files(tmp_path, found, max_depth=3)) == ["0/1/2/there"]
    assert found.codes == ["file-not-read"]
    assert "more than 3 deep: 0/1/2/3" in found.all[0].message


def test_a_path_that_is_too_long_for_the_system_is_named(tmp_path: Path) -> None:
    here = os.getcwd()  # noqa: PTH109
    try:
        os.chdir(tmp_path)
        for _ in range(30):
            os.mkdir("d" * 200)  # noqa: PTH102
            os.chdir("d" * 200)
    finally:
        os.chdir(here)
    found = Found()
    assert safe_files(tmp_path, found, max_depth=100_000) == []
    assert "cannot be read" in found.all[0].message


def test_no_more_files_than_the_limit_are_listed(tmp_path: Path) -> None:
    fill(tmp_path, *(f"{number}.txt" for number in range(12)), "sub/a")
    found = Found()
    assert len(safe_files(tmp_path, found, max_files=5)) <= 5
    assert found.codes == ["file-not-read"]
    assert "more than 5 files" in found.all[0].message
    assert len(safe_files(tmp_path, Found(), max_files=14)) == 13


def test_pipes_and_sockets_are_named_and_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    here = os.getcwd()  # noqa: PTH109
    os.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind("socket")
        os.chdir(here)
        found = Found()
        assert safe_files(tmp_path, found) == []
    assert "neither files nor folders: pipe, socket" in found.all[0].message


def test_a_link_to_a_pipe_is_not_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "weights.bin").symlink_to("pipe")
    assert safe_files(tmp_path, Found()) == []


def test_a_file_that_was_replaced_by_a_pipe_or_a_link_is_refused(tmp_path: Path) -> None:
    fill(tmp_path, "a", "b", "other")
    one, two, _ = safe_files(tmp_path, Found())
    (tmp_path / "a").unlink()
    os.mkfifo(tmp_path / "a")
    (tmp_path / "b").unlink()
    (tmp_path / "b").symlink_to("other")
    for each in (one, two):
        with pytest.raises(OSError, match=r"no regular file|symbolic links"):
            open_found(each)


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read everything")
def test_a_folder_without_permission_is_named(tmp_path: Path) -> None:
    fill(tmp_path, "closed/a", "open/b")
    (tmp_path / "closed").chmod(0)
    found = Found()
    assert paths(safe_files(tmp_path, found)) == ["open/b"]
    (tmp_path / "closed").chmod(0o700)
    assert "cannot be read: closed" in found.all[0].message


def test_a_folder_that_is_not_there_is_said_to_be_unreadable(tmp_path: Path) -> None:
    found = Found()
    assert safe_files(tmp_path / "none", found) == []
    assert found.codes == ["file-not-read"]


def test_names_that_are_no_utf_8_can_be_printed_and_opened(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/a\xffb"
    with open(name, "wb") as file:  # noqa: PTH123
        file.write(b"content")
    (each,) = safe_files(tmp_path, Found())
    assert each.path == "a\\xffb"
    assert each.path.encode()
    assert read_start(each, 3) == b"con"


def test_many_names_are_counted(tmp_path: Path) -> None:
    for number in range(9):
        (tmp_path / f"link{number}").symlink_to("/etc/passwd")
    found = Found()
    safe_files(tmp_path, found)
    assert "link4 and 4 more" in found.all[0].message
