// What the page for writing tells while one writes: how long the text is, how much of it is one's own, how it will look.
//
// `page` is made by static/js/sharing.js: the form, the box, the facts, and the other scripts of this page under `tools`.

const COUNT_AFTER = 150;
const KEEP_AFTER = 400;
const NEAR = 0.9;
const MUCH = 0.35;
const OWN = 0.75;

const show = (element, isShown) => { if (element) element.hidden = !isShown; };

/** Begins to listen, and tells about what stands there already. */
export function begin(page) {
  page.begunWith ??= page.box.value;
  page.box.addEventListener("input", debounced(() => measure(page), COUNT_AFTER));
  page.box.addEventListener("input", debounced(() => keep(page), KEEP_AFTER));
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keep(page));
  addEventListener("pagehide", () => keep(page));
  offerSuggestions(page);
  offerDisclosure(page);
  offerHashtags(page);
  offerThrowingAway(page);
  tellOfTheLine();
  stayAboveTheKeyboard();
  turnTo(page.box.lang);
  measure(page);
}

/** Counts, compares and draws; answers with the count. */
export function measure(page) {
  const { box, facts, tools } = page;
  const count = tools.counts.count(facts.network, box.value, facts.link, facts.limits);
  const counter = document.getElementById("words-counter");
  if (counter) tellLength(counter, count);
  show(document.querySelector("[data-over]"), !count.isWithin);
  tellOwnPart(page);
  show(document.querySelector("[data-disclosure]"), box.value.trim() !== "" && !namesHouse(box.value, facts.houses));
  tellHashtags(page);
  const preview = document.querySelector("[data-preview]");
  if (preview) tools.previews.draw(preview, tools.counts.asShown(facts.network, box.value, facts.link), { fold: facts.fold, language: box.lang });
  return count;
}

/** Keeps the draft now. What stood there from the start is nobody's draft. */
export function keep(page) {
  if (page.isPressed || page.form.dataset.handedOver) return; // static/js/posting.js hands the words over, too.
  const { box, facts, tools } = page;
  const isOwn = box.value !== page.begunWith;
  if (!isOwn) tools.drafts.forget(facts.draft);
  const isKept = isOwn && tools.drafts.keep(facts.draft, box.value, box.lang, { title: facts.title, network: facts.label });
  show(document.querySelector("[data-kept]"), isKept && box.value.trim() !== "");
}

/** Puts another text in the box, and the page in its language. */
export function write(page, text, language) {
  page.box.value = text;
  page.box.lang = language;
  page.form.elements.language.value = language;
  turnTo(language);
  measure(page);
  keep(page);
}

/** Offers the hashtags and the sentence about one's workplace in the language of the text. */
export function turnTo(language) {
  for (const each of document.querySelectorAll("[data-disclosure-in]")) each.hidden = each.dataset.disclosureIn !== language;
  for (const each of document.querySelectorAll("[data-hashtags-in]")) each.hidden = each.dataset.hashtagsIn !== language;
}

function tellLength(counter, count) {
  counter.querySelector("[data-counter-count]").textContent = count.used;
  counter.dataset.state = count.isWithin ? (count.used > count.limit * NEAR ? "near" : "ok") : "over";
  const excess = Math.max(count.used - count.limit, 0);
  document.querySelector("[data-over-by]").textContent = excess ? `+${excess}` : "";
}

/* The meter says what is there, never what is missing; nothing waits for it. */
function tellOwnPart({ box, facts, tools }) {
  const meter = document.querySelector("[data-own-part]");
  const isSame = tools.counts.isWordForWord(box.value, facts.captions);
  show(document.querySelector("[data-word-for-word]"), isSame);
  if (!meter) return;
  const part = isSame ? 0 : tools.counts.ownPart(box.value, facts.captions);
  meter.querySelector("meter").value = part;
  meter.style.setProperty("--own", part.toFixed(2));
  const band = isSame || !box.value.trim() ? "" : part >= OWN ? "own" : part >= MUCH ? "much" : "some";
  for (const each of meter.querySelectorAll("[data-own-band]")) show(each, each.dataset.ownBand === band);
}

