// Sets the size of the text in points and gives the panels that are too full, by
// what they begin with. A panel is too full where a block of its text reaches out
// of it by more than the 3 px that tall letters may, or where two parts of it lie
// upon one another.
(size) => {
  const slack = 3;
  const full = [];
  for (const sheet of document.querySelectorAll(".sheet")) sheet.style.setProperty("--size", size + "pt");
  for (const panel of document.querySelectorAll(".panel:not([aria-hidden])")) {
    const room = panel.getBoundingClientRect();
    const blocks = [...panel.querySelectorAll("p, li, h1, h2, h3, td, img, .code, .from")].filter((e) => !e.matches(".number"));
    const boxes = blocks.flatMap((e) => [...e.getClientRects()]).filter((r) => r.width && r.height);
    const out = boxes.some((r) => r.top < room.top - slack || r.bottom > room.bottom + slack || r.left < room.left - slack || r.right > room.right + slack);
    const above = [...panel.querySelectorAll(".part, .service")].flatMap((e) => [...e.querySelectorAll("p, li, h2, h3")]).flatMap((e) => [...e.getClientRects()]);
    const below = [...panel.querySelectorAll(".code, .from")].flatMap((e) => [...e.getClientRects()]);
    const meet = (a, b) => a.left < b.right - slack && b.left < a.right - slack && a.top < b.bottom - slack && b.top < a.bottom - slack;
    if (out || above.some((a) => below.some((b) => meet(a, b)))) full.push((panel.querySelector("h2, h1, .title")?.textContent ?? panel.className).trim());
  }
  return full;
}
