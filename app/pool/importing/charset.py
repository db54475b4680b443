"""The bytes of a file that a spreadsheet saved: UTF-8 as it is, GBK as UTF-8."""

_BOM = b"\xef\xbb\xbf"


def as_utf8(content: bytes) -> bytes:
    """Return the file in UTF-8 where it is GBK (GB 18030); any other as it is, for its rows to tell.

    A file that is UTF-8 but for a few bytes stays so: only those rows are refused.
    """
    if content.startswith(_BOM) or not _is_hardly_utf8(content):
        return content
    try:
        return content.decode("gb18030").encode()
    except UnicodeDecodeError:
        return content


def _is_hardly_utf8(content: bytes) -> bool:
    undecoded = len(content) - len(content.decode("utf-8", "ignore").encode())
    return undecoded * 2 > len(content) - len(content.decode("ascii", "ignore"))
