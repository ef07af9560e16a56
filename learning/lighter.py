"""Pages go out compressed: on a slow line a lesson then costs a third of its bytes.

Django adds noise to the length, and masks its form tokens anew each time, so that nobody on the
line learns a secret of a page by guessing at it (BREACH). Files are left alone: they are streamed,
may be asked for in parts, and are small already.
"""

from django.middleware.gzip import GZipMiddleware


class LighterPages(GZipMiddleware):
    def process_response(self, request, response):
        is_page = response.get("Content-Type", "").startswith("text/html")
        if response.streaming or not is_page:
            return response
        return super().process_response(request, response)
