// Writes the pages into the contents. It gives the page of each target, and the
// targets that are on none.
(places, digits) => {
  const pages = {}, missing = [];
  for (const link of document.querySelectorAll(".toc a")) {
    const id = decodeURIComponent(link.hash.slice(1));
    if (!places[id]) {
      missing.push(id);
      continue;
    }
    pages[id] = places[id];
    link.querySelector(".page").textContent = String(places[id]).replace(/\d/g, (d) => digits[d]);
  }
  document.querySelector(".toc")?.classList.add("numbered");
  return { pages, missing };
}
