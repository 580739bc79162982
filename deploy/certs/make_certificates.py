"""Certificates and keys for a trial: a private authority and everything that the examples in deploy/config name.

    python deploy/certs/make_certificates.py certs
    python deploy/certs/make_certificates.py certs --host 127.0.0.1 --host localhost --days 7

`--host` adds a name or an address to the listeners' certificates: clients compare the name by which they call with the
certificate. For trials only: the authority's key lies beside what it signed. In production the certificates come from
the authority of the region or of the city, its key never reaches a server, and a machine that is no longer trusted is
taken out of `peers`.
"""

import argparse
import ipaddress
import os
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

Private = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey

LISTENERS = {"city": "mesto.vzorov.komplan.example", "region": "kraj.komplan.example"}
CALLERS = {
    "portal": "portal.vzorov.komplan.example",
    "collector": "sber.kraj.komplan.example",
    "office": "urad.kraj.komplan.example",
}
"""File name → name in the certificate, by which `peers` knows the machine."""


class Authority:
    """A private authority: it signs certificates for machines that know its own one."""

    def __init__(self, title: str, days: int = 30) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._days = days
        name = _name(title)
        self.certificate = (
            self._begin(name, name, self._key.public_key(), None, None)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(signs_certificates=True), critical=True)
            .sign(self._key, hashes.SHA256())
        )

    def write(self, folder: Path) -> None:
        """Write `authority.pem`, which everybody needs, and `authority.key`, which nobody else may see."""
        write_private(folder / "authority.key", self._key)
        (folder / "authority.pem").write_bytes(self.certificate.public_bytes(Encoding.PEM))

    def issue(
        self,
        folder: Path,
        stem: str,
        names: Iterable[str],
        *,
        listens: bool = False,
        begins: datetime | None = None,
        ends: datetime | None = None,
    ) -> tuple[Path, Path]:
        """Write `stem.pem` and `stem.key` for a machine with these names or addresses; gives both paths."""
        key = ec.generate_private_key(ec.SECP256R1())
        use = ExtendedKeyUsageOID.SERVER_AUTH if listens else ExtendedKeyUsageOID.CLIENT_AUTH
        alternatives = [_alternative(name) for name in names]
        begun = self._begin(_name(stem), self.certificate.subject, key.public_key(), begins, ends)
        begun = begun.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        begun = begun.add_extension(_usage(signs_certificates=False), critical=True)
        begun = begun.add_extension(x509.ExtendedKeyUsage([use]), critical=False)
        if alternatives:
            begun = begun.add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        certificate, private = folder / f"{stem}.pem", folder / f"{stem}.key"
        write_private(private, key)
        certificate.write_bytes(begun.sign(self._key, hashes.SHA256()).public_bytes(Encoding.PEM))
        return certificate, private

    def _begin(
        self,
        subject: x509.Name,
        issuer: x509.Name,
        key: ec.EllipticCurvePublicKey,
        begins: datetime | None,
        ends: datetime | None,
    ) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        own = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        return (
            x509.CertificateBuilder(issuer, subject, key, x509.random_serial_number())
            .not_valid_before(begins or now - timedelta(hours=1))
            .not_valid_after(ends or now + timedelta(days=self._days))
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .add_extension(own, critical=False)
        )


def write_private(path: Path, key: Private) -> None:
    """Write a private key that its owner alone can read, from the first byte on."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def make_issuer(folder: Path) -> None:
    """Write the keys with which an office signs assertions about its people: `issuer.key`, `issuer.pub.pem`."""
    key = ed25519.Ed25519PrivateKey.generate()
    write_private(folder / "issuer.key", key)
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (folder / "issuer.pub.pem").write_bytes(public)


def make_all(folder: Path, hosts: Iterable[str], days: int) -> Authority:
    """Write everything that the examples name; gives the authority, which can issue more."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text("*\n")  # keys do not belong in a repository
    authority = Authority("komplan trial authority", days)
    authority.write(folder)
    for stem, name in LISTENERS.items():
        authority.issue(folder, stem, (name, *hosts), listens=True)
    for stem, name in CALLERS.items():
        authority.issue(folder, stem, (name,))
    make_issuer(folder)
    write_private(folder / "witness.pem", ed25519.Ed25519PrivateKey.generate())  # with which books are cosigned
    write_private(folder / "directory.pem", ed25519.Ed25519PrivateKey.generate())  # with which a region says who is who
    return authority


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where to write; must not hold an authority yet")
    parser.add_argument("--host", action="append", default=[], help="further name or address of the listeners")
    parser.add_argument("--days", type=int, default=30, help="days for which everything holds (30)")
    given = parser.parse_args()
    if (given.folder / "authority.pem").exists():
        print(f"{given.folder} holds an authority already: choose another folder or remove it", file=sys.stderr)
        return 1
    make_all(given.folder, given.host, given.days)
    print("\n".join(sorted(path.name for path in given.folder.iterdir())))
    return 0


def _name(title: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, title)])


def _alternative(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _usage(signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


if __name__ == "__main__":
    sys.exit(main())
