// The keyboard and the small habits of every page: "/" searches, Esc closes, a menu closes when one looks elsewhere, a form goes once.
(() => {
  "use strict";

  const typing = (element) => element.closest("input, textarea, select, [contenteditable]");
  const openMenus = () => document.querySelectorAll("details.account[open], details.pop[open]");

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      openMenus().forEach((menu) => {
        menu.open = false;
        menu.querySelector("summary").focus();
      });
    } else if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) {
      const boxes = document.querySelectorAll("main [data-search], [data-search]");
      const box = document.querySelector("main [data-search]") || boxes[0];
      if (box) {
        event.preventDefault();
        box.focus();
        box.select();
      }
    }
  });

  document.addEventListener("click", (event) => {
    openMenus().forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
    const button = event.target.closest("[data-print]");
    if (button) window.print();
    const copied = event.target.closest("[data-copy]");
    if (copied && navigator.clipboard) {
      navigator.clipboard.writeText(copied.dataset.copy).then(() => {
        copied.textContent = copied.dataset.copied;
      });
    }
  });

  // A second press of the button does nothing; the receipt of the form holds where this script does not run.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });

  // The menu keeps to one line, in either language and at any width: its last entries go behind 更多.
  const line = document.querySelector("[data-menu]");
  const fitMenu = () => {
    const more = document.querySelector(".menu-more");
    const hidden = more.querySelector(".pop-body");
    const wraps = () => line.lastElementChild && line.lastElementChild.offsetTop > line.firstElementChild.offsetTop;
    line.append(...hidden.children);
    more.hidden = true;
    more.hidden = !wraps();
    while (wraps()) hidden.prepend(line.lastElementChild);
  };
  if (line) {
    fitMenu();
    window.addEventListener("resize", fitMenu);
  }

  // The button over which a file input lies says what was chosen.
  document.addEventListener("change", (event) => {
    const face = event.target.closest(".file-choice")?.querySelector(".file-name");
    if (face) face.textContent = [...event.target.files].map((file) => file.name).join("、") || face.dataset.none;
  });

  // Filters that are empty do not lengthen the address.
  document.addEventListener("formdata", (event) => {
    if (event.target.method !== "get") return;
    [...event.formData.entries()].forEach(([name, value]) => {
      if (value === "") event.formData.delete(name);
    });
  });

  // On a phone the filters do not push the list off the screen.
  if (window.matchMedia("(max-width: 40rem)").matches) {
    document.querySelectorAll("details.filter-box").forEach((box) => (box.open = false));
  }

  // The list of errors above a form is where the reader should begin.
  const errors = document.getElementById("errors");
  if (errors) errors.focus();
})();
