"""The main job from end to end through the API alone, against the running demo.

Start the demo with `make run`, then in another shell:  .venv/bin/python docs/api_tour.py
Needs nothing but Python. Every address and field is told in /api/v1/openapi.json.
"""

import json
import os
import subprocess
import sys
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener, urlopen

HOME = os.environ.get("ADVOCACY_PUBLIC_URL", "http://127.0.0.1:8000")


def token(email):
    """Tokens are issued at the shell, shown once, and carry every right unless told otherwise."""
    words = [sys.executable, "-m", "flask", "--app", "app", "accounts", "token", email]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


def call(who, method, path, body=None, key=None):
    """One call. With an Idempotency-Key the same call made twice makes one change."""
    headers = {"Authorization": f"Bearer {who}", "Content-Type": "application/json"} | ({"Idempotency-Key": key} if key else {})
    data = json.dumps(body).encode() if body is not None else None
    try:
        with urlopen(Request(f"{HOME}/api/v1{path}", data, headers, method=method)) as answer:
            return json.load(answer)
    except HTTPError as refused:
        sys.exit(f"{method} {path}: {refused.code} {refused.read().decode()}")


def say(number, sentence):
    print(f"{number}. {sentence}")


def both(da, en):
    return {"da": da, "en": en}


director, editor = token("birgitte.holmgaard@bredfjord.example"), token("tine.vestergren@bredfjord.example")
second_editor, employee = token("lone.bitsch@bredfjord.example"), token("oliver.bak@bredfjord.example")
hr = token("josefine.dal@bredfjord.example")

# 1. Launch. The director makes a programme ready and launches it in her own name.
programme = call(director, "POST", "/programmes", {"name": both("Hverdagens helte", "Everyday heroes")}, key=os.urandom(8).hex())
name = programme["id"]
programme = call(
    director,
    "POST",
    f"/programmes/{name}/prepare",
    {
        "owner": "lone.bitsch@bredfjord.example",
        "sparring_partner": "emil.rask@bredfjord.example",
        "purposes": [both("Flere kolleger", "More colleagues")],
        "topics": [both("Omsorg", "Care"), both("Natur", "Nature"), both("Skole", "School")],
        "audiences": [both("Kommende kolleger", "Future colleagues")],
        "networks": [{"network": "linkedin", "purpose": both("Faget", "The profession")}],
        "awareness_plan": both("Personalemøder", "Staff meetings"),
        "mandate": {"text": both("Aftalt med borgmesteren", "Agreed with the mayor"), "agreed_on": "2026-09-01", "review_on": "2099-09-01"},
        "kick_off": both("Nu begynder vi.", "Now we begin."),
    },
)
call(director, "POST", f"/programmes/{name}/guideline", {})
call(director, "POST", f"/programmes/{name}/launch", {})
say(1, f"launched by {call(director, 'GET', f'/programmes/{name}')['launched']['by_name']}")

# 2. Join. An employee accepts the guideline she has read.
guideline = call(employee, "GET", f"/programmes/{name}/guideline")
mine = call(employee, "POST", f"/programmes/{name}/join", {"guideline": guideline["id"]})["mine"]
say(2, f"joined: {mine['is_enrolled']}")

# 3. Learn. The first go shows what is right and why; the second asks only about what was missed.
licence = call(employee, "GET", "/training/licence")
while not licence["is_valid"]:
    course = call(employee, "GET", "/training/course")
    kinds = {each["id"]: each for lesson in course["lessons"] for each in lesson["scenarios"]}
    attempt = call(employee, "POST", "/training/attempts", {})
    learnt = globals().setdefault("learnt", {})
    for scenario in attempt["left"]:
        chosen = learnt.get(scenario, [kinds[scenario]["options"][0]["number"]])
        feedback = call(employee, "POST", f"/training/attempts/{attempt['id']}/answers", {"scenario": scenario, "chosen": chosen})
        learnt[scenario] = [option["number"] for option in feedback["options"] if option["is_right"]]
    call(employee, "POST", f"/training/attempts/{attempt['id']}/finish", {})
    licence = call(employee, "GET", "/training/licence")
say(3, f"licensed until {licence['valid_until']}")

# 4. Publish. One editor writes, another approves.
story = call(
    editor,
    "POST",
    "/stories",
    {
        "programme": name,
        "kind": "behind_the_scenes",
        "title": both("En helt almindelig tirsdag", "A quite ordinary Tuesday"),
        "gain": both("Læseren ser en hverdag.", "The reader sees a working day."),
        "body": both("Klokken er **syv**, og kaffen er varm.", "It is **seven**, and the coffee is hot."),
        "address": f"{HOME}/bredfjord/natten-har-sin-egen-tone",
        "picture_choice": "none",
        "expires_on": "2099-12-31",
        "purpose": programme["purposes"][0]["id"],
        "topic": programme["topics"][0]["id"],
        "audience": programme["audiences"][0]["id"],
        "captions": [
            {"network": "linkedin", "language": "da", "text": "Tirsdag. Jeg arbejder i Bredfjord Kommune."},
            {"network": "linkedin", "language": "en", "text": "Tuesday. I work for Bredfjord Municipality."},
        ],
    },
)
story = call(editor, "POST", f"/stories/{story['id']}/submit", {})
story = call(second_editor, "POST", f"/stories/{story['id']}/approve", {"edit_count": story["edit_count"]})
say(4, f"in the library: {story['title']['en']}")

# 5. Share. A link of its own for this press; the words stay with the employee.
share = call(employee, "POST", "/shares", {"story": story["id"], "network": "linkedin", "language": "da"})
call(
    employee,
    "POST",
    f"/shares/{share['id']}/confirm",
    {"post_address": f"https://www.linkedin.com/posts/oliver_activity-7{os.urandom(8).hex()}", "let_leaders_see": True},
)
say(5, f"shared by {share['link']}, posted through {share['address']}")


# 6. Visit. A reader follows the link and is sent on, without a cookie.
class Standing(HTTPRedirectHandler):
    def redirect_request(self, *_arguments):
        return None


reader = Request(share["link"], headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"})
try:
    build_opener(Standing()).open(reader)
except HTTPError as sent_on:
    say(6, f"a reader is sent on: {sent_on.code} {sent_on.headers['Location']}")

# 7. Acknowledge. The director's queue, oldest first and fair across units; she thanks for this one.
queue = call(director, "GET", "/acknowledgements/queue")["waiting"]
thanks = call(director, "POST", "/acknowledgements", {"share": share["id"], "liked": True, "words": "Tak, fordi du viser hverdagen."})
received = call(employee, "GET", "/acknowledgements/received")["received"][0]
say(7, f"{len(queue)} in the queue; {received['leader']} says: {thanks['words']}")

# 8. Measure. Honest numbers; fewer than five people are never shown.
say(8, json.dumps(call(hr, "GET", f"/insights/summary?programme={name}"), ensure_ascii=False)[:400] + " ...")
