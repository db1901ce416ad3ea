"""Pictures with content credentials (C2PA), signed by a made-up camera whose certificate nobody vouches for."""

import datetime
import io
import json
from typing import Any

import c2pa
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

CAPTURED = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
MADE_UP = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"


def signed(jpeg: bytes, *actions: str, source: str = CAPTURED) -> bytes:
    """The JPEG with credentials that tell of its making (``source``) and of these actions afterwards."""
    told: list[dict[str, Any]] = [{"action": "c2pa.created", "digitalSourceType": source}]
    told += [{"action": action} for action in actions]
    manifest = {
        "claim_generator_info": [{"name": "Máy ảnh thử", "version": "1"}],
        "format": "image/jpeg",
        "assertions": [{"label": "c2pa.actions", "data": {"actions": told}}],
    }
    out = io.BytesIO()
    with c2pa.Builder(json.dumps(manifest)) as builder, _signer() as signer:
        builder.sign(signer, "image/jpeg", io.BytesIO(jpeg), out)
    return out.getvalue()


def _signer() -> c2pa.Signer:
    authority, camera = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root = _certificate("Thử", authority, authority, of_authority=True)
    leaf = _certificate("Máy ảnh thử", camera, authority, of_authority=False)
    chain = b"".join(each.public_bytes(serialization.Encoding.PEM) for each in (leaf, root))
    key = camera.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return c2pa.Signer.from_info(
        c2pa.C2paSignerInfo(alg=b"es256", sign_cert=chain, private_key=key, ta_url=None)
    )


def _certificate(
    name: str, key: ec.EllipticCurvePrivateKey, issuer: ec.EllipticCurvePrivateKey, *, of_authority: bool
) -> x509.Certificate:
    begins = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    flags = dict.fromkeys(
        ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only"),
        False,
    )
    usage = x509.KeyUsage(
        **flags,
        digital_signature=not of_authority,
        key_cert_sign=of_authority,
        crl_sign=of_authority,
        decipher_only=False,
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name("Thử"))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + datetime.timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=of_authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.public_key()), critical=False
        )
        .add_extension(usage, critical=True)
    )
    if not of_authority:
        made = made.add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False
        )
    return made.sign(issuer, hashes.SHA256())


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, common),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Thử"),
        ]
    )
