/*
 * Script of the console's pages. Every page works without this file, except for the copy buttons and the tree of services in
 * the form of a scope. htmx loads the parts of a page that change while the user types.
 */

function enhance(root) {
  for (const button of root.querySelectorAll('[data-copy]')) {
    button.hidden = !navigator.clipboard;
  }
  for (const box of root.querySelectorAll('[data-select-all]')) {
    box.hidden = false;
  }
  for (const button of root.querySelectorAll('[data-add-line]')) {
    button.hidden = false;
  }
}

/* Copies a value, and shows the confirmation on the button for a moment. */
async function copy(button) {
  const source = button.dataset.copyFrom;
  const text = source ? document.getElementById(source).textContent : button.dataset.copy;
  await navigator.clipboard.writeText(text);
  button.classList.add('copied');
  setTimeout(() => button.classList.remove('copied'), 1500);
}

/* Adds a line to the end of a text area, unless it is already there, and fires `input`. */
function addLine(button) {
  const text = document.getElementById(button.dataset.addLine);
  const lines = text.value.split('\n').filter((line) => line.trim() !== '');
  if (!lines.includes(button.dataset.line)) {
    text.value = [...lines, button.dataset.line].join('\n') + '\n';
    text.dispatchEvent(new Event('input', { bubbles: true }));
  }
  button.classList.add('copied');
}

/* Ticks all boxes of a form, or none. */
function selectAll(box) {
  for (const one of box.form.querySelectorAll(`input[type=checkbox][name="${box.dataset.selectAll}"]`)) {
    one.checked = box.checked;
  }
}

/* Shows an element only while one of its radio buttons or boxes is chosen: data-shown-by="name=value name=value". */
function showWhatApplies(form) {
  for (const part of form.querySelectorAll('[data-shown-by]')) {
    part.hidden = !part.dataset.shownBy
      .split(' ')
      .map((pair) => pair.split('='))
      .some(([name, value]) =>
        [...form.elements].some((one) => one.name === name && one.value === value && (one.checked || one.tagName === 'SELECT')));
  }
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-copy]');
  if (button) {
    copy(button);
  }
  const adding = event.target.closest('[data-add-line]');
  if (adding) {
    addLine(adding);
  }
});

document.addEventListener('change', (event) => {
  if (event.target.matches('[data-select-all]')) {
    selectAll(event.target);
  }
  if (event.target.form) {
    showWhatApplies(event.target.form);
  }
});

/* Stops polling while the page is hidden. */
document.addEventListener('htmx:beforeRequest', (event) => {
  if (document.hidden && event.target.matches('[data-tail]')) {
    event.preventDefault();
  }
});

/* Removes duplicates and the oldest entries from a list that grows at its top. */
document.addEventListener('htmx:oobAfterSwap', (event) => {
  const list = event.target.closest('[data-grows]');
  if (!list) {
    return;
  }
  list.hidden = false;
  const seen = new Set();
  for (const one of [...list.children]) {
    if (seen.has(one.id) || seen.size >= Number(list.dataset.grows)) {
      one.remove();
    }
    seen.add(one.id);
  }
});

document.addEventListener('htmx:afterSwap', (event) => enhance(event.target));

enhance(document);
for (const form of document.forms) {
  showWhatApplies(form);
}
document.querySelector('[data-focus]')?.focus();

/* The menu is open on wide screens, and closed on a phone. */
const menu = document.querySelector('.menu');
const roomy = matchMedia('(min-width: 60rem)');
const fold = () => menu?.toggleAttribute('open', roomy.matches);
roomy.addEventListener('change', fold);
fold();

/* Removes the notice from the address, so that neither a reload nor a bookmark shows it again. */
if (document.querySelector('[data-notice]')) {
  const address = new URL(location.href);
  address.searchParams.delete('done');
  history.replaceState(history.state, '', address);
}
