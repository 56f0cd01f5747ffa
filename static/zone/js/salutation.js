// Somebody else is chosen: the text begins with him, whatever stands behind its first words.
(() => {
  "use strict";

  document.addEventListener("change", (event) => {
    const select = event.target.closest("select[data-salutations]");
    if (!select) return;
    const words = JSON.parse(select.dataset.salutations);
    const text = select.form.elements.text;
    const longestFirst = [...words].sort((one, other) => other.length - one.length);
    const old = longestFirst.find((each) => text.value.startsWith(each));
    if (old !== undefined) text.value = words[select.selectedIndex] + text.value.slice(old.length);
  });
})();
