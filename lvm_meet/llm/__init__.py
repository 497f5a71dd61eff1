"""A summary rewritten by a language model on the user's own machines; off unless asked for.

`client` speaks the protocol and to nobody else, `rewrite` asks for and reads the new sentences,
`support` drops those that no utterance supports.
"""

from lvm_meet.llm.rewrite import Rewriter

__all__ = ["Rewriter"]
