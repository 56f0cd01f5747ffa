// A text that somebody wrote or changed goes to the clipboard, to be pasted into a messenger.
(() => {
  "use strict";

  const say = (button) => {
    button.textContent = button.dataset.copied;
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy-from]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copyFrom);
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(field.value).then(() => say(button));
      return;
    }
    // Plain http in an office's own network has no clipboard for scripts: the text is marked, and copied the old way.
    field.focus();
    field.select();
    if (document.execCommand("copy")) say(button);
  });
})();
