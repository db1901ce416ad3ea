/* Chosen files go in pieces (tus 1.0.0) before the form does: a cut connection costs one piece. The form then carries the
   token of each file. Where anything goes wrong for good, the file stays in its input and goes with the form as ever. */
"use strict";
(() => {
  const PIECE = 512 * 1024;
  const WAITS = [1, 2, 4, 8, 15, 30, 30, 30, 60, 60];
  const VERSION = { "Tus-Resumable": "1.0.0" };
  const words = {
    sending: (percent) => `Đang tải lên: ${percent}%`,
    waiting: "Mất kết nối, sẽ tự tải tiếp từ chỗ đã gửi…",
    done: "Đã nhận",
    later: "Chưa tải lên trước được; tệp sẽ gửi cùng phản ánh.",
  };
  const known = "paht-tai-len:";
  const under = new Set();

  class Refused extends Error {}

  const remembered = (file) => `${known}${location.host}:${file.name}:${file.size}:${file.lastModified}`;
  const remember = (file, address) => { try { localStorage.setItem(remembered(file), address); } catch { /* private */ } };
  const recall = (file) => { try { return localStorage.getItem(remembered(file)); } catch { return null; } };
  const forget = (file) => { try { localStorage.removeItem(remembered(file)); } catch { /* private */ } };

  const rest = (seconds) => new Promise((go) => {
    const woken = () => { clearTimeout(clock); removeEventListener("online", woken); go(); };
    const clock = setTimeout(woken, seconds * 1000);
    addEventListener("online", woken);
  });

  function ask(input, method, address, headers = {}, body = null) {
    const token = input.form.querySelector("[name=csrfmiddlewaretoken]").value;
    return fetch(address, { method, headers: { ...VERSION, "X-CSRFToken": token, ...headers }, body, credentials: "same-origin" });
  }

  async function refusal(answer) {
    const type = answer.headers.get("Content-Type") || "";
    return new Refused(type.startsWith("text/plain") ? await answer.text() : "");
  }

  async function begin(input, file) {
    const answer = await ask(input, "POST", input.dataset.uploads, { "Upload-Length": String(file.size) });
    if (answer.status >= 500) throw new TypeError("again");
    if (answer.status !== 201) throw await refusal(answer);
    const address = answer.headers.get("Location");
    remember(file, address);
    return { address, offset: 0, token: null };
  }

  async function where(input, file, address) {
    const answer = await ask(input, "HEAD", address);
    if (answer.status >= 500) throw new TypeError("again");
    if (answer.status !== 200 || answer.headers.get("Upload-Length") !== String(file.size)) { forget(file); return begin(input, file); }
    return { address, offset: Number(answer.headers.get("Upload-Offset")), token: answer.headers.get("Upload-Token") };
  }

  async function send(input, file, say) {
    let tries = 0;
    let address = recall(file);
    let at = null;
    for (;;) {
      try {
        if (!at) at = address ? await where(input, file, address) : await begin(input, file);
        address = at.address;
        if (at.token) return at.token;
        say(words.sending(Math.floor((100 * at.offset) / file.size)), at.offset);
        const piece = file.slice(at.offset, at.offset + PIECE);
        const answer = await ask(input, "PATCH", address, { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(at.offset) }, piece);
        if (answer.status === 409 || answer.status >= 500) throw new TypeError("again");
        if (answer.status !== 204) { forget(file); throw await refusal(answer); }
        at = { address, offset: Number(answer.headers.get("Upload-Offset")), token: answer.headers.get("Upload-Token") };
        tries = 0;
      } catch (error) {
        if (error instanceof Refused || tries === WAITS.length) throw error;
        say(words.waiting, null);
        await rest(WAITS[tries]);
        tries += 1;
        at = null;
      }
    }
  }

  function row(input, number) {
    const item = document.getElementById(input.dataset.preview).children[number];
    const bar = document.createElement("progress");
    const note = document.createElement("span");
    note.className = "file-note";
    bar.setAttribute("aria-label", "Tải lên");
    item.append(bar, note);
    return { item, bar, note };
  }

  async function each(input, file, number) {
    const { item, bar, note } = row(input, number);
    bar.max = file.size;
    const say = (text, offset) => { if (note.textContent !== text) note.textContent = text; if (offset !== null) bar.value = offset; };
    try {
      const token = await send(input, file, say);
      bar.remove();
      note.textContent = words.done;
      const kept = document.createElement("input");
      kept.type = "hidden";
      kept.name = `${input.name}_kept`;
      kept.value = token;
      item.append(kept);
      return true;
    } catch (error) {
      bar.remove();
      note.textContent = error instanceof Refused && error.message ? error.message : words.later;
      note.setAttribute("role", "alert");
      return false;
    }
  }

  async function all(input, files) {
    const taken = [];
    for (const [number, file] of files.entries()) taken.push(await each(input, file, number));
    // What could not be sent beforehand stays chosen; another choice meanwhile has begun anew.
    if (files.some((file, number) => input.files[number] !== file)) return;
    const left = new DataTransfer();
    files.forEach((file, number) => { if (!taken[number]) left.items.add(file); });
    input.files = left.files;
  }

  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!input.matches("input[type=file][data-uploads]") || !input.files.length) return;
    const form = input.form;
    const work = all(input, Array.from(input.files)).finally(() => under.delete(work));
    work.form = form;
    under.add(work);
  });

  /* A form that is sent while its files are under way waits for them; before paht.js marks it as sent. */
  addEventListener("submit", (event) => {
    const waits = Array.from(under).filter((work) => work.form === event.target);
    if (!waits.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = event.submitter;
    if (button) button.setAttribute("aria-busy", "true");
    Promise.all(waits).then(() => {
      if (button) button.removeAttribute("aria-busy");
      event.target.requestSubmit(button || undefined);
    });
  }, true);
})();
