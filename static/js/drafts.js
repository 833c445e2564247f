// Keeps what somebody is writing on this device, so that a dead line or a closed tab costs nobody their words. We never see them.
//
// A draft belongs to one person, one story and one network. It goes when the share has been made, at signing out, after seven days
// (static/js/device.js does those three on whatever page comes next), and when the person throws it away.

const PREFIX = "share-draft:";
const KEPT_FOR = 7 * 86_400_000;

/** The draft of this name: {text, language, at}, or null. */
export function find(name) {
  const kept = read(name);
  if (kept && Date.now() - kept.at < KEPT_FOR) return kept;
  if (kept) forget(name);
  return null;
}

/** Keeps a draft; `facts` are what the page without connection says of it: {title, network}. False where the browser keeps nothing. */
export function keep(name, text, language, facts = {}) {
  try {
    if (text.trim()) localStorage.setItem(name, JSON.stringify({ ...facts, text, language, at: Date.now() }));
    else localStorage.removeItem(name);
    return true;
  } catch {
    return false; // A browser may forbid storage, or have no room: then the words are on the page only.
  }
}

/** Notes where the share of a draft will stand; as soon as that page is seen the draft goes. */
export function noteSent(name, href) {
  const kept = read(name);
  if (!kept) return;
  try {
    localStorage.setItem(name, JSON.stringify({ ...kept, sent: href }));
  } catch {
    // As above.
  }
}

export function forget(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    // As above.
  }
}

/** On a shared device the next person finds nothing of the one before. */
export function forgetOthers(name) {
  const own = name.split(":").slice(0, 2).join(":");
  try {
    for (const each of Object.keys(localStorage)) {
      if (each.startsWith(PREFIX) && !each.startsWith(`${own}:`)) localStorage.removeItem(each);
    }
  } catch {
    // As above.
  }
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name) ?? "null");
  } catch {
    forget(name);
    return null;
  }
}
