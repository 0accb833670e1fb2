// Every grant, walked with oauth4webapi on a running Gatehouse. What it is and who the clients are comes in GATEHOUSE.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as oauth from 'oauth4webapi';
import { Person } from './person.mjs';

const { issuer, redirectUri, scopes, resource, username, password, publicClient, confidentialClient } = JSON.parse(
  process.env.GATEHOUSE,
);
const scope = scopes.join(' ');
const secret = confidentialClient.client_secret;

const as = await discover();

async function discover() {
  const url = new URL(issuer);
  return oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, { algorithm: 'oauth2' }));
}

test('default discovery, which is the one of OpenID Connect, finds the same', async () => {
  const url = new URL(issuer);

  const found = await oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url));

  assert.deepEqual({ ...found, ...as }, found);
});

/** The authorization endpoint's answer to a person's decision, checked by the library. */
async function authorize(client, parameters, decide = (person, url) => person.grant(url)) {
  const state = oauth.generateRandomState();
  const url = new URL(as.authorization_endpoint);
  url.search = new URLSearchParams({
    client_id: client.client_id,
    redirect_uri: redirectUri,
    scope,
    state,
    ...parameters,
  });
  const leaving = await decide(new Person(username, password), url);
  assert.equal(leaving.origin + leaving.pathname, redirectUri);
  const answer = parameters.response_type === 'token' ? new URLSearchParams(leaving.hash.slice(1)) : leaving;
  return oauth.validateAuthResponse(as, client, answer, state);
}

