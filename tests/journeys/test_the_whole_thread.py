"""Launch, join, learn, publish, share, visit, acknowledge, measure: the eight steps with the demo's people in a real browser."""

from __future__ import annotations

import re
import tomllib
from urllib.parse import parse_qs, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from playwright.sync_api import Browser, Route

from advocacy.config import ROOT
from tests.journeys.guests import DESKTOP, PHONE, Guest
from tests.journeys.stage import PASSWORD, Demo

DIRECTOR, HR = "birgitte.holmgaard@bredfjord.example", "josefine.dal@bredfjord.example"
EDITOR, SECOND_EDITOR = "tine.vestergren@bredfjord.example", "lone.bitsch@bredfjord.example"
EMPLOYEE = "ewa.kowalska@bredfjord.example"
PROGRAMME = {"da": "Faglige stemmer i Teknik og Miljø", "en": "Professional voices in Roads, Parks and Climate"}
OLDER = {"da": "Vi er Bredfjord", "en": "We are Bredfjord"}
STORY = {"da": "Da vejen blev vasket", "en": "When the road was washed"}
SOMEBODY = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1"
LINKEDIN = "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)"
COURSE = tomllib.loads((ROOT / "advocacy/training/curriculum/basis.toml").read_text(encoding="utf-8"))

WINDOWS = [
    pytest.param(size, locale, is_thorough, id=f"{name}-{locale}")
    for name, size, locale, is_thorough in (
        ("phone", PHONE, "da", True),
        ("desktop", DESKTOP, "en", True),
        ("phone", PHONE, "en", False),
        ("desktop", DESKTOP, "da", False),
    )
]


@pytest.mark.parametrize(("size", "locale", "is_thorough"), WINDOWS)
def test_the_main_job_from_end_to_end(browser: Browser, demo: Demo, size: tuple[int, int], locale: str, is_thorough: bool) -> None:
    """The issue's eight steps. Everything but the visit is pressed in the browser; axe looks at every page, light and dark, in two of the four."""
    demo.command("accounts", "password", EMPLOYEE, "--password", PASSWORD)
    director, employee, editor, second, hr = (Guest.arrive(browser, demo, size, locale, is_thorough=is_thorough) for _ in range(5))

    director.open("/welcome")
    director.sign_in(DIRECTOR, locale)
    programme = launches(director, locale)

    employee.sign_in(EMPLOYEE, locale)
    joins(employee, programme)
    learns(employee, locale)

    editor.sign_in(EDITOR, locale)
    story = writes(editor, programme, locale)
    second.sign_in(SECOND_EDITOR, locale)
    approves(second, story)

    link = shares(employee, story, locale)
    visits(demo, link)
    acknowledges(director, locale)
    sees_the_thanks(employee)

    hr.sign_in(HR, locale)
    measures(hr, programme, locale)
    for guest in (director, employee, editor, second, hr):
        guest.leave()


def launches(director: Guest, locale: str) -> str:
    """Step 1: fills in what is missing and launches; a second launch is refused."""
    director.open("/programmes/")
    director.follow(PROGRAMME[locale])
    name = director.page.url.removeprefix(director.demo.url).split("/")[2]
    prepare = f"/programmes/{name}/prepare"
    director.open(f"/programmes/{name}/launch")
    assert director.page.locator("form[action$='/launch']").count() == 0, "it is not ready"

    director.open(f"{prepare}/sparring_partner")
    director.page.fill("main input[type=text][name=named]", "Emil Rask")
    director.page.locator("main input[name=person]").first.wait_for()
    director.page.locator("main input[name=person]").first.check(force=True)
    director.go("main button[name=then][value=back]")
    director.open(f"{prepare}/awareness")
    director.page.fill("[name=text_da]", "Personalemøder og en plakat i hvert pauserum.")
    director.page.fill("[name=text_en]", "Staff meetings, and a poster in every break room.")
    director.go("main button[name=then][value=back]")

    director.open(f"/programmes/{name}/launch")
    director.press("main form[action$='/launch'] button")
    director.open(f"/programmes/{name}")
    assert "Birgitte Holmgaard" in director.page.locator("main").inner_text()
    director.open(f"/programmes/{name}/launch")
    assert director.page.locator("form[action$='/launch']").count() == 0, "it has been launched"
    return name


