// Sets the size of the text in points and gives the panels that are too full, by
// what they begin with. A panel is too full where a block of its text reaches
// into its margin by more than the 3 px that tall letters may, or where two parts
// of it lie upon one another. The parts of a poster are dealt to its two columns
// anew.
(size) => {
  const slack = 3;
  // Pages of a zine stand on their heads: their margins do too.
  const inner = (panel) => {
    const room = panel.getBoundingClientRect(), style = getComputedStyle(panel);
    let [top, right, bottom, left] = ["Top", "Right", "Bottom", "Left"].map((side) => parseFloat(style["padding" + side]));
    if (style.transform.startsWith("matrix(-1")) [top, right, bottom, left] = [bottom, left, top, right];
    return { top: room.top + top, right: room.right - right, bottom: room.bottom - bottom, left: room.left + left };
  };
  const boxes = (panel, names) => [...panel.querySelectorAll(names)].flatMap((e) => [...e.getClientRects()]).filter((r) => r.width && r.height);
  const isFull = (panel) => {
    const room = inner(panel);
    const out = boxes(panel, "p:not(.number, .from *), li, h1, h2, h3, td, .part img, .from").some((r) => r.top < room.top - slack || r.bottom > room.bottom + slack || r.left < room.left - slack || r.right > room.right + slack);
    const above = boxes(panel, ":is(.part, .service) :is(p, li, h2, h3)"), below = boxes(panel, ".code, .from");
    const meet = (a, b) => a.left < b.right - slack && b.left < a.right - slack && a.top < b.bottom - slack && b.top < a.bottom - slack;
    return out || above.some((a) => below.some((b) => meet(a, b)));
  };
  for (const sheet of document.querySelectorAll(".sheet")) sheet.style.setProperty("--size", size + "pt");
  const panels = [...document.querySelectorAll(".panel:not([inert])")];
  const columns = panels.filter((panel) => panel.matches(".poster > .body"));
  const parts = columns.flatMap((column) => [...column.querySelectorAll(".part")]);
  for (let first = parts.length; first > 0 && columns.some(isFull); first--) {
    columns[0].append(...parts.slice(0, first));
    columns[1].prepend(...parts.slice(first));
  }
  return panels.filter(isFull).map((panel) => (panel.querySelector("h2, h1, .title")?.textContent ?? panel.className).trim());
}
