"""Makes the certificates that the tests' servers show: a good one and many that nobody may believe."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
DAY = timedelta(days=1)
HOST = "localhost"
HERE = (x509.DNSName(HOST),)


def strong() -> Key:
    """A key that today's rules accept."""
    return ec.generate_private_key(ec.SECP256R1())


@dataclass(frozen=True)
class Signed:
    """A certificate with its key and those that vouch for it, nearest first."""

    certificate: x509.Certificate
    key: Key
    chain: tuple[x509.Certificate, ...] = ()

    def save(self, path: Path) -> Path:
        """One PEM file as a server loads it."""
        parts = [
            self.key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        ]
        parts += [one.public_bytes(serialization.Encoding.PEM) for one in (self.certificate, *self.chain)]
        path.write_bytes(b"".join(parts))
        return path


@dataclass(frozen=True)
class Plan:
    """What is to stand in a certificate; `issuer` None signs itself."""

    name: str
    issuer: Signed | None = None
    hosts: tuple[x509.GeneralName, ...] = HERE
    is_authority: bool = False
    depth: int | None = None
    since: timedelta = -DAY
    until: timedelta = 30 * DAY
    usage: x509.ObjectIdentifier = ExtendedKeyUsageOID.SERVER_AUTH
    key: Key = field(default_factory=strong)
    limits: x509.NameConstraints | None = None


def sign(plan: Plan) -> Signed:
    """The certificate of that plan."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, plan.name)])
    issuer = plan.issuer
    now, public = datetime.now(UTC), plan.key.public_key()
    signer = plan.key if issuer is None else issuer.key
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name if issuer is None else issuer.certificate.subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + plan.since)
        .not_valid_after(now + plan.until)
        .add_extension(x509.BasicConstraints(plan.is_authority, plan.depth), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
        .add_extension(_key_usage(plan.is_authority), critical=True)
    )
    if plan.limits is not None:
        builder = builder.add_extension(plan.limits, critical=True)
    if not plan.is_authority:
        builder = builder.add_extension(x509.ExtendedKeyUsage([plan.usage]), critical=False)
        if plan.hosts:
            builder = builder.add_extension(x509.SubjectAlternativeName(plan.hosts), critical=False)
    chain = () if issuer is None else (issuer.certificate, *issuer.chain)
    return Signed(builder.sign(signer, hashes.SHA256()), plan.key, chain)


def _key_usage(is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )


def trusted() -> tuple[Signed, Signed]:
    """Two authorities that the client believes: one that is good and one whose time is over."""
    good = sign(Plan("Root", is_authority=True))
    return good, sign(Plan("Old root", is_authority=True, since=-9 * DAY, until=-DAY))


def good(root: Signed) -> Signed:
    """What the real exchange would show: from an authority below the root, for this host."""
    return sign(Plan(HOST, sign(Plan("Middle", root, is_authority=True, depth=0))))


def bad(root: Signed, old: Signed) -> Mapping[str, Signed]:
    """Certificates that must not be believed, by what is wrong with them."""
    leaf = sign(Plan(HOST, root))
    shallow = sign(Plan("Shallow", root, is_authority=True, depth=0))
    elsewhere = x509.NameConstraints([x509.DNSName("example.com")], None)
    confined = sign(Plan("Confined", root, is_authority=True, limits=elsewhere))
    return {
        "signs itself": sign(Plan(HOST)),
        "from an authority nobody knows": sign(Plan(HOST, sign(Plan("Root", is_authority=True)))),
        "from an authority whose time is over": sign(Plan(HOST, old)),
        "its time is over": sign(Plan(HOST, root, since=-9 * DAY, until=-DAY)),
        "its time has not come": sign(Plan(HOST, root, since=DAY)),
        "for another host": sign(Plan(HOST, root, hosts=(x509.DNSName("api.upbit.com.example.com"),))),
        "for an address only": sign(
            Plan(HOST, root, hosts=(x509.IPAddress(ipaddress.ip_address("127.0.0.2")),))
        ),
        "for every host": sign(Plan(HOST, root, hosts=(x509.DNSName("*"),))),
        "names its host in the old way only": sign(Plan(HOST, root, hosts=())),
        "for clients, not servers": sign(Plan(HOST, root, usage=ExtendedKeyUsageOID.CLIENT_AUTH)),
        "signed by one that is no authority": sign(Plan(HOST, leaf)),
        "below an authority that may have none below it": sign(
            Plan(HOST, sign(Plan("Deep", shallow, is_authority=True)))
        ),
        "from an authority for other hosts": sign(Plan(HOST, confined)),
        "with a key of 1,024 bits": sign(
            Plan(HOST, root, key=rsa.generate_private_key(public_exponent=65537, key_size=1024))
        ),
    }
