"""A client library for accessing PAHT: phản ánh hiện trường"""

from .client import AuthenticatedClient, Client

__all__ = (
    "AuthenticatedClient",
    "Client",
)
