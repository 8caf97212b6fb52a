"""Addresses out on the internet, told from those inside the server's own networks."""

import ipaddress
import socket
from urllib.parse import urlsplit

from samverkan.exchange.faults import SourceFault


def refuse_inward(address: str) -> None:
    """Raise SourceFault when the host of a web address lies on this machine or in a private network.

    A page must not be a way to make the server ask what only the server reaches. From the command line, where one has
    the machine already, such an address is allowed. A host that has no address is left to the reading, which says so.
    """
    if any(_inward(each) for each in _found(urlsplit(address).hostname or "")):
        raise SourceFault(
            "Adressen går till den här datorn eller ett slutet nät och går inte att hämta från sidan.",
            "Be den som sköter systemet läsa in registret med bin/samverkan import ss12000.",
        )


def _found(host: str) -> set[str]:
    try:
        return {str(each[4][0]).partition("%")[0] for each in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return set()


def _inward(found: str) -> bool:
    address = ipaddress.ip_address(found)
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return not address.is_global or address.is_multicast
