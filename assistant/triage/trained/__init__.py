"""The trained reader: what labelled messages taught, beside what the rules say.

Two small readers add up their log odds: one of words and of what the rules found, one
of whole sentences. Nothing here imports torch; `trained.reader` imports numpy, so it is
for those who open the weights.
"""

from assistant.triage.trained.opinion import Opinion
from assistant.triage.trained.traits import traits_of

__all__ = ["Opinion", "traits_of"]
