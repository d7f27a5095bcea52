// Sets a document as pages in columns, one column for a page, puts the notes to
// the foot of the page that refers to them, writes the running heads, and makes
// the printer break where the columns did. It gives what the printed file is then
// held against.
//
// A note that is set takes room, which moves the text, which moves notes. So the
// pages are set one after the other, and each begins with a leaf: a block of no
// height before which the page breaks, which carries the head. Behind it stand a
// strut, a float without width as high as the text may be, and the feet, a float
// that is as wide as the page. The columns are a little lower than the pages (the
// slack, in CSS pixels), so what stands in one column fits on one page.
//
// Only the pages at work are laid out: what is done and what comes much later is
// away meanwhile.
(how, slack) => {
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
    return !/^(block|inline|list-item)$/.test(s.display) || s.float !== "none" || s.overflowX !== "visible" || s.columnCount !== "auto";
  };
  const isShown = (e) => e.getClientRects().length > 0;
  const idOf = (link) => decodeURIComponent(link.hash.slice(1));
  const noteOf = (ref) => document.getElementById(idOf(ref));
  const tableOf = (ref) => ref.closest("table");
  const margin = (e) => parseFloat(getComputedStyle(e).marginBlockEnd);

  const anchors = [], notes = [], places = {};
  const listed = new Set([...document.querySelectorAll(".toc a")].map(idOf));
  const links = make("div", "anchors");
  links.hidden = true;
  document.body.append(links);

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
    for (const link of text.querySelectorAll('a[href^="#"]')) if (document.getElementById(idOf(link))?.matches("sup")) link.remove();
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
  const items = (e) => [e, ...e.more].map((x) => x.item);

  // The feet stand in front of the text that refers to them. Who hears the file gets
  // each note behind the paragraph.
  const tell = (e) => {
    const teller = e.ref.closest("p, li, dd, dt, h2, h3, h4, blockquote, section");
    const ids = items(e).map((i) => i.id);
    teller.setAttribute("aria-owns", [teller.getAttribute("aria-owns"), ...ids].filter(Boolean).join(" "));
  };

  // Takes the notes of a run out of their list and gives those for the feet of
  // pages, with their heights. Notes of a table stand below it.
  const gather = (leaves, width) => {
    if (how !== "notes") return [];
    const entries = [...leaves.querySelectorAll("[role=doc-noteref]")].filter((r) => !r.closest(".notes")).flatMap(entry);
    for (const e of entries) for (const x of [e, ...e.more]) x.note.remove();
    const list = leaves.querySelector(".notes");
    if (list && !list.querySelector("li")) list.remove();
    for (const table of leaves.querySelectorAll("table")) {
      const own = entries.filter((e) => tableOf(e.ref) === table);
      if (!own.length) continue;
      const under = make("div", "feet under");
      under.append(...own.flatMap(items));
      (table.closest("figure") ?? table).after(under);
      table.classList.add("noted");
    }
    const left = entries.filter((e) => !tableOf(e.ref));
    const gauge = make("div", "feet");
    gauge.style.width = width + "px";
    gauge.append(...left.flatMap(items));
    leaves.prepend(gauge);
    for (const e of left) e.height = items(e).reduce((sum, i) => sum + i.getBoundingClientRect().height + margin(i), 0);
    gauge.remove();
    return left;
  };

  // One run of pages, which begins on a page of its own. It gives how many pages
  // there are; false where they do not settle.
  const run = (leaves, first) => {
    const zone = document.body.getBoundingClientRect();
    const rtl = getComputedStyle(document.body).direction === "rtl";
    const { width, height } = zone;
    const gap = parseFloat(getComputedStyle(document.body).columnGap);
    const step = width + gap;
    const columnOf = (r) => (rtl ? Math.max(0, Math.ceil((zone.left - r.left - gap / 2) / step)) : Math.floor((r.left - zone.left + gap / 2) / step));
    const leftOf = (column) => zone.left + (rtl ? -column : column) * step;
    const columns = () => Math.max(...[...leaves.getClientRects()].map(columnOf)) + 1;
    const foot = height - parseFloat(getComputedStyle(leaves).paddingBlockEnd);
    // Where the first line of a block is pushed on by the feet, an empty part of the
    // block stays behind.
    const startOf = (e) => {
      const rects = [...e.getClientRects()];
      return columnOf(rects.find((r) => r.height) ?? rects[0]);
    };
    const bare = leaves.matches(".bare");

    const left = gather(leaves, width);
    // A table that is wider than the page would make all pages smaller. It does not
    // break above the feet either: one that is longer than a page begins on a new one,
    // unless the page before has no notes.
    const tables = [...leaves.querySelectorAll("table")];
    for (const table of tables) if (table.offsetWidth > table.parentElement.clientWidth + 1) table.classList.add("wide");
    for (const table of tables) if (table.getClientRects().length > 1) table.classList.add("long", "loose");
    // What should stay together and is longer than a page breaks as all text does.
    for (const e of leaves.querySelectorAll("*")) if (e.getClientRects().length > 1 && /^(block|list-item|flow-root)/.test(getComputedStyle(e).display) && getComputedStyle(e).breakInside === "avoid") e.classList.add("loose");
    const most = columns() * 3; // notes that push one another on forever do not settle

    const parts = [...leaves.querySelectorAll("h2")].filter((h) => !h.closest(".toc") && isShown(h)).map((h) => {
      const plain = h.cloneNode(true);
      for (const ref of plain.querySelectorAll("[role=doc-noteref]")) ref.remove();
      return { h, text: plain.textContent };
    });
    const targets = [...leaves.querySelectorAll("[id]")].filter((e) => listed.has(e.id));

    // The parts of the run that are laid out: from one to another.
    const units = [...leaves.children].flatMap((e) => (e.matches(".text") ? [...e.children] : [e]));
    for (const e of units) e.classList.add("away");
    const done = []; // leaves, struts and feet of the pages before
    let from = 0, to = 0, column = 0;
    const show = (n) => { for (; n && to < units.length; n--) units[to++].classList.remove("away"); };
    const lay = (leaf) => {
      while (leaf && !units[from].contains(leaf) && leaf.compareDocumentPosition(units[from]) & Node.DOCUMENT_POSITION_PRECEDING) units[from++].classList.add("away");
      if (leaf) for (const e of done) if (e !== leaf) e.classList.add("away");
      if (to <= from) show(from + 1 - to);
      if (leaf) column = startOf(leaf);
      while (to < units.length && columns() < column + 3) show(4);
    };

    // What a column begins with: a node and, where it began before, how much of its
    // text comes before.
    const begin = (after, number) => {
      const skip = { acceptNode: (n) => (n.nodeType === Node.ELEMENT_NODE && n.matches(".away, .feet, .leaf, thead, [hidden]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT) };
      const walk = document.createTreeWalker(leaves, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, skip);
      walk.currentNode = after;
      const range = document.createRange();
      while (walk.nextNode()) {
        const node = walk.currentNode;
        const text = node.nodeType === Node.TEXT_NODE;
        if (text ? !node.data.trim() : !node.matches("img, svg, hr")) continue;
        if (text) range.selectNodeContents(node);
        const rects = [...(text ? range : node).getClientRects()].filter((r) => r.width && r.height);
        if (!rects.length || columnOf(rects.at(-1)) < number) continue;
        if (columnOf(rects[0]) >= number || !text) return { node, before: 0 };
        let low = 0, high = node.length - 1;
        while (low < high) {
          const middle = (low + high) >> 1;
          range.setStart(node, middle);
          range.setEnd(node, node.length);
          const lines = [...range.getClientRects()].filter((r) => r.width && r.height);
          if (lines.length && columnOf(lines[0]) < number) low = middle + 1;
          else high = middle;
        }
        while (low < node.length - 1 && /\s/.test(node.data[low])) low++;
        return { node, before: low };
      }
      return null;
    };
    // The outermost thing that begins with this one in its column.
    const top = (node, number) => {
      for (;;) {
        const up = node.parentElement;
        if (up === leaves || closed(up) || startOf(up) < number) return node;
        node = up;
      }
    };
    // What a page begins with has its heading or its term with it. The columns see
    // nothing wrong in leaving that behind: the block below it has begun there, and it
    // is the feet that push its first line on.
    const along = (start, last, number) => {
      const first = begin(last ?? leaves, number - 1)?.node;
      const skipped = (n) => (n.nodeType === Node.ELEMENT_NODE ? n.matches(".feet, .strut") : !n.data?.trim());
      let found = start;
      for (let e = start; ; ) {
        let above = e.previousSibling;
        while (above && skipped(above)) above = above.previousSibling;
        if (above) {
          if (above.nodeType !== Node.ELEMENT_NODE || above.matches(".leaf") || getComputedStyle(above).breakAfter !== "avoid") return found;
          if (!isShown(above) || above.contains(first) || above.querySelector("[role=doc-noteref]")) return found;
          e = found = above;
        } else {
          e = e.parentElement;
          if (e === leaves || closed(e)) return found;
        }
      }
    };
    const shutOf = (node) => {
      let shut = null;
      for (let e = node.parentElement; e !== leaves; e = e.parentElement) if (closed(e)) shut = e;
      return shut;
    };
    // Makes a page begin where the column does. It gives the leaf, or a row that a
    // table goes on with; null where nothing can be told to begin a page.
    const turn = ({ node, before }, last, number) => {
      const leaf = make("span", "leaf");
      leaf.setAttribute("aria-hidden", "true");
      const shut = shutOf(node);
      if (shut && startOf(shut) < number) {
        const row = node.parentElement.closest("tr");
        if (!row || startOf(row) < number) return null;
        row.classList.add("turned");
        row.cells[0].prepend(leaf);
        return leaf;
      }
      if (before) {
        node.splitText(before).before(leaf);
        return leaf;
      }
      const outer = along(top(shut ?? node, number), last, number);
      outer.before(leaf);
      for (let e = outer; e && e.nodeType === Node.ELEMENT_NODE && getComputedStyle(e).display !== "inline"; e = e.firstElementChild) e.classList.add("begins");
      return leaf;
    };

    // The leaf of a page: the title and the part that the page begins in.
    const head = (leaf, number, page) => {
      leaf.id = "leaf-" + (first + page);
      const box = leaf.getBoundingClientRect();
      anchors.push({ id: leaf.id, page: first + page, y: box.top - zone.top });
      const link = make("a", "");
      link.href = "#" + leaf.id;
      links.append(link);
      const place = begin(leaf, number)?.node;
      const part = parts.findLast(({ h }) => h.contains(place) || h.compareDocumentPosition(leaf) & Node.DOCUMENT_POSITION_FOLLOWING);
      const line = make("span", "words");
      line.dir = rtl ? "rtl" : "ltr";
      line.append(make("bdi", "", leaves.dataset.title), make("bdi", "", part?.text ?? ""));
      line.style.width = width - 2 + "px";
      leaf.append(line);
      const at = line.getBoundingClientRect();
      line.style.top = zone.top - at.top + "px";
      line.style.left = leftOf(number) + 1 - at.left + "px";
    };

    // Lets a long table begin on a page without notes, where a row of it has room.
    const join = (number) => {
      const table = tables.find((t) => t.matches(".long") && isShown(t) && startOf(t) === number + 1);
      if (!table) return;
      table.classList.remove("long");
      const row = table.querySelector("tbody tr, tr");
      if (startOf(row) !== number) table.classList.add("long");
    };

    // Puts notes to the foot of a page; pushed is the note that the page before had
    // no room for. It gives whether they settle.
    let pushed = null;
    const set = (leaf, number) => {
      const isBefore = (e) => isShown(e.ref) && columnOf(e.ref.getBoundingClientRect()) <= number;
      const on = () => {
        const n = left.findIndex((e) => !isBefore(e));
        return n < 0 ? left.length : n;
      };
      const end = (e) => {
        const r = e.ref.getBoundingClientRect();
        return columnOf(r) === number ? r.bottom - zone.top : 0;
      };
      const total = on();
      if (!total) {
        join(number);
        return true;
      }
      const strut = make("span", "strut"), feet = make("span", "feet empty");
      const line = parseFloat(getComputedStyle(left[0].ref.closest("p, li, h2, h3, h4, dd, div")).lineHeight) || 24;
      // As many notes as leave the lines that refer to them where they are.
      let count = 0;
      for (let k = 1, sum = 20; k <= total && end(left[k - 1]) + line / 4 + (sum += left[k - 1].height) <= foot; k++) count = k;
      if (leaf && !leaf.closest("tr")) leaf.after(strut, feet);
      else {
        const open = opening(number);
        if (!open) return false;
        open.before(strut, feet);
      }
      done.push(strut, feet);
      const start = strut.getBoundingClientRect();
      if (columnOf(start) !== number) return false;
      const box = feet.getBoundingClientRect();
      feet.style.marginLeft = leftOf(columnOf(box)) - box.left + "px";
      feet.style.width = width - 1 + "px";
      let least = 0, fits = false;
      for (let tries = 0; tries < 12 && !fits; tries++) {
        feet.replaceChildren(...left.slice(0, count).flatMap(items));
        feet.classList.toggle("empty", count === 0);
        feet.style.height = "";
        const own = feet.getBoundingClientRect().height;
        const high = Math.max(own, least);
        if (high > foot - 2 * line) return false;
        feet.style.height = high + "px";
        strut.style.height = Math.max(0, foot - high - 1 - (start.top - zone.top)) + "px";
        if (columnOf(strut.getBoundingClientRect()) !== number || columnOf(feet.getBoundingClientRect()) !== number) return false;
        const now = on();
        if (now === count) fits = true;
        else if (now < count) count = now;
        else least = Math.max(least, own, foot - end(left[count]) + line * (1 + tries / 4));
      }
      if (!fits || count === 0 && pushed === left[0]) return false;
      if (count === 0) pushed = left[0];
      for (const e of left.splice(0, count)) {
        notes.push([e.ref.closest("[id]").id, e.item.id]);
        tell(e);
      }
      return true;
    };
    // The first place in a column where the feet can stand, below what is closed.
    const opening = (number) => {
      for (let after = leaves; ; ) {
        const found = begin(after, number);
        if (!found) return null;
        const shut = shutOf(found.node);
        if (!shut || startOf(shut) >= number) return found.before ? found.node.splitText(found.before) : top(shut ?? found.node, number);
        after = lastOf(shut);
      }
    };
    const lastOf = (e) => {
      while (e.lastChild) e = e.lastChild;
      return e;
    };

    let leaf = make("span", "leaf first");
    leaf.setAttribute("aria-hidden", "true");
    (bare ? leaves.firstElementChild : leaves).prepend(leaf);
    done.push(leaf);
    let page = 0;
    for (;; page++) {
      if (page > most) return false;
      lay(leaf);
      if (leaf && !(bare && page === 0)) head(leaf, column, page);
      if (!set(leaf, column)) return false;
      const next = begin(leaf ?? leaves, column + 1);
      const turned = next && turn(next, leaf, column + 1);
      for (const e of targets) if (!places[e.id] && isShown(e) && startOf(e) === column) places[e.id] = first + page;
      if (!next) break;
      leaf = turned;
      leaf ? done.push(leaf) : column++;
    }
    for (const e of [...units, ...done]) e.classList.remove("away");
    return left.length ? false : page + 1;
  };

  root.classList.add("rehearsal");
  root.style.setProperty("--slack", slack + "px");
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
  return { settled, anchors, notes, places, pages: count - 1 };
}