def joins(employee: Guest, programme: str) -> None:
    """Step 2: is told on the front page, reads, accepts, joins; pauses and comes back in one tap each."""
    employee.open("/")
    assert programme in employee.page.locator("main").inner_html(), "the invitation stands on the front page"
    employee.open(f"/programmes/{programme}")
    employee.open(f"/programmes/{programme}/join")
    employee.go("main form[action$='/join'] button[type=submit]")
    assert employee.page.locator("[aria-invalid=true], .is-invalid").count(), "the lines have not been accepted"
    employee.page.locator("main input[name=accept]").check(force=True)
    employee.go("main form[action$='/join'] button[type=submit]")
    employee.open(f"/programmes/{programme}")
    employee.press("form[action$='/pause'] button")
    employee.press("form[action$='/resume'] button")
    assert employee.page.locator("form[action$='/pause']").count() == 1


def learns(employee: Guest, locale: str) -> None:
    """Step 3: one wrong answer, feedback on every option, the licence at the end."""
    right = {each["title"][locale]: {option["text"][locale] for option in each["option"] if option["right"]} for each in COURSE["scenario"]}
    employee.open("/training/")
    employee.press("main form[action$='/training/start'] button")
    for turn in range(60):
        if "/result" in employee.page.url:
            break
        if employee.page.locator("main form[action*='/situation/']").count():
            answer(employee, right, is_right=turn != 1)
        elif employee.page.locator("main form[action$='/finish'] button").count():
            employee.press("main form[action$='/finish'] button")
        else:
            employee.press("main a.btn-primary")
    employee.open("/training/licence")
    assert "Ewa" in employee.page.locator("main").inner_text()


def answer(employee: Guest, right: dict[str, set[str]], *, is_right: bool) -> None:
    """Chooses what is right, or what is not, and reads why."""
    title = employee.page.locator("main h1").inner_text().strip()
    options = employee.page.locator("main label:has(input[name=chosen]), main .form-check:has(input[name=chosen])")
    inputs = employee.page.locator("main input[name=chosen]")
    for number in range(inputs.count()):
        label = employee.page.locator(f"main label[for='{inputs.nth(number).get_attribute('id')}']").inner_text().strip()
        if (label in right[title]) == is_right:
            inputs.nth(number).check(force=True)
            if not is_right or inputs.nth(number).get_attribute("type") == "radio":
                break
    assert options.count() or inputs.count()
    employee.press("main form[action*='/situation/'] button[type=submit]")


def writes(editor: Guest, programme: str, locale: str) -> str:
    """Step 4: writes a story in both languages; the gates that fail are named beside the field."""
    editor.open("/stories/desk")
    editor.open(f"/stories/add?programme={programme}")
    page = editor.page
    page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
    editor.go("main button[name=then][value=submit]:visible")
    assert page.locator("[aria-invalid=true]").count() >= 3
    page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
    filled = {
        "title_da": STORY["da"],
        "title_en": STORY["en"],
        "gain_da": "Læseren ved, hvorfor vi vasker veje.",
        "gain_en": "The reader knows why we wash roads.",
        "body_da": "Vi vasker vejen **om natten**, når I sover.",
        "body_en": "We wash the road **at night**, while you sleep.",
        "address": f"{editor.demo.url}/bredfjord/03-40-ringer-telefonen",
        "caption_linkedin_da": "I nat blev vejen vasket. Jeg arbejder i Bredfjord Kommune.",
        "caption_linkedin_en": "Last night the road was washed. I work for Bredfjord Municipality.",
    }
    for name, words in filled.items():
        page.fill(f"main [name={name}]", words)
    page.locator("main input[name=picture_choice][value=none]").check(force=True)
    page.locator("main input[name=kind]").first.check(force=True)
    for name in ("purpose", "topic", "audience"):
        page.locator(f"main select[name={name}]").select_option(index=1)
    page.fill("main [name=expires_on]", "2099-12-31")
    editor.go("main button[name=then][value=submit]:visible")
    editor.look()
    assert not page.locator("[aria-invalid=true]").count(), page.locator("[data-error-summary]").inner_text()
    story = re.search(r"/stories/([\w-]{16})", page.url)
    assert story is not None, page.url
    assert page.locator("form[action$='/approve']").count() == 0, "nobody approves what they have written"
    return story.group(1)


def approves(second: Guest, story: str) -> None:
    """Step 4, the second pair of eyes."""
    second.open("/stories/desk")
    second.open(f"/stories/{story}/review")
    second.press("main form[action$='/approve'] button")
    second.open(f"/stories/{story}")


