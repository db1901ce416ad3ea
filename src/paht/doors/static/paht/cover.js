/* The parts that a picture's public copy covers: drawn, moved, resized and removed by mouse, finger or keyboard.
   What counts is the hidden field of each picture; without this script it says what was proposed. */
"use strict";

const WHOLE = 1000; // the layer's own units on each side
const LEAST = 8;
const STEP = 10;
const NEAR_PX = 10;

class Cover {
  constructor(box) {
    this.box = box;
    this.layer = box.querySelector(".cover-layer");
    this.field = box.querySelector("[data-boxes]");
    this.said = box.querySelector("[data-said]");
    this.first = Array.from(this.layer.querySelectorAll("rect"), (rect) => this.read(rect));
    for (const rect of this.parts()) this.enliven(rect);
    box.querySelector("[data-add]").addEventListener("click", () => this.add());
    box.querySelector("[data-reset]").addEventListener("click", () => this.reset());
    this.layer.addEventListener("pointerdown", (event) => this.grasp(event));
    this.layer.addEventListener("keydown", (event) => this.key(event));
    box.querySelector("[data-names]")?.remove();
    this.label();
  }

  parts() { return Array.from(this.layer.querySelectorAll("rect")); }

  read(rect) {
    const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => Number(rect.getAttribute(name)));
    return { x, y, width, height, name: rect.dataset.name };
  }

  place(rect, { x, y, width, height }) {
    const wide = Math.min(Math.max(width, LEAST), WHOLE);
    const tall = Math.min(Math.max(height, LEAST), WHOLE);
    rect.setAttribute("x", Math.min(Math.max(x, 0), WHOLE - wide));
    rect.setAttribute("y", Math.min(Math.max(y, 0), WHOLE - tall));
    rect.setAttribute("width", wide);
    rect.setAttribute("height", tall);
  }

  make(part) {
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    rect.classList.add("cover-part");
    rect.dataset.name = part.name;
    this.place(rect, part);
    this.layer.append(rect);
    this.enliven(rect);
    return rect;
  }

  enliven(rect) {
    rect.setAttribute("tabindex", "0");
    rect.setAttribute("role", "button");
  }

  /* Names and the field follow every change; whoever changes something means the picture to be public. */
  label() {
    this.parts().forEach((rect, index) => {
      const { x, y, width, height } = this.read(rect);
      const part = [x, y, width, height].map((each) => Math.round(each / 10));
      rect.setAttribute("aria-label", `Vùng che ${index + 1}: ${rect.dataset.name}, cách trái ${part[0]}%, cách trên ${part[1]}%, rộng ${part[2]}%, cao ${part[3]}%`);
    });
  }

  changed(words) {
    const shares = this.parts().map((rect) => {
      const { x, y, width, height } = this.read(rect);
      return [x, y, width, height].map((each) => Math.round(each * 10) / 10000);
    });
    this.field.value = JSON.stringify(shares);
    const show = this.box.querySelector("input[value=show]");
    if (!this.box.querySelector("input[value=hide]").checked) show.checked = true;
    this.label();
    this.said.textContent = words;
  }

  number(rect) { return this.parts().indexOf(rect) + 1; }

  add() {
    const rect = this.make({ x: 440, y: 440, width: 120, height: 120, name: "vùng thêm" });
    rect.focus();
    this.changed(`Đã thêm vùng che ${this.number(rect)} ở giữa ảnh. Dùng phím mũi tên để dời.`);
  }

  remove(rect) {
    const at = this.number(rect);
    rect.remove();
    const left = this.parts();
    (left[Math.min(at, left.length) - 1] ?? this.box.querySelector("[data-add]")).focus();
    this.changed(`Đã bỏ vùng che ${at}. Còn ${left.length} vùng.`);
  }

  reset() {
    for (const rect of this.parts()) rect.remove();
    for (const part of this.first) this.make(part);
    this.changed(`Đã trả về ${this.first.length} vùng che như ban đầu.`);
  }

  key(event) {
    const rect = event.target.closest("rect");
    if (!rect || event.ctrlKey || event.altKey || event.metaKey) return;
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (steps) {
      const part = this.read(rect);
      const [right, down] = steps.map((each) => each * STEP);
      if (event.shiftKey) this.place(rect, { ...part, width: Math.min(part.width + right, WHOLE - part.x), height: Math.min(part.height + down, WHOLE - part.y) });
      else this.place(rect, { ...part, x: part.x + right, y: part.y + down });
      this.changed("");
      this.said.textContent = rect.getAttribute("aria-label");
    } else if (event.key === "Delete" || event.key === "Backspace") {
      this.remove(rect);
    } else if (event.key === "Enter") {
      (this.box.querySelector("button[name=only]") ?? this.box.closest("form").querySelector("button[type=submit]")).focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /* Where the pointer is, in the layer's units, and how many units ten pixels are. */
  point(event) {
    const seen = this.layer.getBoundingClientRect();
    const x = ((event.clientX - seen.left) / seen.width) * WHOLE;
    const y = ((event.clientY - seen.top) / seen.height) * WHOLE;
    const inside = (each) => Math.min(Math.max(each, 0), WHOLE);
    return { x: inside(x), y: inside(y), nearX: (NEAR_PX / seen.width) * WHOLE, nearY: (NEAR_PX / seen.height) * WHOLE };
  }

  grasp(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    const start = this.point(event);
    const held = event.target.closest("rect");
    const rect = held ?? this.make({ x: start.x, y: start.y, width: 0, height: 0, name: "vùng thêm" });
    const before = held ? this.read(rect) : { x: start.x, y: start.y, width: 0, height: 0 };
    const edge = held ? this.edges(before, start) : { right: true, bottom: true };
    const moves = (moved) => this.drag(rect, before, edge, start, this.point(moved));
    const ends = () => {
      this.layer.removeEventListener("pointermove", moves);
      this.layer.removeEventListener("pointerup", ends);
      this.layer.removeEventListener("pointercancel", ends);
      const part = this.read(rect);
      if (!held && part.width <= LEAST && part.height <= LEAST) {
        rect.remove();
        return;
      }
      rect.focus();
      this.changed(held ? `Đã đặt lại vùng che ${this.number(rect)}.` : `Đã thêm vùng che ${this.number(rect)}.`);
    };
    this.layer.setPointerCapture(event.pointerId);
    this.layer.addEventListener("pointermove", moves);
    this.layer.addEventListener("pointerup", ends);
    this.layer.addEventListener("pointercancel", ends);
  }

  /* Which edges of the part are taken hold of: of a small part a third on each side, so that its middle moves it. */
  edges(part, at) {
    const nearX = Math.min(at.nearX, part.width / 3);
    const nearY = Math.min(at.nearY, part.height / 3);
    return {
      left: at.x - part.x < nearX,
      right: part.x + part.width - at.x < nearX,
      top: at.y - part.y < nearY,
      bottom: part.y + part.height - at.y < nearY,
    };
  }

  drag(rect, before, edge, start, now) {
    if (!Object.values(edge).some(Boolean)) {
      this.place(rect, { ...before, x: before.x + now.x - start.x, y: before.y + now.y - start.y });
      return;
    }
    const [left, right] = this.span(before.x, before.width, edge.left, edge.right, now.x);
    const [top, bottom] = this.span(before.y, before.height, edge.top, edge.bottom, now.y);
    this.place(rect, { x: left, y: top, width: right - left, height: bottom - top });
  }

  /* From where to where one side reaches when its near or far end is dragged; past the other end it turns round. */
  span(start, length, isNear, isFar, at) {
    if (isFar) return [Math.min(start, at), Math.max(start, at)];
    if (isNear) return [Math.min(start + length, at), Math.max(start + length, at)];
    return [start, start + length];
  }
}

for (const box of document.querySelectorAll("[data-cover]")) new Cover(box);
