from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.field import Field
from ...models.kind import Kind
from ...models.problem_details import ProblemDetails
from ...models.results import Results
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    kind: Kind | None | Unset = UNSET,
    field: Field | None | Unset = UNSET,
    commune: str | Unset = "",
    cursor: str | Unset = "",
    limit: int | Unset = 20,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_kind: None | str | Unset
    if isinstance(kind, Unset):
        json_kind = UNSET
    elif isinstance(kind, str):
        json_kind = kind
    else:
        json_kind = kind
    params["kind"] = json_kind

    json_field: None | str | Unset
    if isinstance(field, Unset):
        json_field = UNSET
    elif isinstance(field, str):
        json_field = field
    else:
        json_field = field
    params["field"] = json_field

    params["commune"] = commune

    params["cursor"] = cursor

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/results",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ProblemDetails | Results | None:
    if response.status_code == 200:
        response_200 = Results.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = ProblemDetails.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = ProblemDetails.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = ProblemDetails.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = ProblemDetails.from_dict(response.json())

        return response_404

    if response.status_code == 405:
        response_405 = ProblemDetails.from_dict(response.json())

        return response_405

    if response.status_code == 409:
        response_409 = ProblemDetails.from_dict(response.json())

        return response_409

    if response.status_code == 412:
        response_412 = ProblemDetails.from_dict(response.json())

        return response_412

    if response.status_code == 413:
        response_413 = ProblemDetails.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = ProblemDetails.from_dict(response.json())

        return response_415

    if response.status_code == 422:
        response_422 = ProblemDetails.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = ProblemDetails.from_dict(response.json())

        return response_429

    if response.status_code == 503:
        response_503 = ProblemDetails.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ProblemDetails | Results]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    kind: Kind | None | Unset = UNSET,
    field: Field | None | Unset = UNSET,
    commune: str | Unset = "",
    cursor: str | Unset = "",
    limit: int | Unset = 20,
) -> Response[ProblemDetails | Results]:
    """Results

     Published results, latest first, a page at a time; `Link: rel="next"` leads on.

    Args:
        kind (Kind | None | Unset):
        field (Field | None | Unset):
        commune (str | Unset):  Default: ''.
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProblemDetails | Results]
    """

    kwargs = _get_kwargs(
        kind=kind,
        field=field,
        commune=commune,
        cursor=cursor,
        limit=limit,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    kind: Kind | None | Unset = UNSET,
    field: Field | None | Unset = UNSET,
    commune: str | Unset = "",
    cursor: str | Unset = "",
    limit: int | Unset = 20,
) -> ProblemDetails | Results | None:
    """Results

     Published results, latest first, a page at a time; `Link: rel="next"` leads on.

    Args:
        kind (Kind | None | Unset):
        field (Field | None | Unset):
        commune (str | Unset):  Default: ''.
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProblemDetails | Results
    """

    return sync_detailed(
        client=client,
        kind=kind,
        field=field,
        commune=commune,
        cursor=cursor,
        limit=limit,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    kind: Kind | None | Unset = UNSET,
    field: Field | None | Unset = UNSET,
    commune: str | Unset = "",
    cursor: str | Unset = "",
    limit: int | Unset = 20,
) -> Response[ProblemDetails | Results]:
    """Results

     Published results, latest first, a page at a time; `Link: rel="next"` leads on.

    Args:
        kind (Kind | None | Unset):
        field (Field | None | Unset):
        commune (str | Unset):  Default: ''.
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProblemDetails | Results]
    """

    kwargs = _get_kwargs(
        kind=kind,
        field=field,
        commune=commune,
        cursor=cursor,
        limit=limit,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    kind: Kind | None | Unset = UNSET,
    field: Field | None | Unset = UNSET,
    commune: str | Unset = "",
    cursor: str | Unset = "",
    limit: int | Unset = 20,
) -> ProblemDetails | Results | None:
    """Results

     Published results, latest first, a page at a time; `Link: rel="next"` leads on.

    Args:
        kind (Kind | None | Unset):
        field (Field | None | Unset):
        commune (str | Unset):  Default: ''.
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProblemDetails | Results
    """

    return (
        await asyncio_detailed(
            client=client,
            kind=kind,
            field=field,
            commune=commune,
            cursor=cursor,
            limit=limit,
        )
    ).parsed
