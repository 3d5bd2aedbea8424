"""Python starts without a network wherever this folder is on PYTHONPATH.

Notebook kernels are processes of their own, which pytest's plugins do not reach: this file does. Names other
than this machine's do not resolve, as in a room without internet; addresses other than this machine's refuse
to connect.
"""

import ipaddress
import socket

from pytest_socket import socket_allow_hosts

LOCAL = ["127.0.0.1", "localhost"]

socket_allow_hosts(LOCAL, allow_unix_socket=True)


def _is_local(host):
    if host is None:
        return True
    host = host.decode() if isinstance(host, bytes) else host
    if host in ("", *LOCAL, socket.gethostname()):
        return True
    try:  # a numeric address asks nobody: whether it may be reached is decided on connecting
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _only_local(resolve):
    def resolve_local(host, *args, **kwargs):
        if not _is_local(host):
            raise socket.gaierror(socket.EAI_NONAME, f"no network in the tests of the course: {host!r}")
        return resolve(host, *args, **kwargs)

    return resolve_local


for _name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
    setattr(socket, _name, _only_local(getattr(socket, _name)))
