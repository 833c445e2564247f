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
    "academy agency app art asia baby band bank bar beer best bet bike bingo bio biz black blog blue "
    "boats bot boutique bzh cab cafe cam camera camp cards care careers casa cash cat catering center "
    "chat cheap christmas church citic city claims click cloud club coach codes coffee college com "
    "community company computer consulting contact cooking cool coop country courses credit cricket "
    "cruise dance data date deal deals delivery democrat dental design dev diamonds diet digital "
    "direct directory discount doctor dog download earth eco edu education email energy engineer "
    "enterprises equipment estate eus events exchange expert express fail faith family fan fans farm "
    "fashion film finance financial fish fishing fit fitness flights florist football forsale forum "
    "foundation frl fun fund fyi gallery game games garden gift gifts gives glass global gold golf "
    "gov graphics gratis green gripe group guide guru hair haus health healthcare help here hiphop "
    "hockey holdings holiday homes horse hospital host hosting hot house how immo industries info ink "
    "institute insure int international irish ist jetzt jewelry jobs juegos kaufen kim kitchen kiwi "
    "koeln land law lease legal lgbt life lighting limited limo link live llc loan loans lol london "
    "lotto love ltd luxury maison management map market marketing markets mba med media meme memorial "
    "men menu mil mobi moda moe mom money mortgage moto movie museum name net network news ngo ninja "
    "now nyc observer one ong onl online ooo org page paris partners parts party pet phone photo "
    "photography photos pics pictures pink pizza place play plumbing plus poker porn press pro "
    "productions promo properties property quebec racing radio realty recipes red rehab rent rentals "
    "repair report republican rest restaurant review reviews rich rip rocks rodeo ruhr run sale salon "
    "sarl save school science scot security select services sex sexy shoes shop shopping show singles "
    "site ski skin smile soccer social solar solutions soy space sport spot star storage store stream "
    "studio study style sucks supplies supply support surf surgery systems tattoo tax taxi team tech "
    "technology tel tennis theater theatre tickets tienda tips tires tirol today tokyo tools top town "
    "toys trade trading training travel tube university uno vacations vegas ventures versicherung vet "
    "viajes video villas vin vip vision vlaanderen vodka vote voting voto voyage wales watch webcam "
    "website wedding whoswho wien wiki win wine winners work works world wtf xyz yachts yoga yokohama "
    "you zero zip zone"
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
# X passes over an accented letter that begins the whole text. Among them is the long s, which without regard to case is an s.
_BARE = rf"(?<![-_./])(?!^(?![a-z])[{_LATIN}])(?:{_LABEL}){{1,10}}(?:{_ENDINGS})"

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
_ODD_CASE = dict.fromkeys(map(ord, "\u0130\u0131\u017f"), "\u0103")
_WHITE_CHARACTERS = "".join(regex.findall(rf"[{WHITE}]", "".join(map(chr, range(0x10000)))))


def as_sent(text: str) -> str:
    """The text as a network receives it: NFC, and each line end one character (a form sends two)."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")


def without_odd_case(text: str) -> str:
    """The text for the patterns: letters that Python and browsers take for an ASCII one in another case become a plain Latin one.

    The Turkish dotted and dotless i and the long s are meant; how long the text is does not change, not even in bytes.
    """
    return text.translate(_ODD_CASE)


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
