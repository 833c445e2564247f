// Hashtags that can be heard: a screen reader says #ViErBredfjord as three words and #vierbredfjord as none. Nothing here touches the page.
//
// advocacy/sharing/hashtags.py offers the hashtags of a story; here those are looked at that a person writes themselves.

const HASHTAG = /[#＃]([\p{L}\p{M}\p{N}_]+)/gu;
const SEVERAL_FROM = 8;
const DOUBTFUL_FROM = 15;

/** Whether the text holds this hashtag, in whatever case it is written. */
export function hasTag(text, tag) {
  const wanted = tag.toLowerCase();
  return [...text.normalize("NFC").matchAll(HASHTAG)].some((found) => `#${found[1].toLowerCase()}` === wanted);
}

/** The text with the hashtag at its end: beside the hashtags that stand there already, else on a line of its own. */
export function withTag(text, tag) {
  const written = text.trimEnd();
  if (!written) return tag;
  const last = written.split(/\s+/u).at(-1);
  return `${written}${/^[#＃]/u.test(last) ? " " : "\n\n"}${tag}`;
}

/** The text without the hashtag, wherever and in whatever case it stands. */
export function withoutTag(text, tag) {
  const literal = tag.slice(1);
  return text.replace(new RegExp(`(^|\\s)[#＃]${literal}(?![\\p{L}\\p{M}\\p{N}_])[ \\t]?`, "giu"), "$1").trimEnd();
}

/**
 * The first hashtag in the text that nobody can hear: {tag, better}. `better` is the same in capitals, made of words that are
 * known here; empty for a very long one that may or may not be several words. Null when all can be heard.
 */
export function hardToHear(text, words, offered = []) {
  for (const [, name] of text.normalize("NFC").matchAll(HASHTAG)) {
    if (name !== name.toLowerCase() || name.length < SEVERAL_FROM) continue;
    const known = offered.find((tag) => tag.slice(1).toLowerCase() === name);
    const parts = known ? null : partsOf(name, words);
    if (known && known.slice(1) !== capitalised(name)) return { tag: `#${name}`, better: known };
    if (parts && parts.length > 1) return { tag: `#${name}`, better: `#${parts.map(capitalised).join("")}` };
    if (!known && !parts && name.length >= DOUBTFUL_FROM) return { tag: `#${name}`, better: "" };
  }
  return null;
}

/** The text with one hashtag exchanged for another everywhere. */
export function withBetterTag(text, tag, better) {
  return text.replace(new RegExp(`[#＃]${tag.slice(1)}(?![\\p{L}\\p{M}\\p{N}_])`, "gu"), better);
}

/** As few known words as make up the whole, or null; the longer word is tried first, so "bredfjord" is not "bred" and "fjord". */
export function partsOf(name, words) {
  const known = [...new Set(words.map((word) => word.toLowerCase()))].sort((one, other) => other.length - one.length);
  const fewest = [[]];
  for (let end = 1; end <= name.length; end += 1) {
    for (const word of known) {
      const before = fewest[end - word.length];
      if (!before || !name.startsWith(word, end - word.length)) continue;
      if (!fewest[end] || before.length + 1 < fewest[end].length) fewest[end] = [...before, word];
    }
  }
  return fewest[name.length] ?? null;
}

function capitalised(word) {
  const [first, ...rest] = word;
  return first.toUpperCase() + rest.join("");
}
