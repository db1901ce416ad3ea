import datetime
from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.inspected_file import InspectedFile
from ...models.problem_details import ProblemDetails
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    *,
    body: File,
    sent_at: datetime.datetime | None | Unset = UNSET,
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    params: dict[str, Any] = {}

    json_sent_at: None | str | Unset
    if isinstance(sent_at, Unset):
        json_sent_at = UNSET
    elif isinstance(sent_at, datetime.datetime):
        json_sent_at = sent_at.isoformat()
    else:
        json_sent_at = sent_at
    params["sent_at"] = json_sent_at

    json_latitude: float | None | Unset
    if isinstance(latitude, Unset):
        json_latitude = UNSET
    else:
        json_latitude = latitude
    params["latitude"] = json_latitude

    json_longitude: float | None | Unset
    if isinstance(longitude, Unset):
        json_longitude = UNSET
    else:
        json_longitude = longitude
    params["longitude"] = json_longitude

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/staff/inspect",
        "params": params,
    }

    _kwargs["content"] = body.payload
    headers["Content-Type"] = "application/octet-stream"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> InspectedFile | ProblemDetails | None:
    if response.status_code == 200:
        response_200 = InspectedFile.from_dict(response.json())

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
) -> Response[InspectedFile | ProblemDetails]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: File,
    sent_at: datetime.datetime | None | Unset = UNSET,
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
) -> Response[InspectedFile | ProblemDetails]:
    """Inspect File

     What one file shows, condition by condition. The body is the file; nothing of it is kept.

    Args:
        sent_at (datetime.datetime | None | Unset): When it was sent; now where nothing is said,
            Vietnamese time where no offset is
        latitude (float | None | Unset): The device's own position, with longitude
        longitude (float | None | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[InspectedFile | ProblemDetails]
    """

    kwargs = _get_kwargs(
        body=body,
        sent_at=sent_at,
        latitude=latitude,
        longitude=longitude,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: File,
    sent_at: datetime.datetime | None | Unset = UNSET,
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
) -> InspectedFile | ProblemDetails | None:
    """Inspect File

     What one file shows, condition by condition. The body is the file; nothing of it is kept.

    Args:
        sent_at (datetime.datetime | None | Unset): When it was sent; now where nothing is said,
            Vietnamese time where no offset is
        latitude (float | None | Unset): The device's own position, with longitude
        longitude (float | None | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        InspectedFile | ProblemDetails
    """

    return sync_detailed(
        client=client,
        body=body,
        sent_at=sent_at,
        latitude=latitude,
        longitude=longitude,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: File,
    sent_at: datetime.datetime | None | Unset = UNSET,
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
) -> Response[InspectedFile | ProblemDetails]:
    """Inspect File

     What one file shows, condition by condition. The body is the file; nothing of it is kept.

    Args:
        sent_at (datetime.datetime | None | Unset): When it was sent; now where nothing is said,
            Vietnamese time where no offset is
        latitude (float | None | Unset): The device's own position, with longitude
        longitude (float | None | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[InspectedFile | ProblemDetails]
    """

    kwargs = _get_kwargs(
        body=body,
        sent_at=sent_at,
        latitude=latitude,
        longitude=longitude,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: File,
    sent_at: datetime.datetime | None | Unset = UNSET,
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
) -> InspectedFile | ProblemDetails | None:
    """Inspect File

     What one file shows, condition by condition. The body is the file; nothing of it is kept.

    Args:
        sent_at (datetime.datetime | None | Unset): When it was sent; now where nothing is said,
            Vietnamese time where no offset is
        latitude (float | None | Unset): The device's own position, with longitude
        longitude (float | None | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        InspectedFile | ProblemDetails
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            sent_at=sent_at,
            latitude=latitude,
            longitude=longitude,
        )
    ).parsed
