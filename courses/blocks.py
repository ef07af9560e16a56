"""The blocks of a lesson: prose that is cached, and questions that are rendered per request."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.activity_block import ActivityBlock
from courses.noted_block import NotedBlock
from courses.questions import blocks as asked
from office.blocks import CalloutBlock, ImageBlock, TextBlock

QUESTIONS = _("Questions")


class LessonBlocks(blocks.StreamBlock):
    text = TextBlock()
    image = ImageBlock()
    callout = CalloutBlock()
    noted = NotedBlock()
    question = asked.QuestionBlock(group=QUESTIONS)
    several = asked.SeveralBlock(group=QUESTIONS)
    true_false = asked.TrueFalseBlock(group=QUESTIONS)
    matching = asked.MatchingBlock(group=QUESTIONS)
    ordering = asked.OrderingBlock(group=QUESTIONS)
    scenario = asked.ScenarioBlock(group=QUESTIONS)
    scale = asked.ScaleBlock(group=QUESTIONS)
    question_set = asked.QuestionSetBlock(group=QUESTIONS)
    activity = ActivityBlock()
