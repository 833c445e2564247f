"""Finds the web addresses that people write in a text, and puts a share link after it exactly once."""

from __future__ import annotations

import unicodedata

import regex

#: What counts as white space here and in static/js/counts.js; the two languages' own ideas of it differ.
WHITE = r"\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_LATIN = r"\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u1e00-\u1eff"
_COUNTRIES = (
    "ac ad ae af ag ai al am an ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br "
    "bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee "
    "eg eh er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm "
    "hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li "
    "lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne "
    "nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc "
    "sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tp tr tt "
    "tv tw tz ua ug uk um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw"
)
_GENERIC = (
    "academy agency app art asia biz blog camp care careers cat center church city cloud club com "
    "community coop design dev digital edu education email events family farm foundation fund gallery "
    "global gov green group guide guru health help host house info institute int international jobs land "
    "law life link live love media mil mobi museum name net network news one online org page photos plus "
    "pro run school science services shop show site social solutions space store studio study style "
    "support systems tax team tech technology tel tips today tools top town training travel university "
    "video vision website wiki work works world wtf xyz zone"
)
_ENDINGS = "|".join(f"{_COUNTRIES} {_GENERIC}".split()) + "|xn--[a-z0-9-]+"
#: Endings that no public name has, so that no network makes a link of them.
_PRIVATE = "example|internal|invalid|lan|local|localhost|test"
_BEFORE = r"(?<![A-Za-z0-9@＠$#＃])"
_IN_PATH = rf"[a-z0-9!*';:=+,.$/%#\[\]\u2013_~@|&\u0400-\u04ff{_LATIN}-]"
_LAST_OF_PATH = rf"[a-z0-9+=_#/\u0400-\u04ff{_LATIN}-]"
_PATH = rf"(?:/(?:(?:{_IN_PATH}|\({_IN_PATH}+\))*(?:{_LAST_OF_PATH}|\({_IN_PATH}+\)))?)?"
_QUERY = r"(?:\?[a-z0-9!?*'@();:&=+$/%#\[\]_.,~|-]*[a-z0-9_&=#/-])?"
_AFTER_NAME = r"(?![0-9a-zA-Z@+-])"
_IN_LABEL = r"\p{L}\p{M}\p{N}-"
_PUBLIC_ENDING = rf"(?!(?:{_PRIVATE})(?![\p{{L}}\p{{N}}]))(?:xn--[a-z0-9-]+|\p{{L}}{{2,}})"
_WHOLE = rf"https?://(?:[_{_IN_LABEL}]{{1,63}}\.){{0,10}}[{_IN_LABEL}]{{1,63}}\.{_PUBLIC_ENDING}"
_LABEL = rf"[a-z0-9{_LATIN}](?:[a-z0-9{_LATIN}-]{{0,61}}[a-z0-9{_LATIN}])?\."
# X passes over an accented letter that begins the whole text.
_BARE = rf"(?<![-_./])(?!^[{_LATIN}])(?:{_LABEL}){{1,10}}(?:{_ENDINGS})"

#: What X turns into a link: with http(s) in front, or a bare name with a public ending (``bredfjord.dk``).
ADDRESS_ON_X = regex.compile(
    rf"{_BEFORE}(?:{_WHOLE}|{_BARE}){_AFTER_NAME}(?::[0-9]+)?{_PATH}{_QUERY}", regex.IGNORECASE
)

_IN_RUN = rf"[^{WHITE}<>\"()]"
_IN_PARENTHESES = rf"\({_IN_RUN}*\)"
#: What other networks turn into a link: http(s) up to the next white space, without a sentence's full stop.
ADDRESS = regex.compile(
    rf"{_BEFORE}https?://(?:{_IN_RUN}|{_IN_PARENTHESES})*(?:[\p{{L}}\p{{M}}\p{{N}}+=_#/~&-]|{_IN_PARENTHESES})",
    regex.IGNORECASE,
)
_WHITE_CHARACTERS = "".join(regex.findall(rf"[{WHITE}]", "".join(map(chr, range(0x10000)))))


def as_sent(text: str) -> str:
    """The text as a network receives it: NFC, and each line end one character (a form sends two)."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")


def has_link(text: str, link: str) -> bool:
    """Whether this very link stands in the text; a longer address that begins with it is another link."""
    return bool(link) and regex.search(
        rf"{regex.escape(link)}(?=[.,;:!?)\]}}'’”»…]*(?:[{WHITE}<>\"]|\Z))", text
    ) is not None


def with_link(text: str, link: str, separator: str = "\n\n") -> str:
    """The text as sent and then the link, unless the text holds it; an empty text gives the link alone."""
    text = as_sent(text)
    if not link or has_link(text, link):
        return text
    text = text.rstrip(_WHITE_CHARACTERS)
    return f"{text}{separator}{link}" if text else link


def text_and_link(text: str, link: str) -> tuple[str, str]:
    """Both apart, for networks that join them themselves; the link is empty where the text holds it."""
    text = as_sent(text)
    return (text, "") if has_link(text, link) else (text.rstrip(_WHITE_CHARACTERS), link)
