"""Whom this program believes to be the exchange: the TLS context of all its connections."""

from __future__ import annotations

import ssl
from functools import cache


@cache
def tls_context() -> ssl.SSLContext:
    """Certificates of the system's authorities, for the very host (RFC 9525), TLS 1.2 or later.

    Unlike Python's default one it takes no host from a certificate's common name, where no authority has
    checked it, and writes no session keys to the file that SSLKEYLOGFILE names. Made once: reading the
    authorities takes longer than a handshake.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.hostname_checks_common_name = False
    context.load_default_certs()
    return context
