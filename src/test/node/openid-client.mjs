// openid-client finds everything by its default discovery, which is the one of OpenID Connect.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as oauth from 'openid-client';
import { assertIsDenied, browse, gatehouse } from './gatehouse.mjs';

const { issuer, redirectUri, resource } = gatehouse;
const scope = gatehouse.scopes.join(' ');
const clients = [
  ['public client', gatehouse.publicClient.client_id, undefined, oauth.None()],
  ['default', gatehouse.confidentialClient.client_id, gatehouse.confidentialClient.client_secret, undefined],
  [
    'client_secret_basic',
    gatehouse.confidentialClient.client_id,
    undefined,
    oauth.ClientSecretBasic(gatehouse.confidentialClient.client_secret),
  ],
];

for (const [name, clientId, secret, authentication] of clients) {
  test(`${name}: code, call, refresh, revocation`, async () => {
    const config = await oauth.discovery(new URL(issuer), clientId, secret, authentication);

    const codeVerifier = oauth.randomPKCECodeVerifier();
    const state = oauth.randomState();
    const authorizationUrl = oauth.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope,
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    });

    const currentUrl = await browse(authorizationUrl);

    const tokens = await oauth.authorizationCodeGrant(config, currentUrl, {
      pkceCodeVerifier: codeVerifier,
      expectedState: state,
    });
    const answer = await oauth.fetchProtectedResource(config, tokens.access_token, new URL(resource), 'GET');
    const refreshed = await oauth.refreshTokenGrant(config, tokens.refresh_token);

    assert.equal(answer.status, 200);
    assert.deepEqual(tokens.scope.split(' ').sort(), [...gatehouse.scopes].sort());
    assert.equal(tokens.expires_in, 3600);
    await oauth.tokenRevocation(config, refreshed.refresh_token);
    await assertIsDenied(refreshed.access_token);
  });
}

test('client credentials, introspection', async () => {
  const { client_id: clientId, client_secret: secret } = gatehouse.confidentialClient;
  const config = await oauth.discovery(new URL(issuer), clientId, secret);

  const tokens = await oauth.clientCredentialsGrant(config, { scope });

  const answer = await oauth.fetchProtectedResource(config, tokens.access_token, new URL(resource), 'GET');
  assert.equal(answer.status, 200);
  const introspection = await oauth.tokenIntrospection(config, tokens.access_token);
  assert.equal(introspection.active, true);
  assert.equal(introspection.client_id, clientId);
});
