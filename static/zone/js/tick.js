// One button ticks every box of its form, and takes all ticks away when all are set.
(() => {
  "use strict";
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-tick-all]");
    if (!button) return;
    const boxes = [...document.getElementById(button.dataset.tickAll).querySelectorAll("input[type=checkbox]")];
    const tick = boxes.some((box) => !box.checked);
    boxes.forEach((box) => { box.checked = tick; });
  });
})();
