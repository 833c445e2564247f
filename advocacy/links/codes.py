"""The last part of a link: short enough for a poster, read aloud without mistakes, and never a word (docs/decisions/0010).

Eighteen signs in seven places. No vowels and no digit that is read as one, so no words; nothing that looks or sounds like something
else in use: 8 stands for B too, 5 for S, 2 for Z, 6 for G, 9 for Q, M for RN and VV for W, and whoever types one of those is understood.
"""

from __future__ import annotations

import re
import secrets

SIGNS = "256789cdfhjkmprtvx"
LENGTH = 7
#: How many codes there are, before the few that are passed over.
COUNT = len(SIGNS) ** LENGTH
_TYPED_FOR = str.maketrans("bszgq", "85269")
_BETWEEN = re.compile(r"[\s\-‐-―._·]+")
#: Three of a kind are miscounted when they are read aloud; the others mean something ugly to some readers.
_PASSED_OVER = re.compile(r"(.)\1\1|88|hh|69|f[ckt]k|[fd]ck")


def new_code() -> str:
    """A code by chance. Whether it is free, the database knows (``services.unused_code``)."""
    while True:
        code = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
        if not _PASSED_OVER.search(code):
            return code


def code_typed(words: str) -> str | None:
    """The code somebody meant who typed it in capitals, with spaces, or with a sign that looks like ours; None when it is none."""
    code = _BETWEEN.sub("", words).lower().replace("rn", "m").replace("w", "vv").translate(_TYPED_FOR)
    return code if len(code) == LENGTH and all(sign in SIGNS for sign in code) else None


def code_in(words: str) -> str:
    """The code in what was typed or pasted, a whole address perhaps, as it is looked up."""
    last = words.strip().partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]
    return code_typed(last) or last


def spelt(code: str) -> str:
    """The code for eyes and voices: in capitals, three and four."""
    return f"{code[:3]} {code[3:]}".upper() if code_typed(code) == code else code
