/* Passkeys: asks the server what to sign, the browser to sign it, and sends the answer with the form around the button. */
"use strict";

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const ids = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

async function create(asked) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...asked,
      challenge: bytes(asked.challenge),
      user: { ...asked.user, id: bytes(asked.user.id) },
      excludeCredentials: ids(asked.excludeCredentials),
    },
  });
  return {
    clientDataJSON: text(made.response.clientDataJSON),
    attestationObject: text(made.response.attestationObject),
    made,
  };
}

async function get(asked) {
  const made = await navigator.credentials.get({
    publicKey: { ...asked, challenge: bytes(asked.challenge), allowCredentials: ids(asked.allowCredentials) },
  });
  return {
    clientDataJSON: text(made.response.clientDataJSON),
    authenticatorData: text(made.response.authenticatorData),
    signature: text(made.response.signature),
    made,
  };
}

async function press(button) {
  const form = button.closest("form");
  const said = form.querySelector("[data-passkey-error]");
  said.hidden = true;
  try {
    const token = form.elements.csrfmiddlewaretoken.value;
    const answer = await fetch(button.dataset.challenge, { method: "POST", headers: { "X-CSRFToken": token } });
    const asked = await answer.json();
    if (!answer.ok) throw new Error(asked.error);
    const { made, ...response } = await (button.dataset.passkey === "create" ? create : get)(asked);
    form.elements.passkey.value = JSON.stringify({ id: made.id, rawId: text(made.rawId), type: made.type, response });
    form.noValidate = true;
    form.requestSubmit();
  } catch (error) {
    said.textContent = error.name === "Error" ? error.message : "Chưa dùng được khóa truy cập. Xin thử lại, hoặc dùng mã 6 số.";
    said.hidden = false;
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-passkey]");
  if (button) press(button);
});
