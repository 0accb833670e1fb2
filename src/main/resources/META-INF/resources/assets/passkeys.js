/*
 * Passkeys (Web Authentication) for the pages of Gatehouse. Pages work without this file: elements that need it are `hidden`
 * in the HTML, and this file shows them if the browser supports passkeys.
 *
 *   <script type="module" src="/assets/passkeys.js"></script>
 *
 * To sign in: a button, beside the form whose fields `request` and `next` say where the browser goes afterwards.
 *
 *   <button type="button" data-passkey-sign-in="id of the form" hidden>…</button>
 *
 * To add a passkey: a form with the optional fields `name` and `password`. This file sends it. When the passkey is saved, the
 * browser goes to `data-passkey-done`, or reloads the page.
 *
 *   <form data-passkey-add data-passkey-done="/my-access" hidden>…<button>…</button></form>
 *
 * Both show errors in the hidden element whose ID is in `data-passkey-message`. The text is in an attribute of that element:
 * `data-passkey-failed`; `data-passkey-wait` after too many failed attempts; when a passkey is added, `data-passkey-known` if
 * the authenticator already has one, and `data-passkey-password` if the password is needed (again). The last one also shows
 * the hidden element whose ID is in `data-passkey-password-field`.
 *
 * Elements with `data-passkey-instead` are for browsers without passkeys, and hidden in all others.
 *
 * For scripts: `supported`, `add({name, password})` and `signIn({request, next})`. Both functions resolve to the server's
 * answer, `{id, name, …}` and `{location}`, or throw a `Refusal` with the HTTP `status`, or the browser's own error.
 */

export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? String(status));
    this.status = status;
    this.errors = problem.errors ?? [];
  }
}

/** Whether the browser supports passkeys on this page, which needs HTTPS or localhost. */
export const supported = window.isSecureContext && 'PublicKeyCredential' in window;

/** Adds a passkey for the signed-in user. */
export async function add({ name, password } = {}) {
  const options = await post('/passkeys/registration/options', { password });
  const { response } = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: options.excludeCredentials.map((known) => ({ ...known, id: bytes(known.id) })),
    },
  });
  return post('/passkeys/registration', {
    name,
    clientDataJSON: base64(response.clientDataJSON),
    attestationObject: base64(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  });
}

/** Signs in with the passkey that the user chooses. */
export async function signIn({ request, next } = {}) {
  const options = await post('/passkeys/authentication/options', {});
  const { id, response } = await navigator.credentials.get({
    publicKey: { ...options, challenge: bytes(options.challenge) },
  });
  return post('/passkeys/authentication', {
    id,
    clientDataJSON: base64(response.clientDataJSON),
    authenticatorData: base64(response.authenticatorData),
    signature: base64(response.signature),
    userHandle: base64(response.userHandle ?? new ArrayBuffer(0)),
    request,
    next,
  });
}

async function post(path, body) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const json = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Refusal(answer.status, json);
  }
  return json;
}

function bytes(base64url) {
  const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function base64(buffer) {
  const binary = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function field(form, name) {
  return form?.elements.namedItem(name)?.value || undefined;
}

/** The message for the user; none if the user closed the browser's dialog. */
function message(element, failure) {
  if (failure instanceof Refusal) {
    if (failure.status === 429) {
      return element.dataset.passkeyWait;
    }
    if (failure.status === 403 || failure.errors.some((error) => error.field === 'password')) {
      document.getElementById(element.dataset.passkeyPasswordField)?.removeAttribute('hidden');
      return element.dataset.passkeyPassword;
    }
  } else if (failure.name === 'NotAllowedError' || failure.name === 'AbortError') {
    return '';
  } else if (failure.name === 'InvalidStateError' && element.dataset.passkeyKnown) {
    return element.dataset.passkeyKnown;
  }
  return element.dataset.passkeyFailed;
}

function tell(element, text) {
  const place = document.getElementById(element.dataset.passkeyMessage);
  if (place) {
    place.setAttribute('role', 'alert');
    place.textContent = text ?? '';
    place.hidden = !text;
  }
}

/** Disables a button while its work runs, so that the work runs once at a time. */
async function busy(element, button, work) {
  button.disabled = true;
  tell(element, '');
  try {
    await work();
  } catch (failure) {
    tell(element, message(element, failure));
  } finally {
    button.disabled = false;
  }
}

if (supported) {
  for (const note of document.querySelectorAll('[data-passkey-instead]')) {
    note.hidden = true;
  }
  for (const button of document.querySelectorAll('[data-passkey-sign-in]')) {
    const form = document.getElementById(button.dataset.passkeySignIn);
    button.addEventListener('click', () =>
      busy(button, button, async () => {
        const { location } = await signIn({ request: field(form, 'request'), next: field(form, 'next') });
        window.location.assign(location);
      }),
    );
    button.hidden = false;
  }
  for (const form of document.querySelectorAll('form[data-passkey-add]')) {
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      busy(form, event.submitter ?? form.querySelector('button'), async () => {
        await add({ name: field(form, 'name'), password: field(form, 'password') });
        if (form.dataset.passkeyDone) {
          window.location.assign(form.dataset.passkeyDone);
        } else {
          window.location.reload();
        }
      });
    });
    form.hidden = false;
  }
}