async function tokensForCode(client, authentication) {
  const verifier = oauth.generateRandomCodeVerifier();
  const callback = await authorize(client, {
    response_type: 'code',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  const response = await oauth.authorizationCodeGrantRequest(
    as,
    client,
    authentication,
    callback,
    redirectUri,
    verifier,
  );
  return oauth.processAuthorizationCodeResponse(as, client, response);
}

async function refresh(client, authentication, refreshToken) {
  const response = await oauth.refreshTokenGrantRequest(as, client, authentication, refreshToken);
  return oauth.processRefreshTokenResponse(as, client, response);
}

async function introspect(token) {
  const response = await oauth.introspectionRequest(as, confidentialClient, oauth.ClientSecretBasic(secret), token);
  return oauth.processIntrospectionResponse(as, confidentialClient, response);
}

async function revoke(client, authentication, token) {
  await oauth.processRevocationResponse(await oauth.revocationRequest(as, client, authentication, token));
}

/** What somebody else's resource server makes of a token, by the published keys alone (RFC 9068 §4). */
function validate(token) {
  const request = new Request('https://resource.example/', { headers: { authorization: `Bearer ${token}` } });
  return oauth.validateJwtAccessToken(as, request, issuer);
}

async function works(token) {
  const response = await oauth.protectedResourceRequest(token, 'GET', new URL(resource));
  assert.equal(response.status, 200);
}

async function isRefused(token) {
  await assert.rejects(oauth.protectedResourceRequest(token, 'GET', new URL(resource)), (failure) => {
    assert(failure instanceof oauth.WWWAuthenticateChallengeError);
    assert.deepEqual(
      failure.cause.map(({ scheme, parameters }) => [scheme, parameters.error]),
      [['bearer', 'invalid_token']],
    );
    return true;
  });
}

function assertTokens(tokens, { refreshable }) {
  assert.equal(tokens.token_type, 'bearer');
  assert.deepEqual(tokens.scope.split(' ').sort(), [...scopes].sort());
  assert.equal(tokens.expires_in, 3600);
  assert.equal('refresh_token' in tokens, refreshable);
}

function isOAuthError(error, status) {
  return (failure) => {
    assert(failure instanceof oauth.ResponseBodyError, failure);
    assert.equal(failure.error, error);
    assert.equal(failure.status, status);
    return true;
  };
}

const clients = [
  ['public client', publicClient, oauth.None()],
  ['client_secret_basic', confidentialClient, oauth.ClientSecretBasic(secret)],
  ['client_secret_post', confidentialClient, oauth.ClientSecretPost(secret)],
];

describe('authorization code with PKCE', () => {
  for (const [name, client, authentication] of clients) {
    test(`${name}: code, refresh, revocation`, async () => {
      const first = await tokensForCode(client, authentication);
      assertTokens(first, { refreshable: true });
      await works(first.access_token);
      const claims = await validate(first.access_token);
      assert.equal(claims.client_id, client.client_id);
      assert.notEqual(claims.sub, client.client_id);

      const second = await refresh(client, authentication, first.refresh_token);
      assertTokens(second, { refreshable: true });
      assert.notEqual(second.refresh_token, first.refresh_token);
      await works(second.access_token);
      await isRefused(first.access_token);

      await revoke(client, authentication, second.refresh_token);
      await isRefused(second.access_token);
      await assert.rejects(refresh(client, authentication, second.refresh_token), isOAuthError('invalid_grant', 400));
    });
  }

  test('another verifier is invalid_grant', async () => {
    const callback = await authorize(publicClient, {
      response_type: 'code',
      code_challenge: await oauth.calculatePKCECodeChallenge(oauth.generateRandomCodeVerifier()),
      code_challenge_method: 'S256',
    });
    const response = await oauth.authorizationCodeGrantRequest(
      as,
      publicClient,
      oauth.None(),
      callback,
      redirectUri,
      oauth.generateRandomCodeVerifier(),
    );
    await assert.rejects(
      oauth.processAuthorizationCodeResponse(as, publicClient, response),
      isOAuthError('invalid_grant', 400),
    );
  });

  test('denial comes back as access_denied', async () => {
    const parameters = {
      response_type: 'code',
      code_challenge: await oauth.calculatePKCECodeChallenge(oauth.generateRandomCodeVerifier()),
      code_challenge_method: 'S256',
    };
    await assert.rejects(
      authorize(publicClient, parameters, (person, url) => person.deny(url)),
      (failure) => {
        assert(failure instanceof oauth.AuthorizationResponseError, failure);
        assert.equal(failure.error, 'access_denied');
        return true;
      },
    );
  });
});

test('implicit', async () => {
  const answer = await authorize(publicClient, { response_type: 'token' });

  assert.equal(answer.get('token_type').toLowerCase(), 'bearer');
  assert.equal(answer.get('expires_in'), '3600');
  assert.equal(answer.has('refresh_token'), false);
  await works(answer.get('access_token'));
  const claims = await validate(answer.get('access_token'));
  assert.equal(claims.client_id, publicClient.client_id);
});

describe('client credentials', () => {
  async function grant(authentication) {
    const response = await oauth.clientCredentialsGrantRequest(as, confidentialClient, authentication, { scope });
    return oauth.processClientCredentialsResponse(as, confidentialClient, response);
  }

  for (const [name, , authentication] of clients.slice(1)) {
    test(name, async () => {
      const tokens = await grant(authentication);

      assertTokens(tokens, { refreshable: false });
      await works(tokens.access_token);
      const claims = await validate(tokens.access_token);
      assert.equal(claims.sub, confidentialClient.client_id);
    });
  }

  test('introspection, until it is revoked', async () => {
    const { access_token } = await grant(oauth.ClientSecretBasic(secret));

    const active = await introspect(access_token);
    assert.equal(active.active, true);
    assert.equal(active.iss, issuer);
    assert.equal(active.client_id, confidentialClient.client_id);
    assert.equal(active.exp, (await validate(access_token)).exp);

    await revoke(confidentialClient, oauth.ClientSecretPost(secret), access_token);
    assert.deepEqual(await introspect(access_token), { active: false });
    await isRefused(access_token);
  });

  test('a wrong secret by HTTP Basic is answered with a challenge', async () => {
    await assert.rejects(grant(oauth.ClientSecretBasic('wrong')), (failure) => {
      assert(failure instanceof oauth.WWWAuthenticateChallengeError, failure);
      assert.equal(failure.status, 401);
      assert.deepEqual(
        failure.cause.map(({ scheme }) => scheme),
        ['basic'],
      );
      return true;
    });
  });

  test('a wrong secret in the form is invalid_client', async () => {
    await assert.rejects(grant(oauth.ClientSecretPost('wrong')), isOAuthError('invalid_client', 401));
  });
});

describe('password', () => {
  async function grant(passphrase) {
    const response = await oauth.genericTokenEndpointRequest(
      as,
      confidentialClient,
      oauth.ClientSecretBasic(secret),
      'password',
      { username, password: passphrase, scope },
    );
    return oauth.processGenericTokenEndpointResponse(as, confidentialClient, response);
  }

  test('tokens that can be refreshed', async () => {
    const tokens = await grant(password);

    assertTokens(tokens, { refreshable: true });
    await works(tokens.access_token);
    assert.equal((await validate(tokens.access_token)).client_id, confidentialClient.client_id);
    const refreshed = await refresh(confidentialClient, oauth.ClientSecretBasic(secret), tokens.refresh_token);
    assertTokens(refreshed, { refreshable: true });
  });

  test('a wrong password is invalid_grant', async () => {
    await assert.rejects(grant('wrong'), isOAuthError('invalid_grant', 400));
  });
});
