/* Small behaviours of shared components: copying, dialogs, and menus that close. Every page works without this file. */
(function () {
  "use strict";

  const DONE_FOR = 2500;

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy-text], [data-copy-from], [data-dialog-open], [data-dialog-close]");
    if (button?.hasAttribute("data-dialog-open")) document.getElementById(button.dataset.dialogOpen)?.showModal();
    else if (button?.hasAttribute("data-dialog-close")) button.closest("dialog")?.close();
    else if (button) copy(button);
    closeOthers(event.target);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = event.target.closest?.("details[data-menu][open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  document.addEventListener("DOMContentLoaded", focusOnProblems);

  /* htmx puts a form with problems back into the page; the reader is taken to them as on a whole new page. */
  document.addEventListener("htmx:after:swap", focusOnProblems);

  function focusOnProblems() {
    const summary = document.querySelector("[data-error-summary]:not([data-seen])");
    if (!summary) return;
    summary.dataset.seen = "";
    summary.focus();
  }

  function closeOthers(target) {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (!menu.contains(target)) menu.open = false;
    }
  }

  async function copy(button) {
    const source = button.dataset.copyFrom ? document.getElementById(button.dataset.copyFrom) : null;
    const text = source ? (source.value ?? source.textContent.trim()) : button.dataset.copyText;
    if (await write(text, source)) showDone(button);
  }

  async function write(text, source) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return writeBySelecting(text, source);
    }
  }

  /* The clipboard is closed to pages without https, and to some old phones: then the old way. */
  function writeBySelecting(text, source) {
    const field = source?.select ? source : document.body.appendChild(Object.assign(document.createElement("textarea"), { value: text }));
    field.select();
    const isDone = document.execCommand("copy");
    if (field !== source) field.remove();
    return isDone;
  }

  function showDone(button) {
    const words = button.querySelector("[data-copy-words]");
    words.dataset.before ??= words.textContent;
    words.textContent = button.dataset.copyDone;
    button.dataset.state = "done";
    say(button.dataset.copyDone);
    button.dispatchEvent(new CustomEvent("advocacy:copied", { bubbles: true }));
    setTimeout(() => {
      words.textContent = words.dataset.before;
      delete button.dataset.state;
    }, DONE_FOR);
  }

  /* Says a short sentence at the foot of the page, aloud for those who listen. */
  function say(sentence) {
    const region = document.getElementById("toasts");
    if (!region) return;
    const line = Object.assign(document.createElement("p"), { className: "toast-line", textContent: sentence });
    region.append(line);
    setTimeout(() => line.remove(), DONE_FOR);
  }

  document.addEventListener("advocacy:say", (event) => say(event.detail));
})();
