// Selecting many rows without a reload, the number of those selected, and copying addresses. Everything works without it.
(() => {
  const form = document.querySelector("[data-selection]");
  const boxes = () => [...document.querySelectorAll('input[name="deadline"][form="selection"]')];

  function count() {
    const shown = form.querySelector("[data-selected-count]");
    const selected = boxes().filter((box) => box.checked).length;
    shown.textContent = (selected === 1 ? form.dataset.one : form.dataset.many).replace("%d", selected);
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

  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
      button.textContent = button.dataset.done;
    });
  }
})();
