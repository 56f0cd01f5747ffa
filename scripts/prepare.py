"""Make `.venv` and install what the project needs: `python3 scripts/prepare.py [--dev]`.

Runs on the machine's own Python, so it needs the standard library only and must be readable by old versions too: they are told, in one
line, that they are too old. A stamp inside `.venv` holds the hash of the requirements; where it fits, nothing is done.
"""

import hashlib
import importlib.util
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
OLDEST = (3, 11)


def stop(english, chinese):
    sys.exit("%s\n%s" % (english, chinese))  # noqa: UP031 - an old Python must read this file to be told that it is old


def check_machine():
    """End with one clear line where this machine lacks something that no installation into `.venv` can bring."""
    if sys.version_info < OLDEST:
        here = "%d.%d" % sys.version_info[:2]  # noqa: UP031
        stop(
            "Python 3.11 or newer is needed, this is " + here + ". Try: make run PYTHON=python3.11",
            "需要 Python 3.11 或更高版本，当前为 " + here + "。可执行：make run PYTHON=python3.11",
        )
    if not os.access(ROOT, os.W_OK):
        stop("This folder cannot be written to: " + ROOT, "此文件夹不可写：" + ROOT)
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        stop("python3-venv is missing. As root: apt install python3-venv", "缺少 python3-venv。请以 root 执行：apt install python3-venv")


def fingerprint(*names):
    """Hash of the Python version and of the named requirement files, 64 hexadecimal digits."""
    digest = hashlib.sha256(sys.version.encode())
    for name in names:
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def stamped(name):
    try:
        with open(os.path.join(VENV, name), encoding="ascii") as file:
            return file.read()
    except OSError:
        return ""


def quietly(*command):
    """Run a step; its output is shown only where it fails, and then only the end of it."""
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        last = [line for line in done.stdout.splitlines() if line.strip() and not line.startswith("[notice]")][-3:]
        stop("Could not be installed:\n  " + "\n  ".join(last), "安装失败，原因见上。")


def venv_works():
    if not os.path.exists(PYTHON):
        return False
    return subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0


def main():
    check_machine()
    dev = "--dev" in sys.argv[1:]
    stamps = {"run.stamp": fingerprint("requirements.txt")}
    if dev:
        stamps["dev.stamp"] = fingerprint("requirements.txt", "requirements-dev.txt")
    if os.path.exists(PYTHON) and all(stamped(name) == value for name, value in stamps.items()):
        return
    if not venv_works():
        print("Making .venv / 正在创建 .venv", flush=True)
        quietly(sys.executable, "-m", "venv", "--clear", VENV)
    print("Installing packages, a minute or two / 正在安装依赖，约需一两分钟", flush=True)
    wanted = "requirements-dev.txt" if dev else "requirements.txt"
    quietly(PYTHON, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", "-r", wanted)
    for name, value in stamps.items():
        with open(os.path.join(VENV, name), "w", encoding="ascii") as file:
            file.write(value)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
