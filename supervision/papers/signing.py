"""The signature of a PDF file: PAdES, with ECDSA over P-256, which readers of PDF know.

The key is drawn (HKDF) from the site's first signing key, so there is no other secret to keep; its
certificate is signed by itself and always the same. That says nothing about who holds it: a proof
inside the file, signed by the site, names this key, and whoever checks compares the two.
"""

import hashlib
import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from cryptography.x509.oid import NameOID
from django.conf import settings

from office import signing
from supervision import links, sealing

PROOF_NAME = "proof.json"
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256
SINCE, UNTIL = datetime(2024, 1, 1), datetime(9999, 12, 31, 23, 59, 59)  # RFC 5280: no end


class NotWhole(Exception):
    """A short English sentence: why this PDF file proves nothing."""


@dataclass(frozen=True)
class Opened:
    """A PDF file whose signature holds: the proof in it, and the key that signed the file."""

    proof: bytes
    key: str


# --- to sign


def signed(pdf: bytes) -> bytes:
    """The same file with the site's signature over all of it."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415
    from pyhanko.sign import fields, signers  # noqa: PLC0415

    meta = signers.PdfSignatureMetadata(
        field_name="Signature", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )
    signer = signers.PdfSigner(meta, signer=_signer())
    return signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf))).getvalue()


def paper_key() -> str:
    """What a proof names: the SHA-256 of the public key (SubjectPublicKeyInfo), in hex."""
    return _print_of(_private_key().public_key())


def paper_keys() -> list[str]:
    """The same of every key that SIGNING_KEYS holds for hours: older papers stay ours."""
    return [_print_of(_drawn_from(key).public_key()) for key in signing.keys_for(signing.HOURS)]


def certificate() -> bytes:
    """For whoever wants to tell their reader of PDF files to trust this site (PEM)."""
    return _certificate().public_bytes(Encoding.PEM)


def _signer():
    from asn1crypto import keys as asn1_keys  # noqa: PLC0415
    from asn1crypto import x509 as asn1_x509  # noqa: PLC0415
    from pyhanko.sign import signers  # noqa: PLC0415
    from pyhanko_certvalidator.registry import SimpleCertificateStore  # noqa: PLC0415

    key = _private_key().private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(_certificate().public_bytes(Encoding.DER)),
        signing_key=asn1_keys.PrivateKeyInfo.load(key),
        cert_registry=SimpleCertificateStore(),
    )


def _private_key() -> ec.EllipticCurvePrivateKey:
    return _drawn_from(sealing.signing_key())


def _drawn_from(key: Ed25519PrivateKey) -> ec.EllipticCurvePrivateKey:
    """From 48 bytes, so that no number is likelier than another (FIPS 186-5, A.2.1)."""
    seed = key.private_bytes_raw()
    drawn = HKDF(SHA256(), length=48, salt=None, info=b"supervision.papers P-256").derive(seed)
    return ec.derive_private_key(int.from_bytes(drawn, "big") % (ORDER - 1) + 1, ec.SECP256R1())


def _certificate() -> x509.Certificate:
    key, site = _private_key(), links.key_id(sealing.signing_key().public_key())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, settings.SITE_HOST[:64]),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, site),
        ]
    )
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"),
        False,
    )
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(int(site, 16) | 1)
        .not_valid_before(SINCE)
        .not_valid_after(UNTIL)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                content_commitment=True,
                encipher_only=False,
                decipher_only=False,
                **usage,
            ),
            critical=True,
        )
    )
    return built.sign(key, SHA256(), ecdsa_deterministic=True)


def _print_of(key) -> str:
    spki = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(spki).hexdigest()


# --- to check


def opened(content: bytes) -> Opened:
    """Its proof, if the one signature of the file covers it to the last byte. Raises NotWhole."""
    with _quiet():
        try:
            return _opened(content)
        except NotWhole:
            raise
        except Exception as problem:  # an edge: a reader of many hands, over anybody's bytes
            raise NotWhole(f"The PDF file can't be read ({type(problem).__name__}).") from None


def _opened(content: bytes) -> Opened:
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415

    reader = PdfFileReader(io.BytesIO(content))
    found = reader.embedded_signatures
    if len(found) != 1:
        raise NotWhole("The PDF file has no signature of a site, or several.")
    _check_signature(found[0])
    _check_container(content, found[0])
    return Opened(_attached(reader), _print_of(_key_in(found[0])))


def _check_signature(embedded) -> None:
    """Its bytes are those that were signed, with the key of the certificate beside it."""
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415
    from pyhanko.sign.validation.status import SignatureCoverageLevel  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    trusted = ValidationContext(trust_roots=[embedded.signer_cert], allow_fetching=False)
    status = validate_pdf_signature(embedded, signer_validation_context=trusted)
    covered = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    if not (status.bottom_line and covered):
        raise NotWhole("The PDF file was changed after it was signed.")


def _key_in(embedded):
    return x509.load_der_x509_certificate(embedded.signer_cert.dump()).public_key()


def _attached(reader) -> bytes:
    """The one file that we put in."""
    names = reader.root["/Names"]["/EmbeddedFiles"]["/Names"]
    for at in range(0, len(names), 2):
        spec = names[at + 1]
        if str(spec.get("/UF", spec.get("/F"))) == PROOF_NAME:
            return spec["/EF"]["/F"].data
    raise NotWhole("The PDF file holds no proof.")


def _check_container(content: bytes, embedded) -> None:
    """What stands in the gap that the signature leaves for itself is written in our one way.

    It can't sign itself, and readers are lenient: without this, a byte of it could be another.
    """
    _zero, gap, after, _rest = (int(each) for each in embedded.byte_range)
    hexed = _container(embedded).hex().upper()
    if content[gap:after] != b"<" + hexed.encode().ljust(after - gap - 2, b"0") + b">":
        raise NotWhole("The PDF file was changed: its signature is not written as ours are.")


def _container(embedded) -> bytes:
    """CMS (RFC 5652) as we write it, around what the signature covers or proves."""
    from asn1crypto import cms  # noqa: PLC0415

    cert, signer = embedded.signer_cert, embedded.signer_info
    sid = cms.IssuerAndSerialNumber({"issuer": cert.issuer, "serial_number": cert.serial_number})
    info = {
        "version": "v1",
        "sid": cms.SignerIdentifier({"issuer_and_serial_number": sid}),
        "digest_algorithm": {"algorithm": "sha256"},
        "signed_attrs": signer["signed_attrs"],
        "signature_algorithm": {"algorithm": "sha256_ecdsa"},
        "signature": signer["signature"].native,
    }
    data = {
        "version": "v1",
        "digest_algorithms": [{"algorithm": "sha256"}],
        "encap_content_info": {"content_type": "data"},
        "certificates": [cert],
        "signer_infos": [info],
    }
    return cms.ContentInfo({"content_type": "signed_data", "content": data}).dump()


@contextmanager
def _quiet() -> Iterator[None]:
    """What is wrong is said once, by us."""
    loggers = [logging.getLogger(name) for name in ("pyhanko", "pyhanko_certvalidator")]
    before = [logger.level for logger in loggers]
    try:
        for logger in loggers:
            logger.setLevel(logging.CRITICAL + 1)
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
