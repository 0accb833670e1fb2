// An Express application whose users sign in through passport-oauth2.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import express from 'express';
import session from 'express-session';
import passport from 'passport';
import OAuth2Strategy from 'passport-oauth2';
import { assertWorks, browse, gatehouse } from './gatehouse.mjs';

const { issuer, scopes } = gatehouse;
const { client_id: clientId, client_secret: clientSecret } = gatehouse.confidentialClient;

test('code with PKCE and state', async () => {
  const app = express();
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const callbackUrl = `http://127.0.0.1:${server.address().port}/callback`;
  const metadata = await (await fetch(`${issuer}/.well-known/oauth-authorization-server`)).json();

  passport.use(
    'gatehouse',
    new OAuth2Strategy(
      {
        authorizationURL: metadata.authorization_endpoint,
        tokenURL: metadata.token_endpoint,
        clientID: clientId,
        clientSecret: clientSecret,
        callbackURL: callbackUrl,
        scope: scopes,
        pkce: true,
        state: true,
      },
      (accessToken, refreshToken, parameters, profile, done) => done(null, { accessToken, refreshToken, parameters }),
    ),
  );

  app.use(session({ secret: 'of this test', resave: false, saveUninitialized: false }));
  app.get('/login', passport.authenticate('gatehouse', { session: false }));
  app.get('/callback', passport.authenticate('gatehouse', { session: false }), (request, response) => {
    response.json(request.user);
  });

  try {
    const login = await fetch(new URL('/login', callbackUrl), { redirect: 'manual' });
    const cookie = login.headers.getSetCookie()[0].split(';')[0];
    const back = await browse(login.headers.get('location'));
    const answer = await fetch(back, { headers: { cookie } });

    const body = await answer.text();
    assert.equal(answer.status, 200, body);
    const user = JSON.parse(body);
    assert.deepEqual(user.parameters.scope.split(' ').sort(), [...scopes].sort());
    assert.match(user.refreshToken, /^grt_/);
    await assertWorks(user.accessToken);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
