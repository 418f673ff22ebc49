"""The command as a whole: languages, terminals, hostile names, usage; and that nothing makes it fall over."""

from __future__ import annotations

import json
import locale
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from commanding import COMMANDS, Ran, on_posix, start, written

import gov_disclosure_schema as gds
from gov_disclosure_schema import cli
from gov_disclosure_schema.cli import words
from gov_disclosure_schema.results.words import SEVERITIES, VERDICTS

pytestmark = pytest.mark.usefixtures("in_a_folder_of_its_own")
STEERING = "\x1b[31m\u202e\u2066\u061c\x9b\r\U000e0041"


class TestLanguage:
    """Chinese under a Chinese locale, else English; `--lang` wins."""

    @pytest.mark.parametrize(
        ("environment", "due"),
        [
            ({"LANG": "zh_CN.UTF-8"}, "zh"),
            ({"LANG": "zh_TW"}, "zh"),
            ({"LANG": "en_GB.UTF-8"}, "en"),
            ({"LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_GB.UTF-8"}, "zh"),
            ({"LC_ALL": "C", "LC_MESSAGES": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
            ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8"}, "zh"),
        ],
    )
    def test_by_the_locale(
        self, environment: dict[str, str], due: str, run: Ran, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("LC_ALL")
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        assert run("check", "missing")[1].startswith(
            {"zh": "missing：无法读取（", "en": "missing: cannot be read ("}[due]
        )

    @pytest.mark.parametrize(
        ("name", "due"),
        [("Chinese (Simplified)_China", "zh"), ("zh_CN", "zh"), ("English_United States", "en"), (None, "en")],
    )
    def test_by_the_process_where_no_variable_says(
        self, name: str | None, due: str, run: Ran, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("LC_ALL")
        monkeypatch.setattr(locale, "getlocale", lambda: (name, None))
        assert run("check", "missing")[1].startswith({"zh": "missing：", "en": "missing: "}[due])

    @pytest.mark.parametrize(
        "arguments",
        [
            ("check", "missing", "--lang", "zh"),
            ("check", "--lang=zh", "missing"),
            ("--lang", "zh", "check", "missing"),
            ("--lang", "en", "check", "missing", "--lang", "zh"),
            ("check", "--lang", "en", "--lang=zh", "missing"),
            ("check", "--lang", "zh", "--", "missing", "--lang", "en"),
        ],
    )
    def test_what_is_asked_for_wins(self, arguments: tuple[str, ...], run: Ran) -> None:
        assert run(*arguments)[1].startswith("missing：无法读取（错误 1，警告 0，提示 0）\n")

    @pytest.mark.parametrize("command", COMMANDS)
    def test_chinese_help_is_chinese(self, command: str, run: Ran) -> None:
        code, out, _ = run(command, "--help", "--lang", "zh")
        assert code == 0
        assert out.startswith(f"用法：gov-disclosure {command} ")
        assert re.search("usage:|options:|positional|arguments|Examples|show ", out) is None


class TestTerminal:
    """Colours and progress are for a terminal."""

    def test_no_colours_into_a_pipe(self, run: Ran, tmp_path: Path) -> None:
        assert "\x1b" not in run("check", written(tmp_path / "clean.txt"))[1]

    def test_colours_on_a_terminal(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        clean = written(tmp_path / "clean.txt")
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        cli.main(["check", clean])
        assert capsys.readouterr().out.startswith("clean.txt: \x1b[32mpassed\x1b[0m (errors 0,")
        cli.main(["check", "missing"])
        assert capsys.readouterr().out == (
            "missing: \x1b[1;31mcannot be read\x1b[0m (errors 1, warnings 0, infos 0)\n"
            "  \x1b[1;31merror\x1b[0m FILE-MISSING  no such file: missing.\n"
        )

    @pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
    def test_no_colours_where_they_are_not_wanted(
        self,
        name: str,
        value: str,
        capsys: pytest.CaptureFixture[str],
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        clean = written(tmp_path / "clean.txt")
        monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        cli.main(["check", clean])
        assert "\x1b" not in capsys.readouterr().out

    def test_progress_over_several_files(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        names = [written(tmp_path / name) for name in ("甲.txt", "乙.txt")]
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
        cli.main(["check", *names])
        out, err = capsys.readouterr()
        assert "\x1b" not in out
        assert err == "\r\x1b[K1/2 甲.txt\r\x1b[K" + "\r\x1b[K2/2 乙.txt\r\x1b[K" + "\r\x1b[K"

    def test_progress_fits_one_line(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COLUMNS", "12")
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
        cli.main(["check", "甲乙丙丁戊", "b"])
        assert capsys.readouterr().err.startswith("\r\x1b[K1/2 甲乙丙\r\x1b[K")  # 10 of 11 columns

    def test_no_progress_for_one_file_or_into_a_pipe(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        cli.main(["check", "a", "b"])
        assert capsys.readouterr().err == ""
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
        cli.main(["check", "a"])
        assert capsys.readouterr().err == ""

    def test_what_steers_a_terminal_is_escaped(self, run: Ran) -> None:
        code, out, _ = run("check", "a\x1b[2J\nb\u202ec")
        assert code == 3
        assert out == (
            "a\\x1b[2J\\nb\\u202ec: cannot be read (errors 1, warnings 0, infos 0)\n"
            "  error FILE-MISSING  no such file: a\\x1b[2J\\nb\\u202ec.\n"
        )


class TestHostileNames:
    """Nothing that a file, an argument or a configuration says steers a terminal, or begins a line of its own."""

    @pytest.mark.parametrize(
        "arguments",
        [
            ("check", "{}"),
            ("check", "{}", "--previous", "{}"),
            ("check", "{}", "--html", "{}"),
            ("check", "{}", "--html", "/none/{}"),
            ("check", "{}", "--format", "github"),
            ("check", "{}", "--config", "{}"),
            ("check", "{}", "--config", "hostile.toml"),
            ("check", "{}", "--select", "{}"),
            ("check", "{}", "--format", "{}"),
            ("check", "{}", "--{}"),
            ("convert", "{}", "/none/{}.json"),
            ("convert", "{}", "{}.zzz"),
            ("diff", "{}", "{}"),
            ("diff", "{}", "none{}"),
            ("aggregate", "{}"),
            ("template", "{}"),
            ("schema", "json", "--edition", "{}"),
            ("schema", "{}"),
            ("{}",),
        ],
        ids=" ".join,
    )
    def test_whatever_the_command(
        self, run: Ran, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
    ) -> None:
        name = f"a{STEERING}\n::error::b.txt"
        monkeypatch.chdir(tmp_path)
        report = (
            (Path(__file__).parent.parent / "examples" / "planted-errors.txt")
            .read_text("utf-8")
            .replace("云川市", f"云{STEERING}川市")
        )
        Path(name).write_text(report, "utf-8", newline="")
        Path("hostile.toml").write_text('[tool.gov-disclosure]\n"\\u202e\\u001b\\n::error::" = []\n', "utf-8")
        _, out, err = run(*(argument.replace("{}", name) for argument in arguments))
        assert out + err
        assert not {*STEERING.replace("[31m", "")} & {*out, *err}
        assert not [line for line in (out + err).splitlines() if line.strip().startswith("::error::")]


class TestUsage:
    """Wrong usage is 2; help and version cost nothing."""

    @pytest.mark.parametrize(
        ("arguments", "english", "chinese"),
        [
            ((), "gov-disclosure: the following arguments are required: COMMAND", "gov-disclosure: 缺少参数：COMMAND"),
            (
                ("check",),
                "gov-disclosure check: the following arguments are required: FILE",
                "gov-disclosure check: 缺少参数：FILE",
            ),
            (
                ("check", "a", "--bogus"),
                "gov-disclosure: unrecognized arguments: --bogus",
                "gov-disclosure: 不认得的参数：--bogus",
            ),
            (
                ("check", "a", "--format"),
                "gov-disclosure check: argument --format: expected one argument",
                "gov-disclosure check: 参数 --format：后面须有一个值",
            ),
            (
                ("convert", "a", "b", "--strict=1"),
                "gov-disclosure convert: argument --strict: ignored explicit argument '1'",
                "gov-disclosure convert: 参数 --strict：不能带值 '1'",
            ),
        ],
    )
    def test_wrong_usage(self, arguments: tuple[str, ...], english: str, chinese: str, run: Ran) -> None:
        code, out, err = run(*arguments)
        assert (code, out) == (2, "")
        assert err.startswith("usage: gov-disclosure")
        assert err.splitlines()[-1] == english
        code, out, err = run("--lang", "zh", *arguments)
        assert (code, out) == (2, "")
        assert err.startswith("用法：gov-disclosure")
        assert err.splitlines()[-1] == chinese

    def test_no_such_choice(self, run: Ran) -> None:
        code, _, err = run("rules", "--format", "xml", "--lang", "zh")
        assert code == 2
        assert err.splitlines()[-1].startswith("gov-disclosure rules: 参数 --format：没有 'xml' 这一选择（可用：")

    def test_no_abbreviations(self, run: Ran) -> None:
        assert run("check", "a", "--form", "json")[0] == 2

    def test_version(self, run: Ran) -> None:
        assert run("--version") == (0, f"gov-disclosure {gds.__version__}\n", "")

    @pytest.mark.parametrize("language", ["zh", "en"])
    @pytest.mark.parametrize("command", COMMANDS)
    def test_help_has_examples_and_exit_codes(self, command: str, language: str, run: Ran) -> None:
        code, out, err = run(command, "--help", "--lang", language)
        assert (code, err) == (0, "")
        codes = {"zh": "退出码：0 无误；1 有“错误”级的问题；2 用法不对；3", "en": "Exit codes: 0 clean; 1 findings"}
        if command == "diff":
            codes = {
                "zh": "退出码：0 相同；1 不同；2 用法不对；3",
                "en": "Exit codes: 0 the same; 1 different; 2 wrong usage",
            }
        assert f"\n  gov-disclosure {command}" in out
        assert codes[language] in out

    def test_top_help_lists_every_command(self, run: Ran) -> None:
        code, out, _ = run("--help", "--lang", "zh")
        assert code == 0
        assert re.findall(r"^    (\w+) ", out, re.MULTILINE) == [*COMMANDS]
        assert "\n命令：\n" in out

    @pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["check", "--help"], ["rules", "--help"]])
    def test_it_imports_no_pydantic(self, arguments: list[str]) -> None:
        program = (
            "import sys; from gov_disclosure_schema.cli import main\n"
            f"code = main({arguments!r})\n"
            "sys.exit(code or 'pydantic' in sys.modules)"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")

    def test_every_word_is_in_both_languages(self) -> None:
        for said in (*words.WORDS.values(), *SEVERITIES.values(), *VERDICTS.values()):
            placeholders = [set(re.findall(r"\{\w+\}", spoken)) for spoken in said]
            assert all(said)
            assert placeholders[0] == placeholders[1]

    def test_every_word_is_used(self) -> None:
        package = Path(words.__file__).parent
        code = "".join(path.read_text(encoding="utf-8") for path in package.glob("*.py") if path.name != "words.py")
        derived = {f"{kind}_{command}" for kind in ("help", "epilog") for command in COMMANDS}
        assert [key for key in words.WORDS.keys() - derived if f'"{key}"' not in code] == []


class TestNothingMakesItFallOver:
    """Whatever happens to the streams, there is no traceback."""

    @on_posix
    def test_the_reader_of_a_pipe_goes_away(self) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", "gov_disclosure_schema", "rules"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.close()
        _, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (141, b"")

    @on_posix
    def test_a_full_disk(self, tmp_path: Path) -> None:
        written(tmp_path / "clean.txt")
        for arguments in (["rules"], ["schema"], ["check", "clean.txt"], ["convert", "clean.txt", "-", "--to", "json"]):
            with Path("/dev/full").open("wb") as full:
                done = subprocess.run(
                    [sys.executable, "-m", "gov_disclosure_schema", *arguments, "--lang", "en"],
                    stdout=full,
                    stderr=subprocess.PIPE,
                    check=False,
                )
            assert (done.returncode, done.stderr.decode()) == (
                3,
                "  error FILE-UNWRITABLE  standard output cannot be written: No space left on device.\n",
            )

    @on_posix
    def test_closed_streams(self, tmp_path: Path) -> None:
        written(tmp_path / "clean.txt")
        for arguments in ("check clean.txt missing", "schema", "check -"):
            command = f'"{sys.executable}" -m gov_disclosure_schema {arguments} <&- >&- 2>&-'
            done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
            assert done.returncode == (0 if arguments == "schema" else 3)

    @on_posix
    def test_stopped_from_the_keyboard(self) -> None:
        # Whoever started the tests may ignore the signal, and a child inherits that.
        program = (
            "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
            "from gov_disclosure_schema.cli import main\n"
            "sys.exit(main(['check', '-', 'missing']))"
        )
        pipe = subprocess.PIPE
        process = subprocess.Popen([sys.executable, "-c", program], stdin=pipe, stdout=pipe, stderr=pipe)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(3)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        assert (process.returncode, out, err) == (130, b"", b"")

    def test_a_stream_that_cannot_say_it(self, tmp_path: Path) -> None:
        name = written(tmp_path / "clean.txt")
        ascii_only = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
        done = start("check", name, "--lang", "zh", env=ascii_only)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.startswith(b"clean.txt\\uff1a\\u5408\\u683c\\uff08")

    @on_posix
    @pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
    def test_a_name_that_is_no_text(self, encoding: str) -> None:
        environment = {**os.environ, "PYTHONIOENCODING": encoding}
        done = start("check", b"b\xffd.txt", "--lang", "en", env=environment)
        assert (done.returncode, done.stderr) == (3, b"")
        assert done.stdout.startswith(b"b\\udcffd.txt: cannot be read (errors 1, ")
        done = start("check", b"b\xffd.txt", "--format", "json", env=environment)
        assert (done.returncode, done.stderr) == (3, b"")
        assert os.fsencode(json.loads(done.stdout)[0]["file"]) == b"b\xffd.txt"

    def test_a_name_with_a_nul(self, run: Ran) -> None:
        assert run("check", "a\0b")[:2] == (
            3,
            (
                "a\\x00b: cannot be read (errors 1, warnings 0, infos 0)\n"
                "  error FILE-UNREADABLE  a\\x00b cannot be read: embedded null byte.\n"
            ),
        )
