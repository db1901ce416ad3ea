/* Notices on this device: asks the browser, hands its subscription to the server; says plainly where the browser refuses. */
"use strict";
(() => {
  const WORKER = "/thong-bao.js";
  const words = {
    unable: "Trình duyệt này không nhận được thông báo. Tin về phản ánh vẫn được gửi bằng các cách khác.",
    denied: "Trình duyệt đang chặn thông báo của trang này. Xin bấm biểu tượng bên trái thanh địa chỉ, cho phép Thông báo, rồi tải lại trang.",
    dismissed: "Ông/bà chưa cho phép thông báo. Bấm lại nút bên dưới khi muốn nhận.",
    failed: "Trình duyệt không đăng ký được với dịch vụ thông báo của nó. Xin kiểm tra kết nối mạng, thoát chế độ ẩn danh rồi thử lại.",
    unsaved: "Chưa lưu được đăng ký nhận thông báo. Xin thử lại sau ít phút.",
    on: "Thiết bị này đang nhận thông báo.",
    off: "Thiết bị này chưa nhận thông báo.",
  };
  const box = document.querySelector("[data-push]");
  if (!box) return;
  const said = box.querySelector("[data-push-said]");
  const begin = box.querySelector("[data-push-begin]");
  const end = box.querySelector("[data-push-end]");
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

  function show(word, { on = false, may = true } = {}) {
    said.textContent = words[word] || word;
    begin.hidden = on || !may;
    end.hidden = !on;
    begin.disabled = false;
  }

  const isFor = (subscription, key) => {
    const its = new Uint8Array(subscription.options.applicationServerKey || []);
    return its.length === key.length && its.every((each, index) => each === key[index]);
  };

  async function subscribed() {
    await navigator.serviceWorker.register(WORKER);
    const { pushManager } = await navigator.serviceWorker.ready;
    const key = bytes(box.dataset.push);
    const former = await pushManager.getSubscription();
    if (former && isFor(former, key)) return former;
    if (former) await former.unsubscribe();
    return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  }

  async function keep(subscription) {
    const body = new FormData(begin.form);
    body.set("subscription", JSON.stringify(subscription));
    const answer = await fetch(begin.form.action, { method: "POST", body, credentials: "same-origin", redirect: "error" });
    if (answer.status === 204) return show("on", { on: true });
    const type = answer.headers.get("Content-Type") || "";
    return show(type.startsWith("text/plain") ? await answer.text() : "unsaved");
  }

  begin.form.addEventListener("submit", async (event) => {
    event.preventDefault();
    begin.disabled = true;
    const allowed = await Notification.requestPermission();
    if (allowed !== "granted") return show(allowed === "denied" ? "denied" : "dismissed", { may: allowed !== "denied" });
    let subscription;
    try {
      subscription = await subscribed();
    } catch {
      return show("failed");
    }
    return keep(subscription).catch(() => show("unsaved"));
  });

  /* The server forgets in any case; the browser's own half goes first, where it can. */
  end.form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const found = await navigator.serviceWorker.getRegistration(WORKER);
      await (await found?.pushManager.getSubscription())?.unsubscribe();
    } catch { /* what is left leads nowhere */ }
    end.form.submit();
  });

  (async () => {
    if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return show("unable", { may: false, on: !end.hidden });
    if (Notification.permission === "denied") return show("denied", { may: false, on: !end.hidden });
    if (end.hidden) return show("off");
    const found = await navigator.serviceWorker.getRegistration(WORKER);
    const there = await found?.pushManager.getSubscription();
    return show(there ? "on" : "off", { on: Boolean(there) });
  })();
})();
