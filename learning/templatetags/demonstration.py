"""What templates ask about the demonstration."""

from django import template

from learning import demo

register = template.Library()


@register.simple_tag
def demo_code(user) -> str:
    """The code for the second step of an invented person; empty for everybody else."""
    return demo.current_code(user)
