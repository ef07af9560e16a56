"""How much a package may hold, so that reading one costs what we decide and not what it says."""

from dataclasses import dataclass

KB, MB = 1024, 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Measured on the bytes that come out; what an archive declares is only a first hint."""

    files: int = 10_000
    libraries: int = 200
    directory: int = 4 * MB  # the archive's table of contents, which is read whole
    one_file: int = 256 * MB
    all_files: int = 512 * MB
    ratio: int = 200  # looked at in files larger than `ratio_from`
    ratio_from: int = MB
    json: int = 4 * MB
    manifest: int = 256 * KB  # h5p.json, library.json: kept in memory
    marks: int = 300_000  # commas and brackets of one JSON text; each may become an object
    depth: int = 60
    name: int = 255
    problems: int = 100  # a package may be wrong in a million places; nobody reads that


LIMITS = Limits()
