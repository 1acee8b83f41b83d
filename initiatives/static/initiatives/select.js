// Selects all rows of a page without a reload, and counts those selected. Everything works without it.
(() => {
  const form = document.querySelector("[data-selection]");
  const boxes = () => [...document.querySelectorAll('input[name="deadline"][form="selection"]')];

  function count() {
    const shown = form.querySelector("[data-selected-count]");
    const selected = boxes().filter((box) => box.checked).length;
    shown.textContent = (selected === 1 ? form.dataset.one : form.dataset.many).replace("#", selected);
    shown.hidden = false;
    form.querySelector("[data-without-script]").hidden = true;
  }

  function selectAll(event) {
    event.preventDefault();
    const all = boxes();
    const wanted = !all.every((box) => box.checked);
    for (const box of all) box.checked = wanted;
    count();
  }

  if (form) {
    for (const link of document.querySelectorAll("[data-select-all]")) link.addEventListener("click", selectAll);
    document.addEventListener("change", count);
    window.addEventListener("pageshow", count);
    count();
  }
})();
