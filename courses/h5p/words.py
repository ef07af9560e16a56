"""The sentence for each code. Codes are those of h5p-php-library and Lumi where they have one."""

from django.utils.translation import gettext_lazy as _

ERRORS = {
    # Codes of the peers
    "missing-h5p-extension": _("The file’s name does not end in .h5p."),
    "unable-to-unzip": _("This is not a zip that can be opened."),
    "file-size-too-large": _("A file in the package is too large."),
    "total-size-too-large": _("The package holds more than it may."),
    "not-in-whitelist": _("Files of this kind may not be in a package here."),
    "invalid-h5p-json-file": _("The file h5p.json is missing or can’t be read."),
    "invalid-h5p-json-file-2": _("A value in h5p.json is missing or not allowed."),
    "invalid-content-folder": _("The file content/content.json is missing."),
    "unable-to-parse-package": _("The file content/content.json can’t be read."),
    "invalid-library-name": _("A library’s folder has a name that is not allowed."),
    "invalid-library-json-file": _("A library’s library.json is missing or can’t be read."),
    "invalid-schema-library-json-file": _(
        "A value in library.json is missing or not allowed."
    ),
    "library-directory-name-mismatch": _("A library’s folder does not bear the library’s name."),
    "library-file-missing": _("A library names a file that is not there."),
    "invalid-language-file": _("A language file has a name that is not allowed."),
    "invalid-language-file-json": _("A language file can’t be read."),
    "invalid-semantics-json-file": _("A library’s semantics.json can’t be read."),
    "api-version-unsupported": _("A library needs a newer H5P than this site has."),
    "missing-required-library": _("A library that is needed is neither here nor in the package."),
    "missing-main-library": _("The main library is not among those that the package names."),
    # Ours
    "damaged-file": _("A file is damaged or is not as long as announced."),
    "data-around-archive": _("There is something before or after the zip."),
    "archive-too-new": _("The zip is of a larger kind than packages need."),
    "too-many-files": _("The package holds more files than it may."),
    "too-many-libraries": _("The package holds more libraries than it may."),
    "ratio-too-high": _("A file grows far more in unpacking than files do."),
    "encrypted-file": _("A file is locked with a password."),
    "unsupported-compression": _("A file is packed in a way that packages do not use."),
    "special-file": _("A link or special file may not be in a package."),
    "unsafe-name": _("A file has a name that is not safe."),
    "names-too-alike": _("Two names differ only in capital letters."),
    "duplicate-file": _("A file that must be there once is there twice."),
    "two-of-one-library": _("One version of a library is there twice."),
    "path-outside-content": _("The content points to a place outside its folder."),
    "content-file-missing": _("The content names a file that is not there."),
    "library-refused": _("A library was looked at on this site and refused."),
}  # fmt: skip
WARNINGS = {
    "needs-internet": _("Parts of this are fetched from the internet."),
    "missing-optional-library": _("A library that may be asked for later is missing."),
    "duplicate-content-file": _("A file is there twice. The last one is used."),
    "libraries-left-out": _("The package’s own libraries were left out. Ours are used."),
    "library-differs": _("This site has other files under the same library version."),
}
ALL = ERRORS | WARNINGS


def words_for(code: str) -> str:
    return str(ALL[code])
