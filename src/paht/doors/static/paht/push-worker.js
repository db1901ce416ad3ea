/* Shows what is pushed, and opens the report when it is pressed. It answers no request: no page is kept or changed by it. */
"use strict";

const read = (data) => {
  try {
    return data.json();
  } catch {
    return {};
  }
};
/* Wherever a push says that it leads, it leads to a page of this very place. */
const place = (link) => {
  try {
    const { pathname, search } = new URL(link, self.location.origin);
    return new URL(pathname + search, self.location.origin).href;
  } catch {
    return new URL("/toi/", self.location.origin).href;
  }
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  const told = event.data ? read(event.data) : {};
  event.waitUntil(
    self.registration.showNotification(told.title || "Phản ánh hiện trường", {
      body: told.body || "Phản ánh của ông/bà có tin mới.",
      tag: told.tag || "paht",
      lang: "vi",
      data: { link: place(told.link || "/toi/") },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const link = place(event.notification.data?.link || "/toi/");
  event.waitUntil((async () => {
    const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const open = windows.find((each) => each.url === link);
    return open ? open.focus() : self.clients.openWindow(link);
  })());
});
