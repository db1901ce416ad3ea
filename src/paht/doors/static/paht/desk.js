/* Typing part of a name leaves the matching bodies in the list; without this script the whole list stays. */
"use strict";

const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();

for (const box of document.querySelectorAll("[data-filter-options]")) {
  const search = box.querySelector("input");
  const select = box.querySelector("select");
  const options = Array.from(select.options).map((option) => [option, plain(option.textContent)]);
  search.addEventListener("input", () => {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    let only = null;
    for (const [option, text] of options) {
      const fits = !option.value || words.every((word) => text.includes(word));
      option.hidden = !fits;
      option.disabled = !fits;
      if (fits && option.value) only = only === null ? option : undefined;
    }
    for (const group of select.querySelectorAll("optgroup")) {
      group.hidden = !Array.from(group.children).some((option) => !option.hidden);
    }
    if (words.length && only) select.value = only.value;
    else if (select.selectedOptions[0]?.hidden) select.value = "";
  });
}

/* One key decides whatever is not decided yet about masking; what was chosen by hand stays. */
for (const button of document.querySelectorAll("[data-mark-rest]")) {
  button.addEventListener("click", () => {
    for (const row of button.closest("fieldset").querySelectorAll(".mark-row")) {
      if (!row.querySelector("input:checked")) row.querySelector(`input[value=${button.dataset.markRest}]`).checked = true;
    }
    button.form.querySelector("button[type=submit]").focus();
  });
}

/* An officer who has looked at everything marks the conditions without an answer as fulfilled; those answered stay,
   and what the sheet found failed is to be decided one by one. */
for (const button of document.querySelectorAll("[data-pass-rest]")) {
  button.addEventListener("click", () => {
    for (const row of button.form.querySelectorAll(".check-row")) {
      if (row.dataset.found !== "fail" && !row.querySelector("input:checked")) row.querySelector("input[value=pass]").checked = true;
    }
    const left = Array.from(button.form.querySelectorAll(".check-row")).find((row) => !row.querySelector("input:checked"));
    (left?.querySelector("input") ?? button.form.querySelector("button[type=submit]")).focus();
  });
}

/* A sheet that came after the form: what it passes is chosen where the officer has not decided yet. */
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-prefill]");
  if (!button) return;
  for (const key of button.dataset.prefill.split(" ")) {
    const choice = document.querySelector(`.check-row input[name="${key}"][value=pass]`);
    if (choice && !choice.closest(".check-row").querySelector("input:checked")) choice.checked = true;
  }
  button.remove();
  document.getElementById("viec-verify")?.scrollIntoView();
});
/* A suggestion is taken over by its button or key: it fills one control, which gets the focus, and nothing else. */
for (const button of document.querySelectorAll("[data-take], [data-take-radio]")) {
  button.addEventListener("click", () => {
    const radio = button.dataset.takeRadio;
    const target = radio
      ? Array.from(button.form.elements[radio]?.length ? button.form.elements[radio] : [button.form.elements[radio]]).find(
          (each) => each?.value === button.dataset.value)
      : document.getElementById(button.dataset.take);
    if (!target) return;
    if (radio) target.checked = true; else target.value = button.dataset.value;
    target.dispatchEvent(new Event("change", { bubbles: true }));
    target.focus();
  });
}
