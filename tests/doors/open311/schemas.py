"""The standard's shapes: as JSON schemas after those of open311/schema-validation (which has no licence, so these are
written anew), and as an XML schema made from the tables of the standard's page."""

import json
import os
from pathlib import Path
from typing import Any

import xmlschema
from jsonschema import Draft4Validator, Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT4

Schema = dict[str, Any]
PUBLISHED = os.environ.get("PAHT_OPEN311_SCHEMAS", "")
"""The folder of the published schemas (``schema/georeport-v2`` of open311/schema-validation), where somebody has it:
answers must then fit those as well."""


def _may(kind: Schema) -> Schema:
    return {"anyOf": [kind, {"type": "null"}]}


TEXT: Schema = {"type": "string", "minLength": 1}
MAYBE_TEXT, MAYBE_NUMBER = _may({"type": "string"}), _may({"type": "number"})
MOMENT: Schema = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"}


def _object(required: list[str], properties: Schema) -> Schema:
    return {
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": False,
    }


SERVICE = _object(
    ["service_code", "service_name", "metadata", "type"],
    {
        "service_code": TEXT,
        "service_name": TEXT,
        "description": MAYBE_TEXT,
        "metadata": {"type": "boolean"},
        "type": {"enum": ["realtime", "batch", "blackbox"]},
        "keywords": MAYBE_TEXT,
        "group": MAYBE_TEXT,
    },
)
VALUE = _object(["key", "name"], {"key": TEXT, "name": TEXT})
ATTRIBUTE = _object(
    ["variable", "code", "datatype", "required"],
    {
        "variable": {"type": "boolean"},
        "code": TEXT,
        "datatype": {"enum": ["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]},
        "required": {"type": "boolean"},
        "datatype_description": MAYBE_TEXT,
        "order": _may({"type": "integer", "minimum": 1}),
        "description": MAYBE_TEXT,
        "values": {"type": "array", "items": VALUE},
    },
)
DEFINITION = _object(
    ["service_code", "attributes"],
    {"service_code": TEXT, "attributes": {"type": "array", "items": ATTRIBUTE}},
)
REQUEST = _object(
    ["service_request_id", "status", "service_code", "requested_datetime"],
    {
        "service_request_id": TEXT,
        "status": {"enum": ["open", "closed"]},
        **dict.fromkeys(
            ("status_notes", "service_name", "agency_responsible", "service_notice", "address"), MAYBE_TEXT
        ),
        "service_code": TEXT,
        "description": _may({"type": "string", "maxLength": 4000}),
        "requested_datetime": MOMENT,
        "updated_datetime": _may(MOMENT),
        "expected_datetime": _may(MOMENT),
        "address_id": MAYBE_TEXT,
        "zipcode": MAYBE_TEXT,
        "lat": MAYBE_NUMBER,
        "long": MAYBE_NUMBER,
        "media_url": _may({"type": "string", "pattern": "^https?://"}),
    },
)
CREATED = {
    **_object(
        [],
        {
            "service_request_id": TEXT,
            "token": TEXT,
            "service_notice": MAYBE_TEXT,
            "account_id": MAYBE_TEXT,
        },
    ),
    "oneOf": [{"required": ["service_request_id"]}, {"required": ["token"]}],
}
OF_TOKEN = _object(["service_request_id", "token"], {"service_request_id": TEXT, "token": TEXT})
ERROR = _object(["code", "description"], {"code": {"type": "integer"}, "description": TEXT})
UPDATE = _object(
    ["update_id", "service_request_id", "status", "updated_datetime", "description"],
    {
        "update_id": TEXT,
        "service_request_id": TEXT,
        "status": {"enum": ["open", "closed"]},
        "updated_datetime": MOMENT,
        "description": {"type": "string"},
        "media_url": MAYBE_TEXT,
    },
)
ENDPOINT = _object(
    ["specification", "url", "changeset", "type", "formats"],
    {
        "specification": TEXT,
        "url": TEXT,
        "changeset": MOMENT,
        "type": {"enum": ["production", "test", "acceptance", "development"]},
        "formats": {"type": "array", "items": {"enum": ["text/xml", "application/json"]}},
    },
)
DISCOVERY = _object(
    ["discovery"],
    {
        "discovery": _object(
            ["changeset", "contact", "key_service", "endpoints"],
            {
                "changeset": MOMENT,
                "contact": TEXT,
                "key_service": TEXT,
                "endpoints": {"type": "array", "items": ENDPOINT, "minItems": 1},
            },
        )
    },
)


def listed(schema: Schema) -> Schema:
    """A list of these."""
    return {"type": "array", "items": schema}


def fits(content: Any, schema: Schema) -> Any:
    """The content, which must fit the schema, and the published one of its name where that is at hand."""
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(content)
    if PUBLISHED and (name := _PUBLISHED.get(json.dumps(schema))):
        _published(name).validate(content)
    return content


def _published(name: str) -> Draft4Validator:
    files = {
        path.name: json.loads(path.read_text(encoding="utf-8")) for path in Path(PUBLISHED).glob("*.json")
    }
    known = [(each, DRAFT4.create_resource(content)) for each, content in files.items()]
    return Draft4Validator(files[name], registry=Registry().with_resources(known))


_PUBLISHED = {
    json.dumps(listed(SERVICE)): "services.json",
    json.dumps(DEFINITION): "service-definition.json",
    json.dumps(listed(REQUEST)): "requests.json",
}


def _element(name: str, kind: str, *, optional: bool = False) -> str:
    return f'<xs:element name="{name}" type="{kind}" minOccurs="{0 if optional else 1}"/>'


def _type(name: str, inner: str) -> str:
    return f'<xs:complexType name="{name}"><xs:all>{inner}</xs:all></xs:complexType>'


def _list(name: str, item: str, kind: str) -> str:
    return (
        f'<xs:complexType name="{name}"><xs:sequence>'
        f'<xs:element name="{item}" type="{kind}" minOccurs="0" maxOccurs="unbounded"/>'
        "</xs:sequence></xs:complexType>"
    )


def _simple(name: str, restriction: str, base: str = "xs:string") -> str:
    return f'<xs:simpleType name="{name}"><xs:restriction base="{base}">{restriction}</xs:restriction></xs:simpleType>'


def _one_of(*values: str) -> str:
    return "".join(f'<xs:enumeration value="{value}"/>' for value in values)


def _maybe(name: str, kind: str) -> str:
    """The kind, or an empty element."""
    return (
        f'<xs:simpleType name="{name}"><xs:union memberTypes="{kind}"><xs:simpleType>'
        '<xs:restriction base="xs:string"><xs:length value="0"/></xs:restriction>'
        "</xs:simpleType></xs:union></xs:simpleType>"
    )


_S, _B = "xs:string", "xs:boolean"
XSD = xmlschema.XMLSchema(
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
    + _simple("filled", '<xs:minLength value="1"/>')
    + _simple("long_text", '<xs:maxLength value="4000"/>')
    + _simple("status", _one_of("open", "closed"))
    + _simple("service_type", _one_of("realtime", "batch", "blackbox"))
    + _simple(
        "datatype",
        _one_of("string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"),
    )
    + _simple("moment", r'<xs:pattern value=".*(Z|[+\-]\d\d:\d\d)"/>', "xs:dateTime")
    + _maybe("maybe_moment", "moment")
    + _maybe("maybe_number", "xs:double")
    + _type(
        "service",
        _element("service_code", "filled")
        + _element("service_name", "filled")
        + _element("description", _S)
        + _element("metadata", _B)
        + _element("type", "service_type")
        + _element("keywords", _S)
        + _element("group", _S),
    )
    + _list("services", "service", "service")
    + _type("value", _element("key", "filled") + _element("name", "filled"))
    + _list("values", "value", "value")
    + _type(
        "attribute",
        _element("variable", _B)
        + _element("code", "filled")
        + _element("datatype", "datatype")
        + _element("required", _B)
        + _element("datatype_description", _S)
        + _element("order", "xs:positiveInteger")
        + _element("description", _S)
        + _element("values", "values", optional=True),
    )
    + _list("attributes", "attribute", "attribute")
    + _type("definition", _element("service_code", "filled") + _element("attributes", "attributes"))
    + _type(
        "request",
        _element("service_request_id", "filled", optional=True)
        + _element("token", "filled", optional=True)
        + _element("account_id", _S, optional=True)
        + _element("status", "status", optional=True)
        + _element("description", "long_text", optional=True)
        + "".join(
            _element(name, kind, optional=True)
            for name, kind in (
                *dict.fromkeys(
                    ("status_notes", "service_name", "service_code", "agency_responsible"), _S
                ).items(),
                *dict.fromkeys(
                    ("service_notice", "address", "address_id", "zipcode", "media_url"), _S
                ).items(),
                *dict.fromkeys(("requested_datetime", "updated_datetime"), "moment").items(),
                ("expected_datetime", "maybe_moment"),
                ("lat", "maybe_number"),
                ("long", "maybe_number"),
            )
        ),
    )
    + _list("requests", "request", "request")
    + _type("error", _element("code", "xs:integer") + _element("description", "filled"))
    + _list("errors", "error", "error")
    + _type(
        "update",
        _element("update_id", "filled")
        + _element("service_request_id", "filled")
        + _element("status", "status")
        + _element("updated_datetime", "moment")
        + _element("description", _S)
        + _element("media_url", _S),
    )
    + _list("updates", "request_update", "update")
    + _list("formats", "format", "filled")
    + _type(
        "endpoint",
        _element("specification", "filled")
        + _element("url", "filled")
        + _element("changeset", "moment")
        + _element("type", "filled")
        + _element("formats", "formats"),
    )
    + _list("endpoints", "endpoint", "endpoint")
    + _type(
        "discovery",
        _element("changeset", "moment")
        + _element("contact", "filled")
        + _element("key_service", "filled")
        + _element("endpoints", "endpoints"),
    )
    + "".join(
        f'<xs:element name="{name}" type="{kind}"/>'
        for name, kind in (
            ("services", "services"),
            ("service_definition", "definition"),
            ("service_requests", "requests"),
            ("service_request_updates", "updates"),
            ("errors", "errors"),
            ("discovery", "discovery"),
        )
    )
    + "</xs:schema>"
)
"""Every answer's root with all that the standard's tables have."""
