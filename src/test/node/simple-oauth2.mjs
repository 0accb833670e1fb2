import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { AuthorizationCode, ClientCredentials } from 'simple-oauth2';
import { assertIsDenied, assertWorks, browse, gatehouse } from './gatehouse.mjs';

const { issuer, redirectUri, scopes } = gatehouse;
const { client_id: clientId, client_secret: clientSecret } = gatehouse.confidentialClient;
const config = {
  client: { id: clientId, secret: clientSecret },
  auth: {
    tokenHost: issuer,
    tokenPath: '/integration/rest/oAuth/getToken',
    revokePath: '/integration/rest/oAuth/revoke',
    authorizePath: '/integration/rest/oAuth/authorize',
  },
};
const itself = {
  client: { id: clientId, secret: clientSecret },
  auth: { tokenHost: issuer, tokenPath: '/integration/rest/oAuth/getToken' },
};

async function authorize(client) {
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(16).toString('base64url');
  const authorizationUrl = client.authorizeURL({
    redirect_uri: redirectUri,
    scope: scopes,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });

  const callback = (await browse(authorizationUrl)).searchParams;

  assert.equal(callback.get('state'), state);
  return client.getToken({
    code: callback.get('code'),
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
}

test('code with PKCE, refresh, revocation', async () => {
  const accessToken = await authorize(new AuthorizationCode(config));
  await assertWorks(accessToken.token.access_token);

  const refreshed = await accessToken.refresh();
  await assertWorks(refreshed.token.access_token);
  await assertIsDenied(accessToken.token.access_token);

  await refreshed.revoke('access_token');
  await assertIsDenied(refreshed.token.access_token);
});

test('revocation of both tokens', async () => {
  const accessToken = await authorize(new AuthorizationCode(config));

  await accessToken.revokeAll();

  await assertIsDenied(accessToken.token.access_token);
});

test('client credentials', async () => {
  const client = new ClientCredentials(itself);

  const accessToken = await client.getToken({ scope: scopes });

  await assertWorks(accessToken.token.access_token);
});
