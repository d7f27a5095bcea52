// Sets the size of the text in points and gives the panels that are too full, by
// what they begin with. A panel is too full where its content is higher or wider
// than the room inside its padding.
(size) => {
  const full = [];
  for (const sheet of document.querySelectorAll(".sheet")) sheet.style.setProperty("--size", size + "pt");
  for (const panel of document.querySelectorAll(".panel:not([aria-hidden])")) {
    const pad = getComputedStyle(panel);
    const box = panel.getBoundingClientRect();
    const turned = new DOMMatrix(pad.transform === "none" ? "" : pad.transform).a < 0;
    // In a turned panel what stands at the bottom is at the top of the screen.
    const foot = parseFloat(turned ? pad.paddingBottom : pad.paddingBottom);
    const room = { top: box.top + (turned ? foot : 0) - 0.5, bottom: box.bottom - (turned ? 0 : foot) + 0.5, left: box.left - 0.5, right: box.right + 0.5 };
    const over = [...panel.querySelectorAll("*")].some((e) => {
      if (e.matches(".number") || getComputedStyle(e).display === "none") return false;
      const r = e.getBoundingClientRect();
      return r.width && r.height && (r.top < room.top || r.bottom > room.bottom || r.left < room.left || r.right > room.right);
    });
    // Parts of a panel may not run over one another.
    const parts = [...panel.children].filter((e) => !e.matches(".number") && e.scrollHeight > e.clientHeight + 2 && getComputedStyle(e).display !== "contents");
    if (over || parts.length) full.push((panel.querySelector("h2, h1, .title")?.textContent ?? panel.className).trim());
  }
  return full;
}
