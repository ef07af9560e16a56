"""Small sounds, films and captions for tests, made in place."""

import io
import wave

from django.core.files.base import ContentFile

from office.clips import Clip, caption

FILM = b"\0\0\0\x18ftypmp42" + bytes(2000)
SMALL_FILM = b"\0\0\0\x18ftypmp42" + bytes(200)
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:02.000\nSomebody knocks.\n"


def sound(seconds=1, rate=8000):
    """A WAV of silence, that browsers play."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(rate)
        file.writeframes(b"\x80" * int(seconds * rate))
    return out.getvalue()


def make_sound(**fields):
    file = ContentFile(sound(), "knock.wav")
    return Clip.objects.create(title="Knocking", type="audio", file=file, **fields)


def make_film(*languages, **fields):
    """With captions in these languages, and a small file beside it."""
    whole, small = ContentFile(FILM, "door.mp4"), ContentFile(SMALL_FILM, "s.mp4")
    clip = Clip.objects.create(
        title="A door", type="video", file=whole, small_file=small, duration=95, **fields
    )
    for language in languages:
        caption(clip, language, ContentFile(CAPTIONS.encode(), f"{language}.vtt"))
    return clip
