/* The service worker: shows what is pushed to this browser, and opens the page that it is about. It keeps no page. */
"use strict";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

function said(event) {
  try {
    return event.data.json();
  } catch {
    return {};
  }
}

addEventListener("push", (event) => {
  const { title, body, link } = said(event);
  event.waitUntil(
    registration.showNotification(title || "Phản ánh hiện trường", {
      body: body || "Phản ánh của ông/bà có tin mới.",
      lang: "vi",
      data: { link: link || "/" },
    }),
  );
});

addEventListener("notificationclick", (event) => {
  event.notification.close();
  const target = new URL(event.notification.data.link, location.origin);
  const opened = async () => {
    if (target.origin !== location.origin) return clients.openWindow("/");
    const windows = await clients.matchAll({ type: "window" });
    const there = windows.find((each) => each.url === target.href);
    return there ? there.focus() : clients.openWindow(target.href);
  };
  event.waitUntil(opened());
});
