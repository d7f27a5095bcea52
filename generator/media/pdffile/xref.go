package pdffile

// revisions reads the cross-references from the newest to the oldest. What is
// known already is newer.
func (d *document) revisions(at int) error {
	seen := map[int]bool{}
	for {
		if seen[at] || len(seen) > mostRevisions || at < 0 || at >= len(d.src) {
			return damaged("it points to a part that is not there")
		}
		seen[at] = true
		trailer, err := d.table(at)
		if err != nil {
			return err
		}
		if d.trailer == nil {
			d.trailer = trailer
		}
		if trailer["Encrypt"] != nil {
			d.trailer["Encrypt"] = true
		}
		if also, ok := integer(trailer["XRefStm"]); ok && also > 0 && also < len(d.src) && !seen[also] {
			seen[also] = true
			if _, err := d.table(also); err != nil {
				return err
			}
		}
		if at, _ = integer(trailer["Prev"]); trailer["Prev"] == nil {
			return nil
		}
	}
}

// table reads one cross-reference table or stream and gives its trailer.
func (d *document) table(at int) (dict, error) {
	p := d.parser(d.src, at)
	if !p.eat("xref") {
		return d.tableStream(at)
	}
	for !p.eat("trailer") {
		first, ok1 := integer(number(p.word()))
		count, ok2 := integer(number(p.word()))
		if !ok1 || !ok2 || first < 0 || count < 0 || count > mostObjects {
			return nil, damaged("its list of parts cannot be read")
		}
		for i := range count {
			at, ok := integer(number(p.word()))
			p.word()
			kind := p.word()
			if !ok || kind != "n" && kind != "f" {
				return nil, damaged("its list of parts cannot be read")
			}
			if err := d.know(first+i, entry{at: at}, kind == "n"); err != nil {
				return nil, err
			}
		}
	}
	o, err := p.object()
	trailer, ok := o.(dict)
	if err != nil || !ok {
		return nil, damaged("its list of parts does not end")
	}
	return trailer, nil
}

// know remembers where an object is; a free one is known to be nowhere.
func (d *document) know(n int, e entry, used bool) error {
	if _, known := d.entries[n]; known {
		return nil
	}
	if len(d.entries) > mostObjects {
		return ErrTooLarge
	}
	if !used {
		e = entry{at: -1}
	}
	d.entries[n] = e
	return nil
}

// tableStream reads a cross-reference stream. ISO 32000-1, 7.5.8.
func (d *document) tableStream(at int) (dict, error) {
	o, err := d.read(at, 0)
	s, ok := o.(*stream)
	if err != nil || !ok || s.dict["Type"] != name("XRef") {
		return nil, damaged("its list of parts cannot be read")
	}
	data, err := d.unfold(s)
	if err != nil {
		return nil, err
	}
	var w [3]int
	widths, _ := s.dict["W"].(array)
	for i := range min(len(widths), 3) {
		w[i], _ = integer(widths[i])
		if w[i] < 0 || w[i] > 8 {
			return nil, damaged("its list of parts cannot be read")
		}
	}
	row := w[0] + w[1] + w[2]
	index, _ := s.dict["Index"].(array)
	if index == nil {
		index = array{number("0"), s.dict["Size"]}
	}
	for ; len(index) >= 2 && row > 0; index = index[2:] {
		first, _ := integer(index[0])
		count, _ := integer(index[1])
		for i := 0; i < count && len(data) >= row; i++ {
			kind := 1
			if w[0] > 0 {
				kind = big(data[:w[0]])
			}
			second, third := big(data[w[0]:w[0]+w[1]]), big(data[w[0]+w[1]:row])
			data = data[row:]
			e := entry{at: second}
			if kind == 2 {
				e = entry{at: third, inside: second}
			}
			if err := d.know(first+i, e, kind == 1 || kind == 2 && second > 0); err != nil {
				return nil, err
			}
		}
	}
	return s.dict, nil
}

func big(b []byte) int {
	v := 0
	for _, c := range b {
		v = v<<8 | int(c)
	}
	return v
}
