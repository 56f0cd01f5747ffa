// A choice with a search field is named by the label of its field, closed and open: select2 names itself by what is chosen, or not at all.
(() => {
  "use strict";

  const $ = django.jQuery;
  const labelOf = (select) => document.querySelector(`label[for="${select.id}"]`);

  function name(select) {
    const label = labelOf(select);
    const box = select.nextElementSibling?.querySelector("[role=combobox]");
    const chosen = box?.querySelector(".select2-selection__rendered");
    if (!label || !chosen) return;
    label.id ||= `label_${select.id}`;
    box.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
    chosen.setAttribute("aria-labelledby", label.id);
  }

  const nameAll = (root) => root.querySelectorAll("select.admin-autocomplete").forEach(name);
  // After Django's own script, which makes the choices in the same queue.
  $(() => nameAll(document));
  document.addEventListener("formset:added", (event) => nameAll(event.target));
  $(document).on("select2:open", (event) => {
    const field = document.querySelector(".select2-container--open .select2-search__field");
    const label = labelOf(event.target);
    if (field && label) field.setAttribute("aria-label", label.textContent.trim());
  });
})();
