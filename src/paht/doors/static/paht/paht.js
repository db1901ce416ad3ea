/* Improvements over plain pages. Everything here may fail or be missing, and every form still works. */
"use strict";

const words = {
  sending: "Đang gửi…",
  locating: "Đang lấy vị trí…",
  located: (metres) => `Đã lấy vị trí, sai số khoảng ${metres} m.`,
  locateFailed: "Không lấy được vị trí. Hãy chọn xã, phường hoặc chạm vào bản đồ.",
  left: (count) => `Còn ${count.toLocaleString("vi-VN")} ký tự`,
  over: (count) => `Vượt ${count.toLocaleString("vi-VN")} ký tự`,
};

/* Theme: the choice is kept on this device only. */
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-theme-toggle]")) return;
  const root = document.documentElement;
  root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
  try { localStorage.setItem("paht-theme", root.dataset.theme); } catch { /* See theme.js. */ }
});

/* Menus close on Escape and on a click elsewhere. */
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

/* A form that is on its way says so and is not sent twice. The button is not disabled, because a disabled button's
   name would be missing from what is sent; the server recognises a repeat by command_id anyway. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-busy]") || event.defaultPrevented) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  const button = event.submitter || form.querySelector("[type=submit]");
  if (!button) return;
  button.setAttribute("aria-busy", "true");
  const label = button.querySelector("span");
  if (label) { label.dataset.before = label.textContent; label.textContent = words.sending; }
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-busy]")) {
      button.removeAttribute("aria-busy");
      const label = button.querySelector("span[data-before]");
      if (label) label.textContent = label.dataset.before;
    }
  }
});

/* Chosen photos are shown at once, with name and size. */
document.addEventListener("change", (event) => {
  const input = event.target;
  if (!input.matches("input[type=file][data-preview]")) return;
  const list = document.getElementById(input.dataset.preview);
  for (const image of list.querySelectorAll("img")) URL.revokeObjectURL(image.src);
  list.replaceChildren(...Array.from(input.files, preview));
});

function preview(file) {
  const item = document.createElement("li");
  if (file.type.startsWith("image/")) {
    const image = document.createElement("img");
    image.src = URL.createObjectURL(file);
    image.alt = `Ảnh vừa chọn: ${file.name}`;
    item.append(image);
  }
  const name = document.createElement("span");
  name.className = "file-name";
  name.textContent = file.name;
  const note = document.createElement("span");
  note.className = "file-note";
  note.textContent = `${(file.size / 1048576).toLocaleString("vi-VN", { maximumFractionDigits: 1 })} MB`;
  item.append(name, note);
  return item;
}

/* Character counter: says how much is left, never cuts what is typed. */
function count(area) {
  const counter = document.querySelector(`[data-counter-for="${area.id}"]`);
  if (!counter) return;
  const left = Number(area.dataset.limit) - Array.from(area.value.normalize("NFC")).length;
  counter.textContent = left >= 0 ? words.left(left) : words.over(-left);
  counter.classList.toggle("counter-over", left < 0);
}
document.addEventListener("input", (event) => { if (event.target.matches("[data-limit]")) count(event.target); });

/* The browser's own position fills the two number fields; the map and the commune follow their change event. */
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-locate]");
  if (!button) return;
  const scope = button.closest("form") || document;
  const note = scope.querySelector("[data-locate-note]");
  const say = (text) => { if (note) note.textContent = text; };
  if (!navigator.geolocation) { say(words.locateFailed); return; }
  say(words.locating);
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      const found = [
        [button.dataset.lat, coords.latitude.toFixed(6)],
        [button.dataset.lon, coords.longitude.toFixed(6)],
        [button.dataset.accuracy, String(Math.round(coords.accuracy))],
        [button.dataset.source, "gps"],
      ];
      for (const [id, value] of found) {
        const input = document.getElementById(id);
        if (input) input.value = value;
      }
      const last = document.getElementById(button.dataset.lon);
      if (last) last.dispatchEvent(new Event("change", { bubbles: true }));
      say(words.located(Math.max(1, Math.round(coords.accuracy))));
    },
    () => say(words.locateFailed),
    { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
  );
});

/* Shortcuts: the element with data-key="x" is pressed by the key x, except while typing or with a modifier. */
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const target = Array.from(document.querySelectorAll("[data-key]")).find((element) => element.dataset.key === event.key);
  if (!target || target.closest("[hidden]")) return;
  event.preventDefault();
  if (target.matches("input, textarea, select")) target.focus(); else target.click();
});

/* Dialogs: data-opens="id" opens, Escape and the close button are the browser's. */
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (!opener) return;
  const dialog = document.getElementById(opener.dataset.opens);
  if (dialog && dialog.showModal) { event.preventDefault(); dialog.showModal(); }
});

/* Set up what is on the page, and what HTMX brings in later. */
function prepare(root) {
  for (const area of root.querySelectorAll("[data-limit]")) count(area);
  const summary = root.querySelector("[data-error-summary]");
  if (summary) summary.focus();
}
prepare(document);
document.addEventListener("htmx:load", (event) => { if (event.detail.elt !== document.body) prepare(event.detail.elt); });
