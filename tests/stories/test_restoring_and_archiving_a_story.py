"""No version is ever lost: what was taken out comes back as a draft, older versions too, and all of it can be taken along."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from flask.testing import FlaskCliRunner

from advocacy.foundation.database import db
from tests.factories.pictures import make_picture
from tests.factories.sharing import make_share
from tests.stories.stage import Desk, picture

NOTE = "Say whose idea it was."


def test_a_story_taken_out_comes_back_as_a_draft_of_itself(desk: Desk) -> None:
    name = desk.published()
    with desk.story(name) as story:
        code = make_share(desk.cast.camilla, story).code
        db.session.commit()
    desk.press(desk.cast.tine, name, "retire")
    assert desk.press(desk.cast.tine, name, "restore").status_code == 303
    assert desk.state(name) == [(1, "replaced"), (2, "draft")]
    assert desk.client(desk.cast.camilla).get(f"/stories/{name}").status_code == 404
    assert desk.app.test_client().get(f"/r/{code}").status_code == 410
    with desk.story(name) as story:
        assert story.latest.title == story.versions[0].title
        assert len(story.latest.captions) == 16
    assert desk.press(desk.cast.tine, name, "submit").status_code == 303
    assert desk.press(desk.cast.lone, name, "approve").status_code == 403
    assert desk.deeds(name)[-3:] == ["retired", "restored", "submitted"]
    assert desk.press(desk.cast.tine, name, "restore").status_code == 409


def test_a_draft_put_away_goes_on_where_it_was(desk: Desk) -> None:
    name = desk.write(desk.cast.lone)
    desk.press(desk.cast.lone, name, "retire")
    assert "Bring it back as a draft" in desk.client(desk.cast.lone).get(f"/stories/{name}/review").text
    desk.press(desk.cast.tine, name, "restore")
    assert desk.state(name) == [(1, "draft")]


def test_the_link_works_again_once_it_is_approved_anew(desk: Desk) -> None:
    name = desk.published()
    with desk.story(name) as story:
        code = make_share(desk.cast.camilla, story).code
        db.session.commit()
    desk.press(desk.cast.lone, name, "retire")
    desk.press(desk.cast.lone, name, "restore")
    desk.press(desk.cast.lone, name, "submit")
    with desk.app.app_context():
        from advocacy.accounts.models import Role
        from advocacy.accounts.services import grant_role
        from advocacy.people.models import Person, Unit

        grant_role(db.session.get_one(Person, desk.cast.emil.id), Role.EDITOR, db.session.get_one(Unit, desk.cast.root.id), by=None)
        db.session.commit()
    assert desk.press(desk.cast.emil, name, "approve").status_code == 303
    assert desk.app.test_client().get(f"/r/{code}").status_code == 302


def test_an_older_version_becomes_a_new_draft_and_the_newer_one_stays(desk: Desk) -> None:
    name = desk.published()
    desk.change(desk.cast.lone, name, title_en="Another idea")
    client = desk.client(desk.cast.lone)
    assert "Another idea" in client.get(f"/stories/{name}/versions/2").text
    assert client.post(f"/stories/{name}/versions/1/restore").status_code == 303
    assert desk.state(name) == [(1, "approved"), (2, "replaced"), (3, "draft")]
    assert desk.client(desk.cast.camilla).get(f"/stories/{name}").status_code == 200
    assert client.post(f"/stories/{name}/versions/3/restore").status_code == 409
    for number in ("0", "4", "99999999999"):
        assert client.get(f"/stories/{name}/versions/{number}").status_code == 404
        assert client.post(f"/stories/{name}/versions/{number}/restore").status_code == 404


@pytest.mark.parametrize("way", ["page", "api"])
def test_the_archive_holds_every_version_approval_return_and_picture(desk: Desk, way: str) -> None:
    name = desk.write(desk.cast.lone, then="draft", picture_choice="decorative", picture_file=picture())
    with desk.story(name) as story:
        brought = story.latest.picture.public_id
    desk.change(desk.cast.lone, name, title_en="En rød ål, æble", picture_choice="none", then="submit")
    desk.press(desk.cast.tine, name, "send-back", note=NOTE)
    desk.change(
        desk.cast.lone,
        name,
        then="submit",
        title_en="En rød ål, æble",
        picture_choice="none",
        visible_from="2027-01-01T10:00",
        expires_on="2099-01-01",
    )
    desk.press(desk.cast.tine, name, "approve")
    if way == "page":
        answer = desk.client(desk.cast.lone).get(f"/stories/{name}/archive")
        assert f"en-roed-aal-aeble-{name}.zip" in answer.headers["Content-Disposition"]
    else:
        answer = desk.app.test_client().get(f"/api/v1/stories/{name}/archive", headers=token(desk, "stories:read"))
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        folder = names[0].split("/")[0]
        story_told = json.loads(archive.read(f"{folder}/story.json"))
        version = json.loads(archive.read(f"{folder}/versions/001.json"))
        words = archive.read(f"{folder}/versions/001.md").decode()
    assert [entry["deed"].rpartition(".")[2] for entry in story_told["history"]][-1] == "approved"
    assert version["approved_by"] == "Tine Vestergren"
    assert version["returns"] == [{"at": version["returns"][0]["at"], "by": "Tine Vestergren", "note": NOTE}]
    assert words.startswith("# En rød ål, æble")
    assert not [each for each in names if brought in each]  # It was exchanged before anything was approved with it.


def token(desk: Desk, *scopes: str) -> dict[str, str]:
    from advocacy.accounts import services as accounts
    from advocacy.people.models import Person

    with desk.app.app_context():
        secret = accounts.issue_token(db.session.get_one(Person, desk.cast.lone.id), "records", list(scopes))
        db.session.commit()
    return {"Authorization": f"Bearer {secret}"}


def test_the_archive_asks_for_the_right_to_read(desk: Desk) -> None:
    name = desk.published()
    client = desk.app.test_client()
    assert client.get(f"/api/v1/stories/{name}/archive").status_code == 401
    assert client.get(f"/api/v1/stories/{name}/archive", headers=token(desk, "stories:write")).status_code == 403
    assert client.get("/api/v1/stories/AAAAAAAAAAAAAAAA/archive", headers=token(desk, "stories:read")).status_code == 404


def test_a_shell_writes_the_archive_of_everything(desk: Desk, tmp_path: object) -> None:
    with desk.app.app_context():
        number = make_picture(desk.cast)
        key, brought = number.id, number.public_id
        db.session.commit()
    first, second = desk.published(picture_id=key, picture_choice="decorative"), desk.write(desk.cast.lone)
    path = f"{tmp_path}/archive.zip"
    runner: FlaskCliRunner = desk.app.test_cli_runner()
    done = runner.invoke(args=["stories", "archive", path])
    assert done.exit_code == 0, done.output
    assert "2 stories" in done.output
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    assert all(any(name in each for each in names) for name in (first, second))
    assert len([each for each in names if f"pictures/{brought}" in each]) == 3
    only = runner.invoke(args=["stories", "archive", f"{tmp_path}/none.zip", "--programme", "AAAAAAAAAAAAAAAA"])
    assert "0 stories" in only.output
