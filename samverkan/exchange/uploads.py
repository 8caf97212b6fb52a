"""A file that is too large is never stored: its bytes are counted and dropped as they come."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from samverkan.exchange.csv.table import SIZE_LIMIT


class SizeLimit(FileUploadHandler):
    """Stands first among the upload handlers. The form learns of it from `too_large`."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._seen = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Count each file from nothing."""
        super().new_file(*args, **kwargs)
        self._seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the chunk on, or stop and let the rest of the body run out unread."""
        self._seen += len(raw_data)
        if self._seen > SIZE_LIMIT:
            if self.request is not None:
                self.request.file_too_large = True  # type: ignore[attr-defined]
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> "UploadedFile[bytes] | None":
        """The next handler has the file."""
        return None


def too_large(request: HttpRequest) -> bool:
    """Whether a file of the request was stopped for its size."""
    return bool(getattr(request, "file_too_large", False))
