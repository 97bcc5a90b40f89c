"""ECR's registry: a login leads to this server, and says whose repositories it is for."""
import base64
import json

from ministack.core import responses
from ministack.services import ecr


def complete(port):
    login, answer = ecr._get_authorization_token, ecr.handle_registry_request

    def get_authorization_token(data):
        status, headers, body = login(data)
        answer = json.loads(body)
        for one in answer["authorizationData"]:
            one["authorizationToken"] = base64.b64encode(f"AWS:{responses.get_account_id()}".encode()).decode()
            one["proxyEndpoint"] = f"http://127.0.0.1:{port}"
        return status, headers, json.dumps(answer).encode()

    async def handle_registry_request(method, path, headers, body, query_params):
        token = headers.get("authorization", "").partition("Basic ")[2]
        responses.set_request_account_id(base64.b64decode(token).decode().partition(":")[2])
        return await answer(method, path, headers, body, query_params)

    ecr._get_authorization_token, ecr.handle_registry_request = get_authorization_token, handle_registry_request
