"""The answer of a service's own API, for a resource type that is made by calling it."""
import json


def of(response):
    """The JSON of an answer (status, headers, body); its text as the reason to fail where it is an error."""
    status, _, body = response
    text = body.decode() if isinstance(body, bytes) else body
    if status >= 400:
        raise ValueError(text)
    return json.loads(text) if text else {}