/* A hashtag, a mention or an address does not tell a reader where somebody works. */
function namesHouse(text, houses) {
  const spoken = text.split(/\s+/).filter((word) => !/^[#@]|:\/\/|^www\./.test(word)).join(" ").toLowerCase();
  return houses.some((house) => house && spoken.includes(house.toLowerCase()));
}

function offerSuggestions(page) {
  const tabs = [...document.querySelectorAll("[data-suggestions] a")];
  const bringBack = document.querySelector("[data-bring-back]");
  let own = null;
  tabs.forEach((tab, position) => tab.addEventListener("click", (event) => {
    event.preventDefault();
    const { box, facts, tools } = page;
    if (box.value.trim() && !tools.counts.isWordForWord(box.value, facts.captions)) own = { text: box.value, language: box.lang };
    const { language, text } = facts.suggestions[position];
    markCurrent(tabs, tab);
    page.begunWith = text;
    write(page, text, language);
    show(bringBack, own !== null);
  }));
  bringBack?.querySelector("button").addEventListener("click", () => {
    write(page, own.text, own.language);
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

function offerHashtags(page) {
  for (const button of document.querySelectorAll("[data-hashtag]")) {
    button.addEventListener("click", () => {
      const { hashtags } = page.tools;
      const tag = button.dataset.hashtag;
      const change = hashtags.hasTag(page.box.value, tag) ? hashtags.withoutTag : hashtags.withTag;
      write(page, change(page.box.value, tag), page.box.lang);
    });
  }
  document.querySelector("[data-better-hashtag]")?.addEventListener("click", (event) => {
    const { tag, better } = event.currentTarget.dataset;
    write(page, page.tools.hashtags.withBetterTag(page.box.value, tag, better), page.box.lang);
    page.box.focus();
  });
}

function tellHashtags({ box, facts, tools }) {
  const buttons = [...document.querySelectorAll("[data-hashtag]")];
  for (const button of buttons) button.setAttribute("aria-pressed", String(tools.hashtags.hasTag(box.value, button.dataset.hashtag)));
  const hard = tools.hashtags.hardToHear(box.value, facts.words, buttons.map((button) => button.dataset.hashtag));
  const hint = document.querySelector("[data-hashtag-hint]");
  show(hint, hard !== null);
  if (!hint || !hard) return;
  for (const each of hint.querySelectorAll("[data-hashtag-written]")) each.textContent = hard.tag;
  const offer = hint.querySelector("[data-better-hashtag]");
  show(offer, hard.better !== "");
  Object.assign(offer.dataset, hard);
  offer.lastElementChild.textContent = hard.better;
}

function offerThrowingAway(page) {
  document.querySelector("[data-throw-away]")?.addEventListener("click", () => {
    const first = page.facts.first;
    page.begunWith = first.text;
    write(page, first.text, first.language);
    for (const each of document.querySelectorAll("[data-restored]")) show(each, false);
    page.box.focus();
  });
}

/* Writing needs no line; pressing does. */
function tellOfTheLine() {
  const tell = () => show(document.querySelector("[data-offline]"), !navigator.onLine);
  addEventListener("online", tell);
  addEventListener("offline", tell);
  tell();
}

/* On some phones the keyboard lies over the page: then the counter and the button stand on it. */
function stayAboveTheKeyboard() {
  const view = window.visualViewport;
  if (!view) return;
  const place = () => {
    const covered = view.scale > 1.01 ? 0 : Math.max(0, Math.round(innerHeight - view.height - view.offsetTop));
    document.documentElement.style.setProperty("--keyboard", `${covered}px`);
  };
  view.addEventListener("resize", place);
  view.addEventListener("scroll", place);
  place();
}

function debounced(act, milliseconds) {
  let waiting;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(act, milliseconds);
  };
}