def shares(employee: Guest, story: str, locale: str) -> str:
    """Step 5: finds it, makes the words one's own, presses; the text with its link is copied and LinkedIn opens. Returns the link."""
    employee.open("/library/")
    employee.follow(STORY[locale])
    employee.open(f"/sharing/story/{story}")
    employee.open(f"/sharing/story/{story}/linkedin")
    page = employee.page
    link = page.locator("#link").inner_text().strip()
    page.locator("[data-word-for-word]").wait_for(state="visible")
    page.fill("#words", "I nat vaskede vi Havnegade. Jeg arbejder i Bredfjord Kommune.")
    page.locator("[data-word-for-word]").wait_for(state="hidden")
    opened: list[str] = []
    employee.context.route(re.compile(r"https://www\.linkedin\.com/"), lambda route: note_and_answer(route, opened))
    with employee.context.expect_page() as window:
        page.locator("main form[action$='/sharing/press'] button[type=submit]").click()
    window.value.wait_for_url(re.compile(r"https://www\.linkedin\.com/"))
    assert parse_qs(urlsplit(opened[0]).query)["url"] == [link]
    assert page.evaluate("navigator.clipboard.readText()").endswith(link)
    window.value.close()
    page.wait_for_url(re.compile(r"/sharing/[\w-]{16}$"), wait_until="load")
    employee.look()
    page.fill("main [name=post_address]", "https://www.linkedin.com/posts/ewa-kowalska_havnegade-activity-7300000000000000000-abcd")
    assert page.locator("main input[name=let_leaders_see]").is_checked()
    employee.press("main form[action$='/confirm'] button[type=submit]")
    employee.open("/sharing/")
    return link


def note_and_answer(route: Route, opened: list[str]) -> None:
    """LinkedIn itself is outside: what it is asked is noted."""
    opened.append(route.request.url)
    route.fulfill(status=200, content_type="text/html", body="<title>LinkedIn</title>")


class Standing(HTTPRedirectHandler):
    """Does not follow."""

    def redirect_request(self, *_args: object, **_kwargs: object) -> None:  # type: ignore[override]
        return None


def visits(demo: Demo, link: str) -> None:
    """Step 6: LinkedIn's reader gets a page about the story, a person is sent on; neither gets a cookie."""
    assert link.startswith(demo.url + "/r/")
    opener = build_opener(Standing())
    with opener.open(Request(link, headers={"User-Agent": LINKEDIN})) as preview:
        page = preview.read().decode()
    assert 'property="og:title"' in page
    assert link in page
    for _person in range(2):
        try:
            opener.open(Request(link, headers={"User-Agent": SOMEBODY, "Accept-Language": "da", "Referer": "https://www.linkedin.com/"}))
            raise AssertionError("it should send people on")
        except OSError as answered:
            assert answered.code == 302  # type: ignore[attr-defined]
            assert answered.headers["Location"] == f"{demo.url}/bredfjord/03-40-ringer-telefonen"  # type: ignore[attr-defined]
            assert "no-store" in answered.headers["Cache-Control"]  # type: ignore[attr-defined]
            assert "Set-Cookie" not in answered.headers  # type: ignore[attr-defined]


def acknowledges(director: Guest, locale: str) -> None:
    """Step 7: leaves others for later until Ewa's share comes up, says what she did there, and thanks in her own words."""
    director.open("/recognition/")
    page = director.page
    for _turn in range(30):
        if page.locator("#share").count() and "Ewa Kowalska" in page.locator("#share").inner_text():
            break
        director.go("#share a[href*='after=']")
    assert "Ewa Kowalska" in page.locator("#share").inner_text()
    assert page.locator("#share a[href^='https://www.linkedin.com/posts/']").count() == 1
    page.locator("#share input[name=done][value=liked]").check(force=True)
    page.fill("#share [name=words]", "Tak, Ewa. Nu ved jeg, hvem der vasker Havnegade.")
    director.press("#share form button[type=submit]:has(svg):last-of-type")


def sees_the_thanks(employee: Guest) -> None:
    """Step 7, the other side."""
    employee.open("/")
    assert "Havnegade" in employee.page.locator("main").inner_text()
    employee.open("/recognition/thanks")
    assert "Birgitte Holmgaard" in employee.page.locator("main").inner_text()


def measures(hr: Guest, programme: str, locale: str) -> None:
    """Step 8: honest numbers of a programme that has run for twelve weeks; one ambassador alone is never shown."""
    hr.open("/insights/")
    hr.page.locator("main select[name=programme]").select_option(label=OLDER[locale])
    hr.press("main form[action$='/insights/'] button")
    assert "214" in hr.page.locator("main").inner_text()
    hr.page.locator("[data-chart] svg").first.wait_for()
    hr.open("/insights/definitions")
    hr.open(f"/insights/?programme={programme}")
    assert "Ewa" not in hr.page.locator("main").inner_text()
