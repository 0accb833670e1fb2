/*
 * Submits the form that carries an answer to an application. Without script the user presses the button of the form.
 * The form is submitted before the page has loaded, so it replaces the page in the history, and Back does not submit it again.
 */
document.forms[0].submit();
