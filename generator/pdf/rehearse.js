// Sets a document as pages in columns, one column for a page, puts the notes to
// the foot of the page that refers to them and writes the running heads. It gives
// what the printed file is then held against.
//
// A note that is set takes room, which moves the text, which moves notes. So the
// pages are set one after the other: where page k begins is known once those
// before it are done. In a page's first line stand a strut, a float without width
// as high as the text may be, and the feet, a float that is as wide as the page.
(how) => {
  const root = document.documentElement;
  const make = (tag, name, text) => {
    const e = document.createElement(tag);
    e.className = name;
    if (text) e.textContent = text;
    return e;
  };
  // What floats stay inside of: nothing in it can hold the feet of the page.
  const closed = (e) => {
    const s = getComputedStyle(e);
    return !/^(block|inline|list-item)$/.test(s.display) || s.float !== "none" || s.overflowX !== "visible";
  };
  const frame = "main, section, nav, header, .leaves";
  const words = new Intl.Segmenter(root.lang, { granularity: "word" });
  const anchors = [], notes = [];
  const links = make("div", "anchors");
  links.hidden = true;
  document.body.append(links);

  // One run of pages, which begins on a page of its own.
  const run = (leaves, first) => {
    const zone = document.body.getBoundingClientRect();
    const rtl = getComputedStyle(document.body).direction === "rtl";
    const { width, height } = zone;
    const step = width + parseFloat(getComputedStyle(document.body).columnGap);
    const gap = step - width;
    const pageOf = (r) => (rtl ? Math.max(0, Math.ceil((zone.left - r.left - gap / 2) / step)) : Math.floor((r.left - zone.left + gap / 2) / step));
    const leftOf = (page) => zone.left + (rtl ? -page : page) * step;
    const pages = () => Math.max(...[...leaves.getClientRects()].map(pageOf)) + 1;
    const style = getComputedStyle(leaves);
    const foot = height - parseFloat(style.paddingBlockEnd);

    // The first place on a page: before a node, after the text in front of it. With
    // open set, only where the feet can stand.
    const begin = (page, open) => {
      const walk = document.createTreeWalker(leaves, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
      const range = document.createRange();
      while (walk.nextNode()) {
        const node = walk.currentNode;
        const text = node.nodeType === Node.TEXT_NODE;
        if (text ? !node.data.trim() : !node.matches("img, svg, hr")) continue;
        if (text) range.selectNodeContents(node);
        const rects = [...(text ? range : node).getClientRects()].filter((r) => r.width && r.height);
        if (!rects.length || pageOf(rects.at(-1)) < page) continue;
        let from = text ? node.parentElement : node;
        if (from.closest(".feet, .head, .anchors")) continue;
        if (open) {
          let shut = null;
          for (let e = from; e !== leaves; e = e.parentElement) if (closed(e)) shut = e;
          if (shut && pageOf(shut.getClientRects()[0]) < page) continue;
          if (shut) return top(shut, page);
        }
        if (pageOf(rects[0]) >= page && (open || !text)) return open ? top(node, page) : node;
        let low = 0, high = node.length - 1;
        while (low < high) {
          const middle = (low + high) >> 1;
          range.setStart(node, middle);
          range.setEnd(node, node.length);
          const lines = [...range.getClientRects()].filter((r) => r.width && r.height);
          if (lines.length && pageOf(lines[0]) < page) low = middle + 1;
          else high = middle;
        }
        while (low < node.length - 1 && /\s/.test(node.data[low])) low++;
        if (open) return node.splitText(low);
        // After the first word: a float without height that stands before it would
        // go to the end of the line above.
        const [word] = words.segment(node.data.slice(low));
        return node.splitText(low + word.segment.length);
      }
      return null;
    };
    // The outermost node that begins with this one, unless a page is made to begin
    // there.
    const top = (node, page) => {
      for (;;) {
        const up = node.parentElement;
        const before = node.previousSibling;
        if (up.matches(frame) || closed(up) || pageOf(up.getClientRects()[0]) < page || up.matches("p") && before && before.textContent.trim()) return node;
        node = up;
      }
    };
    const at = (e, page) => {
      const r = e.getBoundingClientRect();
      return { page: pageOf(r), x: r.left - leftOf(page), y: r.top - zone.top };
    };
    const tabled = (ref) => ref.closest("table");
    const noteOf = (ref) => document.getElementById(decodeURIComponent(ref.hash.slice(1)));

    // A note as it stands at the foot; its number leads back.
    const footnote = (ref) => {
      const note = noteOf(ref);
      const item = make("div", "foot");
      for (const name of ["id", "lang", "dir", "class"]) if (note.hasAttribute(name)) item.setAttribute(name, note.getAttribute(name));
      item.classList.add("foot");
      item.setAttribute("role", "doc-footnote");
      const back = make("a", "no", ref.textContent);
      back.href = "#" + ref.closest("[id]").id;
      back.setAttribute("role", "doc-backlink");
      const text = make("div", "words");
      for (const child of note.childNodes) text.append(child.cloneNode(true));
      for (const link of text.querySelectorAll('a[href^="#"]')) if (document.getElementById(decodeURIComponent(link.hash.slice(1)))?.matches("sup")) link.remove();
      item.append(back, text);
      return { ref, note, item };
    };
    // Every note stands where it is first referred to; the notes that it refers to
    // stand behind it.
    const seen = new Set();
    const entry = (ref) => {
      const note = noteOf(ref);
      if (!note || seen.has(note)) return [];
      seen.add(note);
      return [{ ...footnote(ref), more: [...note.querySelectorAll("[role=doc-noteref]")].flatMap((r) => entry(r).flatMap((e) => [e, ...e.more])) }];
    };
    const entries = [...leaves.querySelectorAll("[role=doc-noteref]")].filter((r) => !r.closest(".notes")).flatMap(entry);
    // Notes of a table stand below it.
    for (const table of how === "notes" ? leaves.querySelectorAll("table") : []) {
      const own = entries.filter((e) => tabled(e.ref) === table);
      if (!own.length) continue;
      const under = make("div", "feet under");
      under.append(...own.flatMap((e) => [e, ...e.more]).map((e) => (e.note.remove(), e.item)));
      (table.closest("figure") ?? table).after(under);
      table.classList.add("noted");
    }
    const left = how === "notes" ? entries.filter((e) => !tabled(e.ref)) : [];
    const list = leaves.querySelector(".notes");
    if (left.length && list) list.hidden = true;

    // A table does not break above the feet: one that is longer than a page begins
    // on a new one.
    if (left.length) for (const table of leaves.querySelectorAll("table")) if ([...table.getClientRects()].length > 1) table.classList.add("long");

    // How high each note is, with those behind it.
    const gauge = make("div", "feet");
    gauge.style.width = width + "px";
    leaves.prepend(gauge);
    const items = (e) => [e, ...e.more].map((x) => x.item);
    gauge.replaceChildren(...left.flatMap(items));
    for (const e of left) e.height = items(e).reduce((sum, i) => sum + i.getBoundingClientRect().height + parseFloat(getComputedStyle(i).marginBlockEnd), 0);
    gauge.remove();

    const struts = [];
    const most = pages() * 3; // notes that push one another on forever do not settle
    let pushed = null;
    for (let page = 0; page < pages() && left.length; page++) {
      if (page > most) return false;
      const on = () => left.filter((e) => pageOf(e.ref.getBoundingClientRect()) <= page).length;
      const end = (e) => (pageOf(e.ref.getBoundingClientRect()) === page ? e.ref.getBoundingClientRect().bottom - zone.top : 0);
      const total = on();
      if (!total) continue;
      const place = begin(page, true);
      if (!place) return false;
      const strut = make("span", "strut"), feet = make("span", "feet empty");
      const line = parseFloat(getComputedStyle(left[0].ref.closest("p, li, h2, h3, h4, dd, div")).lineHeight) || 24;
      // As many notes as leave the lines that refer to them where they are.
      let count = 0;
      for (let k = 1, sum = 20; k <= total && end(left[k - 1]) + line / 4 + (sum += left[k - 1].height) <= foot; k++) count = k;
      strut.style.height = foot * 0.6 + "px";
      place.before(strut, feet);
      struts[page] = strut;
      const moved = at(feet, page);
      feet.style.marginLeft = leftOf(moved.page) - (leftOf(page) + moved.x) + "px";
      feet.style.width = width - 1 + "px";
      let least = 0, done = false;
      for (let tries = 0; tries < 12 && !done; tries++) {
        feet.replaceChildren(...left.slice(0, count).flatMap(items));
        feet.classList.toggle("empty", count === 0);
        feet.style.height = "";
        const own = feet.getBoundingClientRect().height;
        const high = Math.max(own, least);
        if (high > foot - 2 * line) return false;
        feet.style.height = high + "px";
        strut.style.height = Math.max(0, foot - high - 1 - at(strut, page).y) + "px";
        if (at(strut, page).page !== page || at(feet, page).page !== page) return false;
        const now = on();
        if (now === count) done = true;
        else if (now < count) count = now;
        else least = Math.max(least, own, foot - end(left[count]) + line * (1 + tries / 4));
      }
      if (!done || count === 0 && pushed === left[0]) return false;
      if (count === 0) pushed = left[0];
      for (const e of left.splice(0, count)) {
        for (const x of [e, ...e.more]) x.note.remove();
        notes.push([e.ref.closest("[id]").id, e.item.id]);
      }
    }
    if (left.length) return false;
    if (list && !list.querySelector("li")) list.remove();
    else if (list) list.hidden = false;

    // Running heads: the title and the part that the page begins in.
    const total = pages();
    const parts = [...leaves.querySelectorAll("h2")].filter((h) => h.getClientRects().length && !h.closest(".toc")).map((h) => ({ h, text: h.textContent }));
    let part = "";
    for (let page = 0; page < total; page++) {
      const place = begin(page, false);
      if (!place) continue;
      for (const p of parts) if (pageOf(p.h.getClientRects()[0]) < page || p.h.contains(place)) part = p.text;
      const mark = make("span", "head");
      mark.id = "leaf-" + (first + page);
      mark.setAttribute("aria-hidden", "true");
      // A table that begins a page is made to: a printer's page takes a little more
      // of one than a column does.
      const table = (place.parentElement ?? leaves).closest("table");
      if (page && table && pageOf(table.getClientRects()[0]) === page) table.style.breakBefore = "page";
      struts[page] ? struts[page].append(mark) : place.before(mark);
      const link = make("a", "");
      link.href = "#" + mark.id;
      links.append(link);
      const where = at(mark, page);
      if (where.page !== page) {
        mark.remove(); // as in a row that goes on from the page before: no head is better than a wrong one
        continue;
      }
      anchors.push({ id: mark.id, page: first + page, y: where.y });
      if (page === 0 && leaves.matches(".bare")) continue;
      const line = make("span", "words");
      line.append(make("bdi", "", leaves.dataset.title), make("bdi", "", part));
      mark.append(line);
      mark.style.width = width - 2 + "px";
      mark.style.marginLeft = 1 - where.x + "px";
      mark.style.marginRight = where.x + 1 - width + "px";
      mark.style.top = -where.y + "px";
    }
    return total;
  };

  root.classList.add("rehearsal");
  const all = [...document.querySelectorAll(".leaves")];
  let count = 1;
  let settled = true;
  for (const leaves of all) {
    for (const other of all) other.hidden = other !== leaves;
    const total = run(leaves, count);
    if (total === false) {
      settled = false;
      break;
    }
    count += total;
  }
  for (const leaves of all) leaves.hidden = false;
  root.classList.remove("rehearsal");
  return { settled, anchors, notes };
}
