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

/* An officer who has looked at everything marks the conditions without an answer as fulfilled; those answered stay. */
for (const button of document.querySelectorAll("[data-pass-rest]")) {
  button.addEventListener("click", () => {
    for (const row of button.form.querySelectorAll(".check-row")) {
      if (!row.querySelector("input:checked")) row.querySelector("input[value=pass]").checked = true;
    }
    button.form.querySelector("button[type=submit]").focus();
  });
}
