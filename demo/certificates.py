"""Certificate authorities as homes make them, and certificates that they sign for this machine."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
import ssl
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_SINCE: Final = datetime(2026, 1, 1, tzinfo=UTC)
_SIGNS: Final = x509.KeyUsage(
    digital_signature=False,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=True,
    crl_sign=True,
    encipher_only=False,
    decipher_only=False,
)


@dataclass(frozen=True, slots=True)
class Certificates:
    """An authority, and a server that shows what it signed."""

    ca_pem: str
    """The authority."""
    fingerprint: str
    """SHA-256 of the server's certificate."""
    tls: ssl.SSLContext
    """What the server runs with."""
    pem: Path
    """The server's certificate and its key, for another process."""


def certificates(folder: Path, *, with_key_usage: bool = True) -> Certificates:
    """Return new ones; without key usage the authority is like those that `openssl req -x509` makes."""
    ca_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    builder = _builder("Home CA", ca_key.public_key()).add_extension(
        x509.BasicConstraints(ca=True, path_length=None), critical=True
    )
    if with_key_usage:
        builder = builder.add_extension(_SIGNS, critical=True)
    key_id = x509.SubjectKeyIdentifier.from_public_key(ca_key.public_key())
    ca = builder.add_extension(key_id, critical=False).sign(ca_key, hashes.SHA256())
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    server = (
        _builder("gpu.local", key.public_key())
        .add_extension(names, critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(key_id), critical=False)
        .sign(ca_key, hashes.SHA256())
    )
    file = folder / "server.pem"
    file.write_bytes(
        server.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(file)
    return Certificates(
        ca.public_bytes(serialization.Encoding.PEM).decode(),
        server.fingerprint(hashes.SHA256()).hex(),
        tls,
        file,
    )


def _named(name: str) -> x509.Name:
    """Return a subject."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _builder(subject: str, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    """Return what every certificate of the authority has."""
    return (
        x509.CertificateBuilder()
        .subject_name(_named(subject))
        .issuer_name(_named("Home CA"))
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(_SINCE)
        .not_valid_after(_SINCE + timedelta(days=3650))
    )
