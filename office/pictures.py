"""Images as Wagtail keeps them, with the words that a person who cannot see them needs."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage

from office import drawings


class Picture(AbstractImage):
    """One picture. The words for it stand in each lesson (`alt`), because they depend on it.

    Personal data: who added it. Kept as long as the picture; after retirement it names nobody.
    """

    admin_form_fields = WagtailImage.admin_form_fields

    def clean(self):
        super().clean()
        if self.file and self.is_svg():
            self._refuse_what_could_act()

    def _refuse_what_could_act(self):
        was_closed = self.file.closed
        self.file.open("rb")
        try:
            drawings.check(self.file)
        except drawings.NotADrawing:
            words = _(
                "This drawing holds more than shapes: a script, a link or a reference to "
                "something outside. Save it as a plain SVG, or upload it as PNG."
            )
            raise ValidationError({"file": words}) from None
        if was_closed:
            self.file.close()
        else:
            self.file.seek(0)  # it is still to be stored


class Rendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_size"
            )
        ]
