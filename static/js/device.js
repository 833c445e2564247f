/* What stays on a person's own device: words they have not sent, and the few files that let a page say that there is no connection.

   Nothing of this is ever sent anywhere, and all of it goes when the person signs out. Every page works without this file. */
(function () {
  "use strict";

  const DRAFTS = /^(?:share|tip)-draft:/;
  const KEPT_FOR = 7 * 86_400_000;

  forgetWhatIsDone();

  document.addEventListener("submit", (event) => {
    if (/\/sign-out(?:-everywhere)?$/.test(event.target.action)) forgetEverything();
  });

  if ("serviceWorker" in navigator) addEventListener("load", keepFiles);

  /* A draft goes when its share stands there, and after seven days. */
  function forgetWhatIsDone() {
    for (const [name, kept] of allDrafts()) {
      const isSent = kept.sent && [kept.sent, `${kept.sent}/open`].includes(location.pathname);
      if (isSent || !(Date.now() - kept.at < KEPT_FOR)) localStorage.removeItem(name);
    }
  }

  /* The next one at a shared phone is somebody else. */
  function forgetEverything() {
    for (const [name] of allDrafts()) localStorage.removeItem(name);
    navigator.serviceWorker?.controller?.postMessage({ wish: "forget" });
    window.caches?.keys().then((names) => names.forEach((name) => caches.delete(name))).catch(() => {});
  }

  function allDrafts() {
    try {
      return Object.keys(localStorage).filter((name) => DRAFTS.test(name)).map((name) => [name, parsed(localStorage.getItem(name))]);
    } catch {
      return []; // A browser may forbid storage: then nothing is kept.
    }
  }

  function parsed(text) {
    try {
      return JSON.parse(text) ?? {};
    } catch {
      return {};
    }
  }

  async function keepFiles() {
    try {
      await navigator.serviceWorker.register("/sw.js");
      const ready = await navigator.serviceWorker.ready;
      ready.active?.postMessage({ wish: "keep", locale: document.documentElement.lang });
    } catch {
      // Without https, or where it is switched off: then there is no page for when the line is down.
    }
  }
})();
