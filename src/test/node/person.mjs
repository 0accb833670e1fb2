const HIDDEN_REQUEST = /name="request" value="([^"]+)"/;
const OFFERED_SCOPE = /name="scope" value="([^"]+)"/g;

/** Somebody in front of a browser of their own: keeps its cookies, signs in, and decides. */
export class Person {
  #username;
  #password;
  #cookies = new Map();

  constructor(username, password) {
    this.#username = username;
    this.#password = password;
  }

  /** Opens an authorization request and grants all that it offers; yields where the browser is sent then. */
  grant(url) {
    return this.#decide(url, 'grant');
  }

  /** The same, denying it. */
  deny(url) {
    return this.#decide(url, 'deny');
  }

  async #decide(url, decision) {
    let page = await this.#send(url);
    if (page.html.includes('name="password"')) {
      page = await this.#send(new URL('/signin', url), {
        username: this.#username,
        password: this.#password,
        request: hiddenRequest(page.html),
      });
    }
    const scopes = [...page.html.matchAll(OFFERED_SCOPE)].map(([, name]) => ['scope', name]);
    const answer = await this.#send(new URL('/approval', url), [
      ['request', hiddenRequest(page.html)],
      ...(decision === 'grant' ? scopes : []),
      ['decision', decision],
    ]);
    if (!answer.leaving) {
      throw new Error(`the browser stays at ${answer.url}:\n${answer.html}`);
    }
    return answer.leaving;
  }

  /** Follows redirects as long as they stay at this origin. */
  async #send(url, form) {
    const cookie = [...this.#cookies].map((pair) => pair.join('=')).join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      headers: cookie ? { cookie } : {},
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const set of response.headers.getSetCookie()) {
      const [name, value] = set.split(';', 1)[0].split(/=(.*)/s);
      this.#cookies.set(name, value);
    }
    const html = await response.text();
    if (!response.headers.has('location')) {
      return { url, html };
    }
    const next = new URL(response.headers.get('location'), url);
    return next.origin === url.origin ? this.#send(next) : { url, html, leaving: next };
  }
}

function hiddenRequest(html) {
  const [, request] = html.match(HIDDEN_REQUEST) ?? [];
  if (!request) {
    throw new Error(`no form of an authorization request in:\n${html}`);
  }
  return request;
}
