"""The JSON API's frame: one declaration makes the route, checks what comes in, shapes what goes out and writes the document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, get_type_hints

from flask import Blueprint, Response, jsonify, request
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.json_schema import models_json_schema

from advocacy import __version__
from advocacy.foundation.errors import Forbidden
from advocacy.foundation.guards import API_PREFIX, Who, acting, allow

Handler = TypeVar("Handler", bound=Callable[..., Any])
PREFIX = API_PREFIX + "v1"


class Sent(BaseModel):
    """What a caller sends: exactly the named fields, each of its own type."""

    model_config = ConfigDict(strict=True, extra="forbid", str_strip_whitespace=True)


class Answer(BaseModel):
    """What the API answers."""

    model_config = ConfigDict(from_attributes=True)


class Problem(Answer):
    """A refusal: its number, its sentence, and the fields that were wrong."""

    status: int
    title: str
    problems: dict[str, str] = {}


@dataclass(frozen=True)
class Operation:
    """One line of the API as the document tells it."""

    method: str
    path: str
    name: str
    summary: str
    scope: str
    body: type[BaseModel] | None
    query: type[BaseModel] | None
    answer: type[BaseModel] | None
    status: int


OPERATIONS: list[Operation] = []


class InvalidBody(Exception):
    """What was sent does not fit; maps the place to the sentence."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(str(problems))
        self.problems = problems


def operation(blueprint: Blueprint, method: str, path: str, *, who: Who, scope: str, status: int = 200) -> Callable[[Handler], Handler]:
    """Declares one operation. The function's annotations say the rest: ``body``, ``query`` and what it returns.

    ``scope`` is the right a token must carry, ``stories:write`` for instance. The path is Flask's, below /api/v1.
    """

    def declare(function: Handler) -> Handler:
        hints = get_type_hints(function)
        body, query, answer = hints.get("body"), hints.get("query"), hints.get("return")
        summary = (function.__doc__ or function.__name__).strip().split("\n")[0]
        OPERATIONS.append(
            Operation(
                method,
                path,
                f"{blueprint.name}.{function.__name__}",
                summary,
                scope,
                body,
                query,
                answer if answer is not type(None) else None,
                status,
            )
        )

        def answer_request(**places: Any) -> Response:
            _require_scope(scope)
            if body is not None:
                places["body"] = _checked(body, _json_of_request())
            if query is not None:
                places["query"] = _checked(query, request.args.to_dict(), strict=False)
            result = function(**places)
            response = jsonify(result.model_dump(mode="json")) if result is not None else Response()
            response.status_code = status
            return response

        answer_request.__doc__ = function.__doc__
        blueprint.add_url_rule(path, function.__name__, allow(who)(answer_request), methods=[method])
        return function

    return declare


def _require_scope(scope: str) -> None:
    if scope and scope not in getattr(acting(), "scopes", ()):
        raise Forbidden(f"This token does not carry {scope}.")


def _json_of_request() -> Any:
    if not request.is_json:
        raise InvalidBody({"": "Send JSON with the content type application/json."})
    parsed = request.get_json(silent=True)
    if parsed is None:
        raise InvalidBody({"": "This is not JSON."})
    return parsed


def _checked(model: type[BaseModel], value: Any, *, strict: bool | None = None) -> BaseModel:
    try:
        return model.model_validate(value, strict=strict)
    except ValidationError as error:
        problems = {".".join(str(part) for part in each["loc"]): each["msg"] for each in error.errors()}
        raise InvalidBody(problems) from error


def problem(status: int, title: str, problems: dict[str, str] | None = None) -> Response:
    """A refusal in the form of RFC 9457."""
    response = jsonify(Problem(status=status, title=title, problems=problems or {}).model_dump())
    response.status_code = status
    response.content_type = "application/problem+json"
    return response


def document(server: str) -> dict[str, Any]:
    """The OpenAPI 3.1 document of every declared operation."""
    models = {m for each in OPERATIONS for m in (each.body, each.query, each.answer) if m is not None} | {Problem}
    ordered = sorted(models, key=lambda model: model.__name__)
    _, schemas = models_json_schema([(m, "validation") for m in ordered], ref_template="#/components/schemas/{model}")
    paths: dict[str, dict[str, Any]] = {}
    for each in OPERATIONS:
        path = PREFIX + each.path.replace("<", "{").replace(">", "}").replace("string:", "")
        paths.setdefault(path, {})[each.method.lower()] = _told(each, path)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Employee advocacy", "version": __version__},
        "servers": [{"url": server}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {"schemas": schemas.get("$defs", {}), "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    }


def _told(each: Operation, path: str) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": each.summary}
    if each.answer is not None:
        answer["content"] = {"application/json": {"schema": _reference(each.answer)}}
    refused = {"description": "Refused", "content": {"application/problem+json": {"schema": _reference(Problem)}}}
    told: dict[str, Any] = {
        "operationId": each.name,
        "summary": each.summary,
        "description": f"The token must carry `{each.scope}`." if each.scope else "",
        "parameters": _parameters(each, path),
        "responses": {str(each.status): answer, "default": refused},
    }
    if each.body is not None:
        told["requestBody"] = {"required": True, "content": {"application/json": {"schema": _reference(each.body)}}}
    return told


def _parameters(each: Operation, path: str) -> list[dict[str, Any]]:
    names = [part.split("}")[0] for part in path.split("{")[1:]]
    found = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]
    if each.query is not None:
        for name, schema in each.query.model_json_schema()["properties"].items():
            found.append({"name": name, "in": "query", "required": False, "schema": schema})
    return found


def _reference(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{model.__name__}"}
