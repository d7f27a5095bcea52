// Writes the pages into the contents and gives the targets that are on none.
(places, digits) => {
  const missing = [];
  for (const link of document.querySelectorAll(".toc a")) {
    const id = decodeURIComponent(link.hash.slice(1));
    if (!places[id]) {
      missing.push(id);
      continue;
    }
    link.querySelector(".page").textContent = String(places[id]).replace(/\d/g, (d) => digits[d]);
  }
  document.querySelector(".toc")?.classList.add("numbered");
  return missing;
}
