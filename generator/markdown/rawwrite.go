package markdown

func (w *writer) raw(pieces []piece) {
	w.using(w.doc.Uses) // which of them came from HTML is not kept
	for i := range pieces {
		p := &pieces[i]
		switch p.kind {
		case pieceText:
			w.run.word(p.text)
		case pieceOpen:
			w.rawOpen(p)
		case pieceClose:
			w.rawClose(p)
		case pieceVoid:
			w.rawVoid(p)
		}
	}
}

// still reports whether an element must not be written in text that is hidden
// from screen readers, because a key could reach it.
func (w *writer) still(tag string) bool {
	return w.mute > 0 && (tag == "details" || tag == "summary" || tag == "audio" || tag == "video" || tag == "source" || tag == "track")
}

func (w *writer) rawOpen(p *piece) {
	if w.still(p.tag) {
		return
	}
	if p.tag == "a" {
		w.rawLink(p)
		return
	}
	w.str("<")
	w.str(w.rawTag(p.tag))
	if p.id != "" {
		w.id(p.id)
	}
	if p.tag == "audio" || p.tag == "video" {
		w.str(` controls preload="none"`)
		w.rawSource("src", p.media)
		for _, m := range p.more {
			w.rawSource("poster", m)
		}
	}
	w.rawAttributes(p.attrs)
	w.str(">")
}

// rawTag moves headings with the others.
func (w *writer) rawTag(tag string) string {
	if len(tag) == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6' {
		return "h" + string(w.level(int(tag[1]-'0')))
	}
	return tag
}

func (w *writer) rawAttributes(list []attribute) {
	for _, a := range list {
		if switches[a.name] {
			w.str(" ")
			w.str(a.name)
			continue
		}
		w.attr(a.name, a.value)
	}
}

// rawLink opens <a>: a link, a mere anchor, or nothing where the link leads
// nowhere.
func (w *writer) rawLink(p *piece) {
	href, tag := "", ""
	if p.link != nil && w.mute == 0 && w.inLink == 0 {
		href = w.href(p.link)
	}
	switch {
	case href != "":
		tag = "a"
		w.inLink++
	case p.id != "":
		tag = "span"
	}
	w.rawLinks = append(w.rawLinks, tag)
	if tag == "" {
		return
	}
	w.str("<")
	w.str(tag)
	if p.id != "" {
		w.id(p.id)
	}
	if href != "" {
		w.target(href, p.link)
	}
	w.rawAttributes(p.attrs)
	w.str(">")
}

func (w *writer) rawClose(p *piece) {
	if w.still(p.tag) {
		return
	}
	tag := p.tag
	if tag == "a" {
		last := len(w.rawLinks) - 1
		tag = w.rawLinks[last]
		w.rawLinks = w.rawLinks[:last]
		if tag == "a" {
			w.inLink--
		}
		if tag == "" {
			return
		}
	}
	w.str("</")
	w.str(w.rawTag(tag))
	w.str(">")
}

func (w *writer) rawVoid(p *piece) {
	switch p.tag {
	case "img":
		w.media(p.media, "", p.attrs, p.id)
		return
	case "source", "track":
		if w.still(p.tag) || w.placed(p.media).Src == "" {
			return
		}
	}
	w.str("<")
	w.str(p.tag)
	if p.id != "" {
		w.id(p.id)
	}
	w.rawSource("src", p.media)
	w.rawAttributes(p.attrs)
	w.str(">")
}

// rawSource writes where a file lies, if it lies on the site.
func (w *writer) rawSource(name string, m *Media) {
	if m == nil {
		return
	}
	w.showing(m)
	if p := w.placed(m); p.Src != "" {
		w.str(" " + name + `="`)
		w.url(p.Src)
		w.str(`"`)
	}
}

// rawPlain adds the words of HTML.
func rawPlain(r *run, pieces []piece) {
	for i := range pieces {
		switch p := &pieces[i]; {
		case p.kind == pieceText:
			r.word(p.text)
		case p.tag == "br" || !phrasing[p.tag]:
			r.space()
		}
	}
}
