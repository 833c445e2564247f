"""How a real organisation begins: from a shell, once."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput, Refusal
from advocacy.foundation.i18n import in_language
from advocacy.organisation import services
from advocacy.organisation.services import Identity

group = AppGroup("organisation", help="Whose house this is.")


@group.command("found")
@click.argument("name")
@click.option("--short-name", default="", help="What people say; the name itself when left out.")
@click.option("--disclosure-da", default="", help="The line under every suggested wording, in Danish. Made from the name when left out.")
@click.option("--disclosure-en", default="", help="The same in English.")
@click.option(
    "--domain", "domains", multiple=True, help="A host of your own that stories may lead to without a warning page; again for more."
)
@click.option("--brand-colour", default=Identity.brand_colour, show_default=True, help="White text must be readable on it.")
@click.option("--accent-colour", default=Identity.accent_colour, show_default=True, help="White text must be readable on it.")
def found(
    name: str, short_name: str, disclosure_da: str, disclosure_en: str, domains: tuple[str, ...], brand_colour: str, accent_colour: str
) -> None:
    """Sets up the one organisation of this installation, called NAME."""
    identity = Identity(
        name=name.strip(),
        short_name=(short_name or name).strip()[:60],
        motto={},
        link_domains=[each.strip().lower() for each in domains],
        disclosure={"da": disclosure_da or f"Jeg arbejder i {name}.", "en": disclosure_en or f"I work for {name}."},
        brand_colour=brand_colour,
        accent_colour=accent_colour,
    )
    with in_language("en"):
        try:
            services.found_organisation(identity)
        except InvalidInput as refusal:
            raise click.ClickException("\n".join(f"{field}: {sentence}" for field, sentence in refusal.problems.items())) from None
        except Refusal as refusal:
            raise click.ClickException(str(refusal.sentence)) from None
    db.session.commit()
    click.echo(f"{identity.name} is set up. Next: flask --app app people add-unit, or people add for the first person.")
