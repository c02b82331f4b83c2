"""What can go wrong with files, as sentences for people (things that can happen to anyone)."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘配额已满",
    errno.EFBIG: "文件太大",
    errno.EACCES: "没有权限，或文件正被其他程序打开",
    errno.EPERM: "没有权限",
    errno.EROFS: "所在磁盘是只读的",
    errno.ENOENT: "找不到这个文件或文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接互相指向，没有尽头",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "打开的文件太多",
}


class Refused(Exception):
    """An input or output that cannot be used; `str()` is a plain Chinese sentence for people."""


def reason(error: OSError) -> str:
    """The cause of a file error in Chinese."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))
