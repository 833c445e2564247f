"""R08: link previews, mail scanners, prefetching and robots are answered but never counted as people.

More than sixty callers as they introduce themselves, and the traces that people bring from each network.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacy.links.agents import Agent, AgentKind, _by_name, classify, referring_network
from advocacy.networks.catalogue.network import NetworkKind

ENGINE = "AppleWebKit/537.36 (KHTML, like Gecko)"
PHONE = f"{ENGINE} Chrome/142.0.0.0 Mobile Safari/537.36"
CHROME = f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {ENGINE} Chrome/142.0.0.0 Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
ANDROID = f"Mozilla/5.0 (Linux; Android 15; SM-S921B Build/AP3A; wv) {ENGINE}"
LINKEDIN_APP = f"{IPHONE} Mobile/15E148 [LinkedInApp]/9.31.3912"
FACEBOOK_APP = f"{ANDROID} Chrome/142.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/530.0.0.48.74;]"
INSTAGRAM_APP = f"{IPHONE} Mobile/22F76 Instagram 380.0.0.28.104 (iPhone14,5; iOS 18_5; da_DK; da)"
FETCHERS = "(+http://www.facebook.com/externalhit_uatext.php)"
APPLE_MESSAGES = (
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 "
    "Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0"
)

PREVIEWS = [
    ("LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)", "linkedin"),
    (f"facebookexternalhit/1.1 {FETCHERS}", "facebook"),
    ("facebookexternalhit/1.1", "facebook"),
    ("Facebot/1.0", "facebook"),
    ("Meta-ExternalHit/1.1", "facebook"),
    ("Twitterbot/1.0", "x"),
    ("Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; +mailto:support@bsky.app)", "bluesky"),
    ("TelegramBot (like TwitterBot)", None),
    ("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", None),
    ("Slackbot 1.0 (+https://api.slack.com/robots)", None),
    ("Slack-ImgProxy (+https://api.slack.com/robots)", None),
    ("Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5", None),
    ("Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)", None),
    ("Mozilla/5.0 (compatible; redditbot/1.0; +http://www.reddit.com/feedback)", None),
    ("Snap URL Preview Service; bot; snapchat; https://developers.snap.com/robots", None),
]
MASTODONS = [
    ("Mastodon/4.3.2 (http.rb/5.2.0; +https://mastodon.dk/) Bot", "mastodon.dk"),
    ("Mastodon/4.4.0-nightly.2025 (http.rb/5.3.0; +https://social.bredfjord.dk/)", "social.bredfjord.dk"),
    ("http.rb/5.1.1 (Mastodon/4.2.8; +https://helvede.net/)", "helvede.net"),
    ("http.rb/5.1.1 (Mastodon/4.2.8; +https://helvede.net/) Bot", "helvede.net"),
]
DEVICE_PREVIEWS = [
    (APPLE_MESSAGES, None), ("WhatsApp/2.24.20.89 A", "whatsapp"), ("WhatsApp/2.23.20.0 i", "whatsapp"),
    ("WhatsApp/2.2413.1 N", "whatsapp"),
    ("WhatsApp/2", "whatsapp"), ("WhatsApp", "whatsapp"), ("Viber", None), ("Viber/23.1.0", None),
]
SCANNERS = [
    "Mozilla/4.0 (compatible; ms-office; MSOffice 16)",
    "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.12026; Pro)",
    "Mozilla/5.0 (compatible; MSIE 9.0; ms-office; MSOffice 14)", "Barracuda Sentinel (EE)",
    "BarracudaCentral",
    "Mimecast URL Protection", "Proofpoint URL Defense",
]
ROBOTS = [
    "", "   ", "meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)",
    "meta-externalfetcher/1.1", "meta-webindexer/1.1", "meta-externalads/1.1",
    "Mozilla/5.0 (compatible; Google-InspectionTool/1.0)",
    f"{ANDROID} Chrome/142.0.0.0 Mobile Safari/537.36 (compatible; Google-InspectionTool/1.0;)",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "GPTBot/1.1 (+https://openai.com/gptbot)",
    "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
    "curl/8.5.0", "Wget/1.21.4", "python-requests/2.34.2", "python-httpx/0.28.1", "httpx/2.16",
    "Go-http-client/2.0", "okhttp/4.12.0",
    "Java/21.0.1", "axios/1.7.2", "node-fetch/1.0", "Iframely/1.3.1 (+https://iframely.com/docs/about)",
    "PostmanRuntime/7.43",
    f"Mozilla/5.0 (X11; Linux x86_64) {ENGINE} HeadlessChrome/142.0.0.0 Safari/537.36",
    f"{CHROME} Playwright/1.56", "Synapse (bot; +https://github.com/matrix-org/synapse)",
    "Akkoma 3.15.2; https://kbin.dk <a@kbin.dk>",
    "gotosocial/0.20.0 (+https://social.dk)", "Misskey/2025.5.0 (https://misskey.dk)", "Mattermost-Bot/1.1",
    "Mozilla/5.0 (compatible; CensysInspect/1.1; +https://about.censys.io/)", "Nextcloud Server Crawler",
]
PEOPLE = [
    CHROME, f"{IPHONE} Version/18.5 Mobile/15E148 Safari/604.1",
    f"{ANDROID} Chrome/142.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", f"{CHROME} Edg/142.0.0.0",
    f"{CHROME} OPR/120.0.0.0",
    f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {ENGINE} Version/18.5 Safari/605.1.15",
    f"Mozilla/5.0 (Linux; Android 9; CUBOT_X19) {PHONE}",
    f"Mozilla/5.0 (Linux; Android 13; CUBOT NOTE 50) {PHONE}",
    f"Mozilla/5.0 (Linux; Android 15; SAMSUNG SM-A546B) {ENGINE} SamsungBrowser/28.0 Mobile Safari/537.36",
    LINKEDIN_APP, FACEBOOK_APP, INSTAGRAM_APP, f"{CHROME} MetaIAB Facebook",
    "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
]


def _kind(user_agent: str, method: str = "GET", **headers: str) -> AgentKind:
    return classify(user_agent, method, {"Accept-Language": "da-DK,da;q=0.9", **headers}).kind


def _agent(kind: AgentKind, network: str | None) -> Agent:
    return Agent(kind, NetworkKind(network) if network else None)


def test_there_are_enough_of_them() -> None:
    """R08 asks for sixty."""
    callers = {*dict(PREVIEWS), *dict(MASTODONS), *dict(DEVICE_PREVIEWS), *SCANNERS, *ROBOTS}
    assert len(callers) >= 60


@pytest.mark.parametrize(("user_agent", "network"), PREVIEWS)
def test_a_networks_machine_draws_a_preview(user_agent: str, network: str | None) -> None:
    assert classify(user_agent, "GET", {}) == _agent(AgentKind.PREVIEW, network)


@pytest.mark.parametrize(("user_agent", "server"), MASTODONS)
def test_a_mastodon_server_says_which_one_it_is(user_agent: str, server: str) -> None:
    assert classify(user_agent, "GET", {}) == Agent(AgentKind.PREVIEW, NetworkKind.MASTODON, server)


@pytest.mark.parametrize(("user_agent", "network"), DEVICE_PREVIEWS)
def test_a_telephone_that_draws_a_preview_is_no_machine_of_a_network(
    user_agent: str, network: str | None
) -> None:
    assert classify(user_agent, "GET", {}) == _agent(AgentKind.DEVICE_PREVIEW, network)


@pytest.mark.parametrize("user_agent", SCANNERS)
def test_a_mail_scanner_is_nobody(user_agent: str) -> None:
    assert _kind(user_agent) is AgentKind.SCANNER


@pytest.mark.parametrize(
    "referrer",
    [
        "https://eur02.safelinks.protection.outlook.com/?url=x", "https://urldefense.com/v3/__https://x",
        "https://urldefense.proofpoint.com/v2/url",
        "https://linkprotect.cudasvc.com/url?a=x", "https://protect-eu.mimecast.com/s/x",
        "https://secure-web.cisco.com/x",
    ],
)
def test_a_visit_that_a_scanner_sends_on_is_not_counted(referrer: str) -> None:
    assert _kind(CHROME, Referer=referrer) is AgentKind.SCANNER


@pytest.mark.parametrize(
    "referrer",
    [
        "https://urldefense.com.evil.dk/", "https://evil.dk/urldefense.com", "https://outlook.com/", "http://[",
        "x" * 9000,
    ],
)
def test_a_referrer_that_only_looks_like_a_scanners_is_none(referrer: str) -> None:
    assert _kind(CHROME, Referer=referrer) is AgentKind.PERSON


def test_a_networks_machine_that_comes_by_a_scanners_page_is_still_the_networks() -> None:
    agent = classify("Twitterbot/1.0", "GET", {"Referer": "https://urldefense.com/v3/"})
    assert agent == Agent(AgentKind.PREVIEW, NetworkKind.X)


@pytest.mark.parametrize("user_agent", ROBOTS)
def test_a_robot_is_nobody(user_agent: str) -> None:
    assert classify(user_agent, "GET", {}) == Agent(AgentKind.ROBOT)


@pytest.mark.parametrize("user_agent", PEOPLE)
def test_a_browser_is_perhaps_a_person(user_agent: str) -> None:
    headers = {"Accept": "text/html", "Referer": "https://www.linkedin.com/", "Accept-Language": "da-DK,da;q=0.9", "Sec-Fetch-Dest": "document"}
    assert classify(user_agent, "GET", headers) == Agent(AgentKind.PERSON)


@pytest.mark.parametrize("user_agent", PEOPLE)
@pytest.mark.parametrize("headers", [
    {}, {"Accept-Language": ""}, {"Accept-Language": "  "}, {"Accept-Language": "da", "Sec-Fetch-Dest": "image"},
    {"Accept-Language": "da", "sec-fetch-dest": "Empty"}, {"Accept-Language": "da", "Sec-Fetch-Dest": "iframe"},
])
def test_a_browsers_name_without_its_manners_is_called_uncertain(user_agent: str, headers: dict[str, str]) -> None:
    """Attack row R08: a program that borrows the name, or a link inside another page; neither a person nor surely a machine."""
    assert classify(user_agent, "GET", headers) == Agent(AgentKind.UNCERTAIN)


def test_what_is_known_to_be_a_machine_is_not_called_uncertain() -> None:
    for user_agent in (*ROBOTS, *SCANNERS, *dict(PREVIEWS), *dict(MASTODONS), *dict(DEVICE_PREVIEWS)):
        assert classify(user_agent, "GET", {}).kind is not AgentKind.UNCERTAIN, user_agent


@pytest.mark.parametrize("user_agent", [CHROME, "Twitterbot/1.0", ""])
def test_a_request_for_the_head_alone_is_nobody(user_agent: str) -> None:
    assert _kind(user_agent, "HEAD") is AgentKind.HEAD
    assert _kind(user_agent, "head") is AgentKind.HEAD


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Sec-Purpose", "prefetch"), ("sec-purpose", "prefetch;prerender"),
        ("SEC-PURPOSE", "prefetch;anonymous-client-ip"),
        ("Purpose", "prefetch"), ("X-Moz", "prefetch"), ("X-Purpose", "preview"), ("Purpose", "Prefetch"),
    ],
)
def test_a_page_fetched_before_anybody_asked_is_no_visit(name: str, value: str) -> None:
    assert classify(CHROME, "GET", {name: value}).kind is AgentKind.PREFETCH


@pytest.mark.parametrize(
    ("referrer", "network"),
    [
        ("https://www.linkedin.com/", "linkedin"),
        ("https://www.linkedin.com/feed/update/urn:li:activity:1/", "linkedin"),
        ("https://lnkd.in/dAbC", "linkedin"), ("android-app://com.linkedin.android", "linkedin"),
        ("android-app://com.linkedin.android/", "linkedin"),
        ("https://l.facebook.com/l.php?u=x", "facebook"), ("http://lm.facebook.com/", "facebook"),
        ("https://m.facebook.com/", "facebook"),
        ("https://t.co/AbC", "x"), ("https://x.com/", "x"), ("https://go.bsky.app/redirect?u=x", "bluesky"),
        ("https://bsky.app/", "bluesky"),
        ("https://l.threads.com/", "threads"), ("https://www.threads.net/", "threads"),
        ("https://l.instagram.com/", "instagram"),
        ("https://www.reddit.com/", None), ("https://www.bredfjord.dk/", None), ("", None),
        ("https://t.co.evil.dk/", None),
        ("https://evilt.co/", None), ("https://evil.dk/t.co", None), ("http://[", None),
        ("javascript:t.co", None),
    ],
)
def test_people_bring_the_name_of_where_they_come_from(referrer: str, network: str | None) -> None:
    assert referring_network(referrer, {}, CHROME) == network


@pytest.mark.parametrize(
    ("user_agent", "query", "network"),
    [
        (LINKEDIN_APP, {}, "linkedin"), (FACEBOOK_APP, {}, "facebook"),
        (f"{CHROME} MetaIAB Facebook", {}, "facebook"),
        (CHROME, {"fbclid": "IwAR0x"}, "facebook"), (CHROME, {"fbclid": ""}, None),
        (INSTAGRAM_APP, {"fbclid": "IwAR0x"}, "instagram"), (CHROME, {}, None),
    ],
)
def test_an_app_leaves_a_trace_where_it_sends_no_referrer(
    user_agent: str, query: dict[str, str], network: str | None
) -> None:
    assert referring_network("", query, user_agent) == network


@settings(deadline=None)
@given(st.text(), st.text(), st.dictionaries(st.text(max_size=20), st.text(max_size=50), max_size=5))
def test_whoever_calls_is_told_apart_somehow(user_agent: str, method: str, headers: dict[str, str]) -> None:
    assert classify(user_agent, method, headers).kind in AgentKind
    referring_network(user_agent, headers, user_agent)


def test_a_name_of_any_length_is_looked_at_for_a_moment_only() -> None:
    began = time.perf_counter()
    for number in range(20):
        _kind(f"{number}" + "x" * 1_000_000)
    assert time.perf_counter() - began < 2


def test_what_is_remembered_of_names_is_bounded() -> None:
    assert _by_name.cache_info().maxsize == 4096
    _kind("A" * 256 + "one")
    before = _by_name.cache_info().currsize
    _kind("A" * 256 + "two")
    assert _by_name.cache_info().currsize == before
