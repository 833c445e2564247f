"""The pages of own stories: writing one, and talking it through with a partner."""

from advocacy.sparring.views import talking, writing
from advocacy.sparring.views.blueprint import bp

__all__ = ["bp", "talking", "writing"]
