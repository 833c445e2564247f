// Puts the words a person wrote into the address of a network's own window for writing. Nothing here touches the page.
//
// The address comes from us with a gap where the words go (advocacy/sharing/windows.py), so the words never come to us.

const GAP = "~words~";

/**
 * The very address that the network's module in advocacy/networks/catalogue would build. `window` holds the link, the
 * three addresses with gaps (words and link apart, words that hold the link, the link alone), the longest one the
 * network takes, and `is_letter`, whose lines end in two characters. `counts` is static/js/counts.js.
 */
export function addressFor(window, text, counts) {
  const isHeld = counts.hasLink(counts.asSent(text), window.link);
  const words = isHeld ? counts.asSent(text) : wordsBefore(window.link, text, counts);
  const gap = isHeld ? window.held : words ? window.apart : window.alone;
  const address = gap.replace(GAP, () => encoded(window.is_letter ? words.replaceAll("\n", "\r\n") : words));
  return address.length > window.longest ? window.alone : address;
}

/** Percent-encoded whole: no character of the text can end the value or add another. */
export function encoded(text) {
  const whole = text.replace(/[\ud800-\udfff]/gu, "?");
  return encodeURIComponent(whole).replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The text without the white space at its end, as it stands before a link that is put after it. */
function wordsBefore(link, text, counts) {
  return counts.withLink(text, link, "\n").slice(0, -link.length).replace(/\n$/, "");
}
