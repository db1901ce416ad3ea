/* Asks the browser for notifications and hands where it is pushed to over with the form around the button. */
"use strict";
(() => {
  const words = {
    unsupported: "Trình duyệt này không nhận được thông báo. Tin về phản ánh vẫn được gửi bằng các cách khác.",
    denied: "Trình duyệt đang chặn thông báo của trang này. Xin bấm vào biểu tượng bên trái địa chỉ trang, cho phép Thông báo rồi tải lại trang.",
    asking: "Xin bấm Cho phép khi trình duyệt hỏi.",
    lost: "Trình duyệt đã tắt thông báo của trang này. Xin bấm Nhận thông báo để bật lại.",
    failed: "Chưa bật được thông báo. Xin kiểm tra kết nối mạng rồi thử lại.",
  };
  const form = document.querySelector("[data-push]");
  if (!form) return;
  const on = form.querySelector("[data-push-on]");
  const told = form.querySelector("[data-push-said]");
  const tell = (word) => {
    told.textContent = words[word] || "";
    told.hidden = !word;
  };
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  const same = (one, other) => one && one.length === other.length && one.every((byte, at) => byte === other[at]);
  const kept = async () => {
    const registered = await navigator.serviceWorker.getRegistration("/");
    return registered ? registered.pushManager.getSubscription() : null;
  };

  async function subscribed() {
    const key = bytes(form.dataset.push);
    await navigator.serviceWorker.register("/sw.js");
    const manager = (await navigator.serviceWorker.ready).pushManager;
    const old = await manager.getSubscription();
    if (old) {
      // A subscription to another key (of an installation that was set up anew) is of no use.
      const its = old.options.applicationServerKey;
      if (same(its && new Uint8Array(its), key)) return old;
      await old.unsubscribe();
    }
    return manager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  }

  async function switchOn() {
    on.disabled = true;
    tell("asking");
    try {
      if ((await Notification.requestPermission()) !== "granted") return tell("denied");
      form.elements.subscription.value = JSON.stringify(await subscribed());
      form.requestSubmit();
    } catch {
      tell("failed");
    } finally {
      on.disabled = false;
    }
    return null;
  }

  async function begin() {
    if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return tell("unsupported");
    if (Notification.permission === "denied") return tell("denied");
    const isLost = form.dataset.state === "on" && !(await kept());
    if (isLost) {
      form.querySelector("[data-push-is-on]").hidden = true;
      tell("lost");
    }
    on.hidden = form.dataset.state === "on" && !isLost;
    return null;
  }

  on.addEventListener("click", switchOn);
  form.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.name === "drop") kept().then((old) => old && old.unsubscribe()).catch(() => null);
  });
  begin();
})();
