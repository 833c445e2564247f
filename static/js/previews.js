// Draws somebody's words the way a network will show them, beside the card of the story: cut where readers see "more".

const SPEAKING = /https?:\/\/[^\s<>"]+|[#＃][\p{L}\p{M}\p{N}_]+|@[\w.\-]+(?:@[\w.\-]+)?/giu;
const LOOK_BACK = 24;

/** What readers see at once, and whether there is more: {shown, isCut}. Cut between words where that is near. */
export function folded(text, fold) {
  const letters = [...text];
  if (!fold || letters.length <= fold) return { shown: text, isCut: false };
  const cut = letters.slice(0, fold).join("");
  const space = cut.search(/\s\S*$/u);
  return { shown: (space > cut.length - LOOK_BACK ? cut.slice(0, space) : cut).trimEnd(), isCut: true };
}

/** Puts the words into the preview. `text` is as the network receives it; of a text that is cut the rest is told as "more". */
export function draw(preview, text, { fold, language }) {
  const place = preview.querySelector("[data-preview-words]");
  if (!place) return;
  const { shown, isCut } = folded(text, fold);
  place.lang = language;
  place.replaceChildren(...pieces(shown));
  const more = preview.querySelector("[data-preview-more]");
  if (more) more.hidden = !isCut;
  preview.querySelector("[data-preview-empty]").hidden = text.trim() !== "";
  for (const each of preview.querySelectorAll("[data-preview-in]")) each.hidden = each.dataset.previewIn !== language;
}

/* Text is only ever put in as text. */
function pieces(text) {
  const made = [];
  let from = 0;
  for (const found of text.matchAll(SPEAKING)) {
    made.push(document.createTextNode(text.slice(from, found.index)));
    made.push(Object.assign(document.createElement("span"), { className: "preview-link", textContent: found[0] }));
    from = found.index + found[0].length;
  }
  made.push(document.createTextNode(text.slice(from)));
  return made;
}
