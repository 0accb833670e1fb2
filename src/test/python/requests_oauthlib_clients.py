"""requests-oauthlib: the authorization code flow with PKCE, refresh and client credentials."""

import base64
import hashlib
import os
import secrets
import unittest

import requests
from oauthlib.oauth2 import BackendApplicationClient, InvalidGrantError
from requests_oauthlib import OAuth2Session

from gatehouse import authority, browse, client_id, client_secret, issuer, resource, scopes
from gatehouse import https_redirect_uri as redirect_uri

os.environ["REQUESTS_CA_BUNDLE"] = authority


class RequestsOAuthlib(unittest.TestCase):
    def test_code_refresh_revocation(self):
        metadata = requests.get(f"{issuer}/.well-known/oauth-authorization-server").json()
        session = OAuth2Session(client_id, redirect_uri=redirect_uri, scope=scopes)
        verifier = secrets.token_urlsafe(32)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        authorization_url, state = session.authorization_url(
            metadata["authorization_endpoint"], code_challenge=challenge, code_challenge_method="S256"
        )

        callback_url = browse(authorization_url)

        token = session.fetch_token(
            metadata["token_endpoint"],
            authorization_response=callback_url,
            client_secret=client_secret,
            code_verifier=verifier,
        )
        answer = session.get(resource)

        self.assertEqual(answer.status_code, 200)
        self.assertEqual(sorted(token["scope"]), sorted(scopes))
        refreshed = session.refresh_token(metadata["token_endpoint"], auth=(client_id, client_secret))
        self.assertNotEqual(refreshed["access_token"], token["access_token"])
        self.assertEqual(session.get(resource).status_code, 200)

        revocation = requests.post(
            metadata["revocation_endpoint"],
            data={"token": refreshed["refresh_token"]},
            auth=(client_id, client_secret),
        )
        self.assertEqual(revocation.status_code, 200)
        with self.assertRaises(InvalidGrantError):
            session.refresh_token(metadata["token_endpoint"], auth=(client_id, client_secret))

    def test_client_credentials(self):
        metadata = requests.get(f"{issuer}/.well-known/oauth-authorization-server").json()

        session = OAuth2Session(client=BackendApplicationClient(client_id, scope=scopes))
        session.fetch_token(metadata["token_endpoint"], client_id=client_id, client_secret=client_secret)
        answer = session.get(resource)

        self.assertEqual(answer.status_code, 200)


if __name__ == "__main__":
    unittest.main()
