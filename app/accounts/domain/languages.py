"""The languages a person can choose, by tag, each named in itself."""

from collections.abc import Mapping

LANGUAGES: Mapping[str, str] = {"zh-CN": "中文", "en": "English"}
