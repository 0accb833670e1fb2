"""Where the Gatehouse under test is, which clients it has, and the browser of a user who grants everything."""

import json
import os
import urllib.request

description = json.loads(os.environ["GATEHOUSE"])
issuer = description["issuer"]
redirect_uri = description["redirectUri"]
https_redirect_uri = description["httpsRedirectUri"]
scopes = description["scopes"]
resource = description["resource"]
authority = description["authority"]
client_id = description["confidentialClient"]["client_id"]
client_secret = description["confidentialClient"]["client_secret"]
public_client_id = description["publicClient"]["client_id"]


def browse(url):
    """Opens an authorization URL; the URL that the browser is sent back to."""
    with urllib.request.urlopen(description["browser"], url.encode()) as answer:
        return answer.read().decode()
