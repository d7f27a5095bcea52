// The filter above a directory of services. Without a script all are shown.
for (const box of document.querySelectorAll(".services")) {
  const filter = box.querySelector(".filter");
  if (!filter) continue;
  const language = filter.querySelector("select"), secret = filter.querySelector("input"), again = filter.querySelector("button");
  const show = () => {
    let shown = 0;
    for (const card of box.querySelectorAll("li[data-speaks]")) {
      const speaks = !language || !language.value || card.dataset.speaks.split(" ").includes(language.value);
      card.hidden = !speaks || secret && secret.checked && card.dataset.private == null;
      if (!card.hidden) shown++;
    }
    again.hidden = shown;
  };
  filter.hidden = false;
  filter.addEventListener("change", show);
  again.addEventListener("click", () => {
    if (language) language.value = "";
    if (secret) secret.checked = false;
    show();
  });
}
