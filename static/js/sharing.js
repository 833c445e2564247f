/* Writing, pressing, and going on to a network. Every word a person writes stays in this browser: nothing here sends it to us.

   The page for writing knows its link before the button is pressed. So at the moment of the press, and within that one
   gesture, the text with its link goes on the clipboard and a new tab opens; browsers allow neither any later. */
(function () {
  "use strict";

  const GOING_ON_AFTER = 1200;
  const LETTER_OPENS_WITHIN = 1500;
  const ASK_EVERY = 500;
  const ASK_TIMES = 120;

  const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  const show = (element, isShown) => { if (element) element.hidden = !isShown; };

  document.addEventListener("DOMContentLoaded", () => {
    for (const tile of document.querySelectorAll("[data-needs-share-sheet]")) tile.hidden = !navigator.share;
    const form = document.querySelector("[data-compose]");
    const opened = document.querySelector("[data-opened]");
    if (form) startWriting(form);
    if (opened) startOpening(opened);
  });

  /* The other scripts of a page, by name; their addresses carry fingerprints, so they come with the page. */
  async function toolsOf(addresses) {
    const loaded = await Promise.all(Object.entries(addresses).map(async ([name, address]) => [name, await import(address)]));
    return Object.fromEntries(loaded);
  }

  /* ---- the page for writing ---- */

  async function startWriting(form) {
    const page = { form, box: document.getElementById("words"), facts: JSON.parse(form.dataset.compose), openedAt: Date.now() };
    const loading = toolsOf(page.facts.scripts);
    form.addEventListener("submit", (event) => {
      if (page.tools) return press(page, event);
      event.preventDefault();
      loading.then(() => form.requestSubmit());
    });
    const carriedHere = takenCarried();
    if (carriedHere !== null) page.box.value = carriedHere;
    page.tools = await loading;
    page.begunWith = page.facts.first.text;
    if (carriedHere === null) bringBack(page);
    page.tools.writing.begin(page);
    document.querySelector("[data-server]")?.addEventListener("submit", () => page.tools.writing.keep(page));
    if (page.facts.picture) preparePicture(page);
  }

  /* What was written here before, on this device, and not shared. */
  function bringBack(page) {
    const { drafts } = page.tools;
    drafts.forgetOthers(page.facts.draft);
    const kept = drafts.find(page.facts.draft);
    if (!kept) return;
    page.box.value = kept.text;
    page.box.lang = page.form.elements.language.value = kept.language;
    for (const each of document.querySelectorAll("[data-kept], [data-restored]")) show(each, true);
  }

  function press(page, event) {
    const { form, box, facts, tools } = page;
    if (!navigator.onLine) {
      event.preventDefault();
      return document.querySelector("[data-offline]").focus();
    }
    if (Date.now() - page.openedAt > facts.lives_seconds * 1000) {
      event.preventDefault();
      tools.writing.keep(page);
      return location.reload(); // The link of a page that lay open for hours is no longer good; the text stays.
    }
    if (facts.is_firm && !tools.writing.measure(page).isWithin) {
      event.preventDefault();
      return box.focus();
    }
    const isCopied = copyNow(tools.counts.toCopy(facts.network, box.value, facts.link));
    form.elements.is_copied.value = isCopied ? "1" : "";
    tools.writing.keep(page);
    tools.drafts.noteSent(facts.draft, facts.share_href);
    if (facts.network === "device") return handOver(page, event, words(page));
    if (page.picture) return handOver(page, event, { files: [page.picture], text: box.value });
    if (facts.network === "email") return writeLetter(page, event);
    if (!facts.opens_tab) {
      page.isPressed = true;
      return undefined;
    }
    form.action = `${form.action.split("#")[0]}#${new URLSearchParams({ copied: isCopied ? "1" : "" })}&text=${tools.windows.encoded(box.value)}`;
    return goOnOnceStored(page);
  }

  /* The new tab stores the share; this one goes on to it as soon as it is there. */
  async function goOnOnceStored(page) {
    for (let asked = 0; asked < ASK_TIMES; asked += 1) {
      await wait(ASK_EVERY);
      const answer = await fetch(page.facts.share_href, { method: "HEAD" }).catch(() => null);
      if (answer?.ok) return onward(page);
    }
  }

  function onward(page) {
    page.isPressed = true;
    location.assign(page.facts.share_href);
  }

  function words({ box, facts, tools }) {
    const held = tools.counts.hasLink(box.value, facts.link);
    return { title: facts.title, text: box.value, ...(held ? {} : { url: facts.link }) };
  }

  async function handOver(page, event, handed) {
    event.preventDefault();
    if (!navigator.share) return undefined;
    const stored = send(page.form);
    try {
      await navigator.share(handed);
    } catch {
      return undefined; // The sheet was closed: nothing was handed over.
    }
    return (await stored) ? onward(page) : page.form.submit();
  }

  async function writeLetter(page, event) {
    event.preventDefault();
    location.href = page.tools.windows.addressFor(page.facts.window, page.box.value, page.tools.counts);
    const [isStored] = await Promise.all([send(page.form), wait(LETTER_OPENS_WITHIN)]);
    return isStored ? onward(page) : page.form.submit();
  }

  /* Sends the press alone; the box for the words has no name, so it is not part of it. */
  async function send(form) {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) }).catch(() => null);
    return Boolean(answer?.ok);
  }

  /* Where the device can hand a picture to an app, it is fetched beforehand: within the press there is no time for it. */
  async function preparePicture(page) {
    const { picture } = page.facts;
    const isAble = navigator.canShare?.({ files: [new File([""], picture.name, { type: "image/jpeg" })] });
    const answer = isAble ? await fetch(picture.href).catch(() => null) : null;
    if (!answer?.ok) return;
    page.picture = new File([await answer.blob()], picture.name, { type: "image/jpeg" });
    for (const each of document.querySelectorAll("[data-with-sheet]")) show(each, true);
    for (const each of document.querySelectorAll("[data-without-sheet]")) show(each, false);
  }

  /* ---- in the new tab ---- */

  async function startOpening(opened) {
    const isCopied = carried().get("copied") === "1";
    const text = takenCarried();
    if (text === null) return; // Opened by hand or once more: the plain link is there.
    const facts = JSON.parse(opened.dataset.opened);
    const { counts, windows } = await toolsOf(facts.scripts);
    const address = windows.addressFor(facts.window, text, counts);
    opened.querySelector("[data-onward]").href = address;
    opened.querySelector("#again").value = text;
    show(opened.querySelector("[data-copied]"), isCopied);
    for (const each of opened.querySelectorAll("[data-before]")) show(each, false);
    for (const each of opened.querySelectorAll("[data-going], [data-again]")) show(each, true);
    await wait(GOING_ON_AFTER);
    location.replace(address);
  }

  /* ---- what a page hands to the next without us ---- */

  /* Behind # an address is not sent to any server. A refused press brings the text back the same way. */
  function carried() {
    return new URLSearchParams(location.hash.slice(1));
  }

  function takenCarried() {
    const text = carried().get("text");
    if (text !== null) history.replaceState(null, "", location.pathname + location.search);
    return text;
  }

  /* Copies within the press itself. The newer way answers later, when the new tab may have the focus already. */
  function copyNow(text) {
    const before = document.activeElement;
    const area = Object.assign(document.createElement("textarea"), { value: text, readOnly: true, className: "visually-hidden" });
    document.body.append(area);
    area.focus({ preventScroll: true });
    area.setSelectionRange(0, text.length);
    const isDone = document.execCommand("copy");
    area.remove();
    before?.focus?.({ preventScroll: true });
    if (!isDone) navigator.clipboard?.writeText(text).catch(() => {});
    return isDone;
  }
})();
