"""The pages of a course, once per language, with one address in all of them."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField, TranslatableField

from courses.blocks import LessonBlocks
from courses.forms import CourseCopyForm, CourseForm, LessonForm, ModuleForm
from courses.models.course import Course
from courses.noted_block import LONGEST_NOTE
from courses.questions.blocks import BankBlocks
from courses.shape_blocks import TopicRows
from office.blocks import PROSE
from office.pages import BasePage

SHAPE = ("in_order", "credits_modules", "needed_a", "needed_b", "needed_c", "comes_first")
WHAT_CHANGED = _(
    "Only where this changes what was taught. On publishing, who finished is asked to look again."
)
YOUNGEST, OLDEST = 8, 18  # readers, in years
GROUPS = [("a", "A"), ("b", "B"), ("c", "C")]
COURSE_PATH = 4 * Page.steplen  # root, home, shelf, course


class CourseTreePage(BasePage):
    """Pages of the shelf and below: served by `courses.views`, decided on the course."""

    class Meta:
        abstract = True

    def is_source(self):
        """Whether this page is in the language that its course is written in."""
        root = CoursePage.objects.filter(path=self.path[:COURSE_PATH]).values("translation_key")
        its = Q(translation_key__in=root) | Q(translation_key=self.translation_key)
        language = self.locale.language_code
        return Course.objects.filter(its, source_locale=language).exists()

    def serve(self, request, *args, **kwargs):
        raise Http404  # our own addresses come first; whoever gets here took another way

    def serve_preview(self, request, mode_name):
        """A draft, through the templates that learners see."""
        from courses import preview, simulated  # noqa: PLC0415  they read these models

        return getattr(preview, self.previewed_as)(request, self, simulated.mode_of(mode_name))

    @property
    def preview_modes(self):
        from courses.simulated import MODES  # noqa: PLC0415

        return list(MODES)


class CoursesIndexPage(CourseTreePage):
    """The shelf: its children are the courses."""

    parent_page_types = ["learning.HomePage"]
    subpage_types = ["courses.CoursePage"]
    max_count_per_parent = 1
    preview_modes: list = []


class CoursePage(CourseTreePage):
    """One course in one language; `Course` holds what is true in all of them."""

    summary = models.CharField(_("in one sentence"), max_length=300, blank=True)
    intro = RichTextField(_("introduction"), features=PROSE, blank=True)
    guide = RichTextField(
        _("guide for whoever leads a group"),
        features=PROSE,
        blank=True,
        help_text=_("It is offered on paper, with the parts and their minutes below it."),
    )
    is_plain = models.BooleanField(
        _("plain"),
        default=False,
        help_text=_("Each lesson then needs a short version before it is published."),
    )
    level = models.PositiveSmallIntegerField(
        _("reading level"),
        null=True,
        blank=True,
        validators=[MinValueValidator(YOUNGEST), MaxValueValidator(OLDEST)],
        help_text=_("A reader of this age should manage it. Checks of the text go by it."),
    )
    in_order = models.BooleanField(
        _("one lesson after the other"),
        default=False,
        help_text=_("A lesson then opens when those before it are done."),
    )
    credits_modules = models.BooleanField(
        _("minutes are credited part by part"),
        default=False,
        help_text=_("Otherwise they are credited when the whole course is finished."),
    )
    needed_a = models.PositiveSmallIntegerField(_("how many of group A are needed"), default=1)
    needed_b = models.PositiveSmallIntegerField(_("how many of group B are needed"), default=1)
    needed_c = models.PositiveSmallIntegerField(_("how many of group C are needed"), default=1)
    comes_first = models.JSONField(_("what comes first"), default=list, blank=True)
    what_changed = models.CharField(_("what changed"), max_length=300, blank=True)
    previewed_as = "course"
    base_form_class = CourseForm
    copy_form_class = CourseCopyForm
    parent_page_types = ["courses.CoursesIndexPage"]
    subpage_types = ["courses.ModulePage"]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("intro"),
        FieldPanel("guide"),
        FieldPanel("is_plain"),
        FieldPanel("level"),
        MultiFieldPanel(
            [
                FieldPanel("in_order"),
                FieldPanel("credits_modules"),
                FieldPanel("comes_first"),
                FieldPanel("needed_a"),
                FieldPanel("needed_b"),
                FieldPanel("needed_c"),
            ],
            heading=_("Shape of the course"),
        ),
        FieldPanel("what_changed", help_text=WHAT_CHANGED),
    ]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *(SynchronizedField(name, overridable=False) for name in ("is_plain", "level", *SHAPE)),
    ]

    def clean(self):
        super().clean()
        others = Course.objects.exclude(translation_key=self.translation_key)
        if others.filter(slug=self.slug).exists():
            words = _("Another course has this address, perhaps in another language.")
            raise ValidationError({"slug": words})

    @transaction.atomic
    def save(self, *args, **kwargs):
        """A page without a course gets one: a copied page has a new key and so is a new course."""
        super().save(*args, **kwargs)
        course, is_new = Course.objects.get_or_create(
            translation_key=self.translation_key,
            defaults={"slug": self.slug, "source_locale": self.locale.language_code},
        )
        if not is_new and course.slug != self.slug and self.is_source_of(course):
            Course.objects.filter(pk=course.pk).update(slug=self.slug)

    def is_source_of(self, course):
        return self.locale.language_code == course.source_locale


class ModulePage(CourseTreePage):
    """One part of a course in one language."""

    summary = models.CharField(_("in one sentence"), max_length=300, blank=True)
    bank = StreamField(
        BankBlocks(),
        blank=True,
        verbose_name=_("bank of questions"),
        help_text=_("Sets of questions in the lessons of this part draw from here."),
    )
    is_optional = models.BooleanField(
        _("optional"), default=False, help_text=_("The course can be finished without this part.")
    )
    group = models.CharField(
        _("group"),
        max_length=1,
        choices=GROUPS,
        blank=True,
        help_text=_("Of the parts in one group, some are enough. The course says how many."),
    )
    previewed_as = "module"
    base_form_class = ModuleForm
    parent_page_types = ["courses.CoursePage"]
    subpage_types = ["courses.LessonPage"]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("is_optional"),
        FieldPanel("group"),
        FieldPanel("bank"),
    ]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("is_optional", overridable=False),
        SynchronizedField("group", overridable=False),
    ]


class LessonPage(CourseTreePage):
    """One lesson in one language: prose and questions. `minutes` is nominal, set by the editor."""

    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    topics = StreamField(
        TopicRows(),
        blank=True,
        verbose_name=_("minutes by topic"),
        help_text=_("Together not more than the minutes of the lesson."),
    )
    body = StreamField(LessonBlocks(), blank=True, verbose_name=_("lesson"))
    what_changed = models.CharField(_("what changed"), max_length=300, blank=True)
    short_text = models.TextField(
        _("in three sentences"),
        blank=True,
        max_length=600,
        help_text=_("What matters most, in plain words."),
    )
    short_picture = models.ForeignKey(
        "office.Picture",
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("picture"),
    )
    short_alt = models.CharField(
        _("words for people who cannot see the picture"), max_length=300, blank=True
    )
    note = models.TextField(
        _("what it contains"),
        blank=True,
        max_length=LONGEST_NOTE,
        help_text=_("In plain words. Learners read this first and choose."),
    )
    way_round = models.ForeignKey(
        "courses.LessonPage",
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("another way"),
        help_text=_("A lesson of this course that counts the same. A talk is always offered."),
    )
    is_way_round_only = models.BooleanField(
        _("only another way"),
        default=False,
        help_text=_("Learners meet this lesson only as the other way of another one."),
    )
    previewed_as = "lesson"
    parent_page_types = ["courses.ModulePage"]
    subpage_types: list[str] = []
    base_form_class = LessonForm
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("minutes"),
        FieldPanel("topics"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("short_text"), FieldPanel("short_picture"), FieldPanel("short_alt")],
            heading=_("Short version"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("note"),
                PageChooserPanel("way_round", "courses.LessonPage"),
                FieldPanel("is_way_round_only"),
            ],
            heading=_("Content note"),
            help_text=_("What may be hard to read, and an equal way round it."),
        ),
        FieldPanel("what_changed", help_text=WHAT_CHANGED),
    ]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("minutes"),
        SynchronizedField("topics", overridable=False),
        SynchronizedField("short_picture"),
        TranslatableField("body"),
        TranslatableField("short_text"),
        TranslatableField("short_alt"),
        TranslatableField("note"),
        SynchronizedField("way_round", overridable=False),
        SynchronizedField("is_way_round_only", overridable=False),
    ]


KINDS = (CoursePage, ModulePage, LessonPage)
