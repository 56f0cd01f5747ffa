"""What an office sets, read from the environment: a value that means nothing is told with the name of its setting, never taken for another.

Set to nothing means not set.
"""

import math
import os
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})
IN_MEMORY = "sqlite://:memory:"
POSTGRES = frozenset({"postgres", "postgresql", "pgsql"})


def given(name: str) -> str:
    return os.environ[name].strip() if name in os.environ else ""


class WrongSetting(ImproperlyConfigured):
    """One line in English and one in Chinese."""

    def __init__(self, english: str, chinese: str):
        super().__init__(english)
        self.chinese = chinese


class Env(environ.Env):
    """As django-environ reads it, but strictly. Raises WrongSetting."""

    def bool(self, var, default=False):
        text = given(var).lower()
        if text and text not in YES | NO:
            raise WrongSetting(f"{var} must be 1 or 0, not {text!r}.", f"{var} 应为 1 或 0，当前为 {text!r}。")
        return text in YES if text else default

    def int(self, var, default=0, *, least=0):
        text = given(var)
        if text and not (text.isascii() and text.isdecimal() and len(text) < 16 and int(text) >= least):
            raise WrongSetting(
                f"{var} must be a whole number from {least}, not {text!r}.", f"{var} 应为不小于 {least} 的整数，当前为 {text!r}。"
            )
        return int(text) if text else default

    def float(self, var, default=0.0):
        text = given(var)
        if not text:
            return default
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not 0 < number < math.inf:
            raise WrongSetting(f"{var} must be a number above 0, not {text!r}.", f"{var} 应为大于 0 的数字，当前为 {text!r}。")
        return number

    def db(self, var="DATABASE_URL", default=""):
        """The text is not repeated: a password may stand in it."""
        if (text := given(var)) and not names_a_database(text):
            raise WrongSetting(
                f"{var} must be postgres://name:password@host:5432/database or sqlite:///folder/file.sqlite3, whole.",
                f"{var} 应写全：postgres://用户名:密码@主机:5432/数据库名，或 sqlite:///文件夹/文件.sqlite3。",
            )
        return self.db_url_config(super().str(var) if text else default)


def names_a_database(url: str) -> bool:
    """A kind that the house speaks to, a port that is one, and the name of the database or of the file."""
    if url == IN_MEMORY:
        return True
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    is_named = bool(parts.path.strip("/"))
    if parts.scheme == "sqlite":
        return is_named and not parts.netloc
    return parts.scheme in POSTGRES and is_named and port != 0
