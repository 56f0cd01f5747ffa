"""What a signed-in person sees stays in no cache: not in a proxy, not behind the back button of a shared machine."""


class NoStoreMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        # A page that never asked who is there shows nothing of anybody, and needs no statement now.
        user = getattr(request, "_cached_user", None)
        if user is not None and user.is_authenticated:
            response["Cache-Control"] = "no-store, private"
        return response
