/*
 * Sends the one form of the page that carries an answer to an application. Without this file a person presses its button.
 * Sent before the page has loaded, it takes the page's place in the history: Back does not send the answer again.
 */
document.forms[0].submit();
