"""The blocks of a lesson: prose that is cached, and questions that are rendered per request."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.activity_block import ActivityBlock
from courses.clips import AudioBlock, VideoBlock
from courses.doings import blocks as doings
from courses.noted_block import NotedBlock
from courses.questions import blocks as asked
from office.blocks import CalloutBlock, ImageBlock, TextBlock
from office.blocks_files import DownloadBlock, FigureBlock
from office.blocks_words import CaseStoryBlock, HeadingBlock, QuotationBlock, TermBlock

QUESTIONS = _("Questions")
FOR_ONESELF = _("For oneself")


class LessonBlocks(blocks.StreamBlock):
    text = TextBlock()
    image = ImageBlock()
    audio, video = AudioBlock(), VideoBlock()
    callout = CalloutBlock()
    heading = HeadingBlock()
    figure = FigureBlock()
    case_story = CaseStoryBlock()
    term = TermBlock()
    quotation = QuotationBlock()
    download = DownloadBlock()
    checklist = doings.ChecklistBlock(group=FOR_ONESELF)
    pause = doings.PauseBlock(group=FOR_ONESELF)
    reflection = doings.ReflectionBlock(group=FOR_ONESELF)
    survey = doings.SurveyBlock(group=FOR_ONESELF)
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

    class Meta:
        block_counts = {"survey": {"max_num": 1}}
