"""What a badge is baked into: a drawing of our own, without words."""

import io

from openbadgeslib import ob3
from PIL import Image, ImageDraw

from certification.badges.issuing import plain
from certification.badges.keys import private_pem
from certification.models import Share
from office import signing

SIDE = 512
GROUND, PINE, HONEY = "#fbf7f0", "#1f5d57", "#f2c867"


def baked(row: Share, *, at) -> bytes:
    """A PNG file with the signed credential in it (Open Badges 3.0, section 5.3)."""
    key = signing.signer(signing.BADGES)
    signer = ob3.OB3LdpSigner(private_pem(key))
    return signer.sign_into_png(plain(row, key.public_key(), at=at), drawn())


def drawn() -> bytes:
    """A sun over a hill, and a path: once drawn, always the same."""
    image = Image.new("RGB", (SIDE, SIDE), GROUND)
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((16, 16, SIDE - 16, SIDE - 16), radius=72, outline=PINE, width=16)
    draw.ellipse((296, 104, 408, 216), fill=HONEY)
    draw.pieslice((-80, 232, SIDE + 80, 900), 180, 360, fill=PINE)
    draw.polygon([(232, 250), (272, 250), (336, 464), (168, 464)], fill=GROUND)
    draw.rounded_rectangle((16, 16, SIDE - 16, SIDE - 16), radius=72, outline=PINE, width=16)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
