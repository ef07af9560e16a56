"""Writes what the room's program must work out, from other people's libraries:
`python -m tests.wellbeing.known_answers` writes tests/wellbeing/room/known-answers.json."""

import hashlib
import json
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FILE = Path(__file__).parent / "room" / "known-answers.json"
ORIGIN = "https://notes.example"
SALT = bytes(range(16))
MASTER = bytes(range(100, 132))
SECRETS = {
    "pass": "window garden silver morning paper bridge",
    "code": "0123456789ABCDEFGHJKMNPQRSTV",
}


def worked_out() -> dict:
    ways = {kind: way(kind, secret) for kind, secret in SECRETS.items()}
    vault = {"place": named(MASTER, "vault-loc"), "key": named(MASTER, "vault-key")}
    arabic = {
        "secret": "كلمات هادئة",
        "salt": SALT.hex(),
        "stretched": stretched("كلمات هادئة", SALT),
    }
    return {
        "origin": ORIGIN,
        "salt": SALT.hex(),
        "ways": ways,
        "arabic": arabic | {"stretched": arabic["stretched"].hex()},
        "master": MASTER.hex(),
        "vault": vault,
    }


def way(kind: str, secret: str) -> dict:
    salt = hashlib.sha256(f"{ORIGIN}|{SALT.hex()}|{kind}".encode()).digest()[:16]
    key = stretched(secret, salt)
    return {
        "secret": secret,
        "slow_salt": salt.hex(),
        "stretched": key.hex(),
        "place": named(key, f"slot-loc/{kind}"),
        "key": named(key, f"slot-kek/{kind}"),
    }


def stretched(secret: str, salt: bytes) -> bytes:
    return hash_secret_raw(secret.encode(), salt, 3, 65536, 1, 64, Type.ID)


def named(secret: bytes, name: str) -> str:
    return HKDF(SHA256(), 32, bytes(32), f"sc/v1/{name}".encode()).derive(secret).hex()


def text() -> str:
    return json.dumps(worked_out(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
