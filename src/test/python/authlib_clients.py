"""Authlib: the authorization code flow with PKCE, refresh, revocation, introspection and JWT validation."""

import os
import unittest

import requests
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import JsonWebKey, jwt

from gatehouse import (
    authority,
    browse,
    client_id,
    client_secret,
    issuer,
    public_client_id,
    redirect_uri,
    resource,
    scopes,
)

os.environ["REQUESTS_CA_BUNDLE"] = authority


class Authlib(unittest.TestCase):
    def test_code_refresh_revocation(self):
        for session in (
            OAuth2Session(
                client_id,
                client_secret,
                scope=scopes,
                redirect_uri=redirect_uri,
                code_challenge_method="S256",
            ),
            OAuth2Session(
                client_id,
                client_secret,
                token_endpoint_auth_method="client_secret_post",
                scope=scopes,
                redirect_uri=redirect_uri,
                code_challenge_method="S256",
            ),
            OAuth2Session(
                public_client_id,
                token_endpoint_auth_method="none",
                scope=scopes,
                redirect_uri=redirect_uri,
                code_challenge_method="S256",
            ),
        ):
            with self.subTest(method=session.token_endpoint_auth_method):
                self.walk(session)

    def walk(self, session):
        metadata = requests.get(f"{issuer}/.well-known/oauth-authorization-server").json()
        verifier = generate_token(48)
        authorization_url, state = session.create_authorization_url(
            metadata["authorization_endpoint"], code_verifier=verifier
        )

        callback_url = browse(authorization_url)

        token = session.fetch_token(
            metadata["token_endpoint"], authorization_response=callback_url, state=state, code_verifier=verifier
        )
        answer = session.get(resource)

        self.assertEqual(answer.status_code, 200)
        self.assertEqual(sorted(token["scope"].split()), sorted(scopes))
        refreshed = session.refresh_token(metadata["token_endpoint"])
        self.assertNotEqual(refreshed["access_token"], token["access_token"])
        self.assertEqual(session.get(resource).status_code, 200)

        self.assertEqual(session.revoke_token(metadata["revocation_endpoint"]).status_code, 200)
        self.assertEqual(session.get(resource).status_code, 401)

    def test_client_credentials_introspection_and_validation(self):
        metadata = requests.get(f"{issuer}/.well-known/oauth-authorization-server").json()

        session = OAuth2Session(client_id, client_secret, scope=scopes)
        token = session.fetch_token(metadata["token_endpoint"], grant_type="client_credentials")

        self.assertEqual(session.get(resource).status_code, 200)
        introspection = session.introspect_token(metadata["introspection_endpoint"], token=token["access_token"])
        self.assertTrue(introspection.json()["active"])

        keys = JsonWebKey.import_key_set(requests.get(metadata["jwks_uri"]).json())
        claims = jwt.decode(
            token["access_token"],
            keys,
            claims_options={"iss": {"essential": True, "value": issuer}, "client_id": {"essential": True}},
        )
        claims.validate()
        self.assertEqual(claims.header["typ"], "at+jwt")
        self.assertEqual(claims["client_id"], client_id)


if __name__ == "__main__":
    unittest.main()
