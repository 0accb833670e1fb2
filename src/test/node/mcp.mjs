import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browse, gatehouse } from './gatehouse.mjs';

const { issuer, redirectUri, resource, scopes } = gatehouse;
const [needed, other] = scopes;
const clientId = gatehouse.publicClient.client_id;

/** What an MCP client keeps about one server. */
export class Provider {
  redirectUrl = redirectUri;
  clientMetadata = { client_name: 'Test', redirect_uris: [redirectUri] };

  clientInformation() {
    return { client_id: clientId, issuer };
  }

  tokens() {
    return this.saved;
  }

  saveTokens(tokens) {
    this.saved = tokens;
  }

  codeVerifier() {
    return this.verifier;
  }

  saveCodeVerifier(verifier) {
    this.verifier = verifier;
  }

  redirectToAuthorization(url) {
    this.authorizationUrl = url;
  }
}

/** Tests one version of the SDK; callback makes what its finishAuth takes of the parameters of the callback. */
export function walk({ Client, StreamableHTTPClientTransport, UnauthorizedError, auth }, callback) {
  const url = new URL(resource);

  async function connect(provider) {
    const transport = new StreamableHTTPClientTransport(url, { authProvider: provider });
    const client = new Client({ name: 'test', version: '1.0.0' });
    try {
      await client.connect(transport);
    } catch (denied) {
      await client.close();
      if (!(denied instanceof UnauthorizedError)) {
        throw denied;
      }
      return transport;
    }
    try {
      const { tools } = await client.listTools();
      assert.deepEqual(
        tools.map(({ name }) => name),
        ['greet'],
      );
      const greeting = await client.callTool({ name: 'greet', arguments: {} });
      assert.deepEqual(greeting.content, [{ type: 'text', text: 'Hello' }]);
    } finally {
      await client.close();
    }
    return undefined;
  }

  async function authorizeAndConnect(provider, transport) {
    const answer = await browse(provider.authorizationUrl);
    assert.ok(answer.searchParams.has('code'), answer.href);
    await transport.finishAuth(callback(answer.searchParams));
    assert.equal(await connect(provider), undefined);
  }

  test('without a token: discovery, authorization, call', async () => {
    const provider = new Provider();

    const transport = await connect(provider);

    // The REST API that the URL belongs to, as its metadata says.
    assert.equal(provider.authorizationUrl.searchParams.get('resource'), resource.replace(/\/mcp$/, ''));
    await authorizeAndConnect(provider, transport);
  });

  test('with a token of another scope: asks for what the challenge names', async () => {
    const provider = new Provider();
    await auth(provider, { serverUrl: issuer, scope: other });
    const answer = await browse(provider.authorizationUrl);
    await auth(provider, { serverUrl: issuer, authorizationCode: answer.searchParams.get('code'), iss: issuer });
    assert.equal(provider.saved.scope, other);
    // With a refresh token version 1 refreshes instead of asking for the scope.
    delete provider.saved.refresh_token;

    const transport = await connect(provider);

    const asked = provider.authorizationUrl.searchParams.get('scope').split(' ');
    assert.ok(asked.includes(needed), asked);
    assert.ok(
      asked.every((scope) => scopes.includes(scope)),
      asked,
    );
    await authorizeAndConnect(provider, transport);
  });
}
