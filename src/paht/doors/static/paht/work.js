/* The brake on sending: find a number whose hash with the form's word begins with so many zero bits. Nobody has to look,
   listen or understand; what happens is said to screen readers too. See paht.doors.citizen.work. */
"use strict";
const field = document.querySelector("[data-work]");
const note = document.querySelector("[data-work-note]");
const button = field?.form.querySelector("button[type=submit]");
const BATCH = 512;

async function hashes(from) {
  const text = new TextEncoder();
  const words = Array.from({ length: BATCH }, (_, step) => text.encode(`${field.dataset.word}:${from + step}`));
  return Promise.all(words.map((word) => crypto.subtle.digest("SHA-256", word)));
}

async function find() {
  const shift = 32 - Number(field.dataset.work);
  for (let from = 0; ; from += BATCH) {
    const found = (await hashes(from)).findIndex((hash) => new DataView(hash).getUint32(0) >>> shift === 0);
    if (found >= 0) return from + found;
  }
}

if (field && globalThis.crypto?.subtle) {
  button.disabled = true;
  note.textContent = "Trình duyệt đang kiểm tra, xin chờ vài giây…";
  find().then((number) => {
    field.value = String(number);
    button.disabled = false;
    note.textContent = "Đã kiểm tra xong, xin bấm “Gửi phản ánh”.";
  });
}
