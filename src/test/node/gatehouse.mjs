import assert from 'node:assert/strict';
import { Person } from './person.mjs';

/** Where the Gatehouse under test is, and which clients it has. */
export const gatehouse = JSON.parse(process.env.GATEHOUSE);

/** Has a user sign in and grant everything; the URL that the browser is sent back to. */
export function browse(url) {
  return new Person(gatehouse.username, gatehouse.password).grant(new URL(url));
}

/** Calls the protected resource of the demo. */
export function call(accessToken) {
  return fetch(gatehouse.resource, { headers: { authorization: `Bearer ${accessToken}` } });
}

export async function assertWorks(accessToken) {
  assert.equal((await call(accessToken)).status, 200);
}

export async function assertIsDenied(accessToken) {
  assert.equal((await call(accessToken)).status, 401);
}
