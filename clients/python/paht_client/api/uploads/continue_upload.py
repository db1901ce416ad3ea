from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.continue_upload_tus_resumable import (
    ContinueUploadTusResumable,
)
from ...models.problem_details import ProblemDetails
from ...types import File, Response


def _get_kwargs(
    upload_id: UUID,
    *,
    body: File,
    tus_resumable: ContinueUploadTusResumable,
    upload_offset: int,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["Tus-Resumable"] = str(tus_resumable)

    headers["Upload-Offset"] = str(upload_offset)

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/api/v1/uploads/{upload_id}".format(
            upload_id=quote(str(upload_id), safe=""),
        ),
    }

    _kwargs["content"] = body.payload
    headers["Content-Type"] = "application/offset+octet-stream"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | ProblemDetails | None:
    if response.status_code == 204:
        response_204 = cast(Any, None)
        return response_204

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
) -> Response[Any | ProblemDetails]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    upload_id: UUID,
    *,
    client: AuthenticatedClient,
    body: File,
    tus_resumable: ContinueUploadTusResumable,
    upload_offset: int,
) -> Response[Any | ProblemDetails]:
    """Go On

     The next piece, from `Upload-Offset` on, as `application/offset+octet-stream`.

    Args:
        upload_id (UUID):
        tus_resumable (ContinueUploadTusResumable):  Example: 1.0.0.
        upload_offset (int):  Example: 0.
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ProblemDetails]
    """

    kwargs = _get_kwargs(
        upload_id=upload_id,
        body=body,
        tus_resumable=tus_resumable,
        upload_offset=upload_offset,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    upload_id: UUID,
    *,
    client: AuthenticatedClient,
    body: File,
    tus_resumable: ContinueUploadTusResumable,
    upload_offset: int,
) -> Any | ProblemDetails | None:
    """Go On

     The next piece, from `Upload-Offset` on, as `application/offset+octet-stream`.

    Args:
        upload_id (UUID):
        tus_resumable (ContinueUploadTusResumable):  Example: 1.0.0.
        upload_offset (int):  Example: 0.
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ProblemDetails
    """

    return sync_detailed(
        upload_id=upload_id,
        client=client,
        body=body,
        tus_resumable=tus_resumable,
        upload_offset=upload_offset,
    ).parsed


async def asyncio_detailed(
    upload_id: UUID,
    *,
    client: AuthenticatedClient,
    body: File,
    tus_resumable: ContinueUploadTusResumable,
    upload_offset: int,
) -> Response[Any | ProblemDetails]:
    """Go On

     The next piece, from `Upload-Offset` on, as `application/offset+octet-stream`.

    Args:
        upload_id (UUID):
        tus_resumable (ContinueUploadTusResumable):  Example: 1.0.0.
        upload_offset (int):  Example: 0.
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ProblemDetails]
    """

    kwargs = _get_kwargs(
        upload_id=upload_id,
        body=body,
        tus_resumable=tus_resumable,
        upload_offset=upload_offset,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    upload_id: UUID,
    *,
    client: AuthenticatedClient,
    body: File,
    tus_resumable: ContinueUploadTusResumable,
    upload_offset: int,
) -> Any | ProblemDetails | None:
    """Go On

     The next piece, from `Upload-Offset` on, as `application/offset+octet-stream`.

    Args:
        upload_id (UUID):
        tus_resumable (ContinueUploadTusResumable):  Example: 1.0.0.
        upload_offset (int):  Example: 0.
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ProblemDetails
    """

    return (
        await asyncio_detailed(
            upload_id=upload_id,
            client=client,
            body=body,
            tus_resumable=tus_resumable,
            upload_offset=upload_offset,
        )
    ).parsed
