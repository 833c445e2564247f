/* Writing, pressing, and going on to a network. Every word a person writes stays in this browser: nothing here sends it to us.

   The page for writing knows its link before the button is pressed. So at the moment of the press, and within that one
   gesture, the text with its link goes on the clipboard and a new tab opens; browsers allow neither any later. */
(function () {
  "use strict";

  const DRAFT = "draft";
  const GOING_ON_AFTER = 1200;
  const LETTER_OPENS_WITHIN = 1500;
  const ASK_EVERY = 500;
  const ASK_TIMES = 120;
  const COUNT_AFTER = 150;
  const NEAR = 0.9;

  const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  const show = (element, isShown) => { if (element) element.hidden = !isShown; };

  document.addEventListener("DOMContentLoaded", () => {
    for (const tile of document.querySelectorAll("[data-needs-share-sheet]")) tile.hidden = !navigator.share;
    const form = document.querySelector("[data-compose]");
    const opened = document.querySelector("[data-opened]");
    if (form) startWriting(form);
    if (opened) startOpening(opened);
  });

  /* ---- the page for writing ---- */

  async function startWriting(form) {
    const page = { form, box: document.getElementById("words"), facts: JSON.parse(form.dataset.compose), openedAt: Date.now() };
    const loading = Promise.all([import(page.facts.counts), import(page.facts.windows)]);
    form.addEventListener("submit", (event) => {
      if (page.counts) return press(page, event);
      event.preventDefault();
      loading.then(() => form.requestSubmit());
    });
    page.box.value = takenCarried() ?? takenDraft() ?? page.box.value;
    [page.counts, page.windows] = await loading;
    page.box.addEventListener("input", debounced(() => measure(page), COUNT_AFTER));
    document.querySelector("[data-server]")?.addEventListener("submit", () => keepDraft(page.box.value));
    offerSuggestions(page);
    offerDisclosure(page);
    measure(page);
  }

  function press(page, event) {
    const { form, box, facts } = page;
    if (Date.now() - page.openedAt > facts.lives_seconds * 1000) {
      event.preventDefault();
      keepDraft(box.value);
      return location.reload(); // The link of a page that lay open for hours is no longer good; the text stays.
    }
    if (facts.is_firm && !measure(page).isWithin) {
      event.preventDefault();
      return box.focus();
    }
    const isCopied = copyNow(page.counts.withLink(box.value, facts.link));
    form.elements.is_copied.value = isCopied ? "1" : "";
    if (facts.network === "device") return handOver(page, event);
    if (facts.network === "email") return writeLetter(page, event);
    if (!facts.opens_tab) return undefined;
    form.action = `${form.action.split("#")[0]}#${new URLSearchParams({ copied: isCopied ? "1" : "" })}&text=${page.windows.encoded(box.value)}`;
    return goOnOnceStored(facts.share_href);
  }

  /* The new tab stores the share; this one goes on to it as soon as it is there. */
  async function goOnOnceStored(href) {
    for (let asked = 0; asked < ASK_TIMES; asked += 1) {
      await wait(ASK_EVERY);
      const answer = await fetch(href, { method: "HEAD" }).catch(() => null);
      if (answer?.ok) return location.assign(href);
    }
  }

  async function handOver(page, event) {
    event.preventDefault();
    const { facts } = page;
    if (!navigator.share) return undefined;
    const stored = send(page.form);
    const held = page.counts.hasLink(page.box.value, facts.link);
    try {
      await navigator.share({ title: facts.title, text: page.box.value, ...(held ? {} : { url: facts.link }) });
    } catch {
      return undefined; // The sheet was closed: nothing was handed over.
    }
    return (await stored) ? location.assign(facts.share_href) : page.form.submit();
  }

  async function writeLetter(page, event) {
    event.preventDefault();
    location.href = page.windows.addressFor(page.facts.window, page.box.value, page.counts);
    const [isStored] = await Promise.all([send(page.form), wait(LETTER_OPENS_WITHIN)]);
    return isStored ? location.assign(page.facts.share_href) : page.form.submit();
  }

  /* Sends the press alone; the box for the words has no name, so it is not part of it. */
  async function send(form) {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) }).catch(() => null);
    return Boolean(answer?.ok);
  }

  /* ---- telling while one writes ---- */

  function measure(page) {
    const { box, facts, counts } = page;
    const count = counts.count(facts.network, box.value, facts.link, facts.limits);
    const counter = document.getElementById("words-counter");
    if (counter) {
      counter.querySelector("[data-counter-count]").textContent = count.used;
      counter.dataset.state = count.isWithin ? (count.used > count.limit * NEAR ? "near" : "ok") : "over";
      const excess = Math.max(count.used - count.limit, 0);
      document.querySelector("[data-over-by]").textContent = excess ? `+${excess}` : "";
    }
    show(document.querySelector("[data-over]"), !count.isWithin);
    show(document.querySelector("[data-word-for-word]"), counts.isWordForWord(box.value, facts.captions));
    show(document.querySelector("[data-disclosure]"), box.value.trim() !== "" && !namesHouse(box.value, facts.houses));
    return count;
  }

  /* A hashtag, a mention or an address does not tell a reader where somebody works. */
  function namesHouse(text, houses) {
    const spoken = text.split(/\s+/).filter((word) => !/^[#@]|:\/\/|^www\./.test(word)).join(" ").toLowerCase();
    return houses.some((house) => house && spoken.includes(house.toLowerCase()));
  }

  function offerSuggestions(page) {
    const tabs = [...document.querySelectorAll("[data-suggestions] a")];
    const bringBack = document.querySelector("[data-bring-back]");
    let own = "";
    tabs.forEach((tab, position) => tab.addEventListener("click", (event) => {
      event.preventDefault();
      if (page.box.value.trim() && !page.counts.isWordForWord(page.box.value, page.facts.captions)) own = page.box.value;
      const { language, text } = page.facts.suggestions[position];
      markCurrent(tabs, tab);
      write(page, text, language);
      show(bringBack, own !== "");
    }));
    bringBack?.querySelector("button").addEventListener("click", () => {
      write(page, own, page.box.lang);
      show(bringBack, false);
      page.box.focus();
    });
  }

  function markCurrent(tabs, current) {
    for (const tab of tabs) {
      tab.classList.toggle("active", tab === current);
      if (tab === current) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
  }

  function offerDisclosure(page) {
    for (const button of document.querySelectorAll("[data-add]")) {
      button.addEventListener("click", () => {
        write(page, `${page.box.value.trimEnd()}\n\n${button.dataset.add}`.trimStart(), page.box.lang);
        page.box.focus();
      });
    }
  }

  function write(page, text, language) {
    page.box.value = text;
    page.box.lang = language;
    page.form.elements.language.value = language;
    for (const each of document.querySelectorAll("[data-disclosure-in]")) each.hidden = each.dataset.disclosureIn !== language;
    measure(page);
  }

  /* ---- in the new tab ---- */

  async function startOpening(opened) {
    const isCopied = carried().get("copied") === "1";
    const text = takenCarried();
    if (text === null) return; // Opened by hand or once more: the plain link is there.
    const facts = JSON.parse(opened.dataset.opened);
    const [counts, windows] = await Promise.all([import(facts.counts), import(facts.windows)]);
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

  /* Kept for one reload of this very page in this very tab, and taken away with it. */
  function keepDraft(text) {
    sessionStorage.setItem(DRAFT, JSON.stringify({ path: location.pathname, text }));
  }

  function takenDraft() {
    const kept = JSON.parse(sessionStorage.getItem(DRAFT) ?? "null");
    sessionStorage.removeItem(DRAFT);
    return kept?.path === location.pathname ? kept.text : null;
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

  function debounced(act, milliseconds) {
    let waiting;
    return () => {
      clearTimeout(waiting);
      waiting = setTimeout(act, milliseconds);
    };
  }
})();
