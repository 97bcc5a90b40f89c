"""https://bucket.s3.region.amazonaws.com/key as a TemplateURL: MiniStack knows only the form with the bucket in the path."""
import re

from ministack.services.cloudformation import helpers

VIRTUAL_HOST = re.compile(r"https://([^/]+)\.s3[.-][^/]*amazonaws\.com/(.+)")


def complete():
    resolve = helpers._resolve_document

    def resolve_document(params, body_key, url_key, label):
        found = VIRTUAL_HOST.fullmatch(helpers._p(params, url_key))
        if found:
            params = {**params, url_key: ["https://s3.amazonaws.com/{}/{}".format(*found.groups())]}
        return resolve(params, body_key, url_key, label)

    helpers._resolve_document = resolve_document
