package pdffile

import (
	"bytes"
	"compress/zlib"
	"io"
)

// unfold gives the bytes of a stream whose only filter is none or Flate.
func (d *document) unfold(s *stream) ([]byte, error) {
	filters, parms, err := d.filters(s)
	if err != nil {
		return nil, err
	}
	switch {
	case len(filters) == 0:
		return s.data, nil
	case len(filters) > 1 || filters[0] != "FlateDecode":
		return nil, damaged("a part of it is stored in a rare way")
	}
	data, err := d.inflate(s.data)
	if err != nil {
		return nil, err
	}
	return unpredict(data, parms)
}

// filters gives the names of a stream's filters and the settings of the last.
func (d *document) filters(s *stream) (names []name, parms dict, err error) {
	var all array
	for _, key := range [...]name{"Filter", "DecodeParms"} {
		o, err := d.get(s.dict[key])
		if err != nil {
			return nil, nil, err
		}
		list, ok := o.(array)
		if !ok && o != nil {
			list = array{o}
		}
		if key == "Filter" {
			all = list
		} else if len(list) > 0 {
			if o, err = d.get(list[len(list)-1]); err != nil {
				return nil, nil, err
			}
			parms, _ = o.(dict)
		}
	}
	for _, o := range all {
		if o, err = d.get(o); err != nil {
			return nil, nil, err
		}
		n, ok := o.(name)
		if !ok || len(names) > 8 {
			return nil, nil, damaged("a part of it is stored in an unknown way")
		}
		names = append(names, n)
	}
	return names, parms, nil
}

// inflate gives what Flate holds. Where the end is damaged, what came before it
// counts, as it does in readers.
func (d *document) inflate(src []byte) ([]byte, error) {
	r, err := zlib.NewReader(bytes.NewReader(src))
	if err != nil {
		return nil, damaged("a part of it cannot be unfolded")
	}
	var b bytes.Buffer
	_, _ = io.Copy(&b, io.LimitReader(r, int64(d.budget)+1))
	if d.budget -= b.Len(); d.budget < 0 {
		return nil, ErrTooLarge
	}
	return b.Bytes(), nil
}

// measure gives how many bytes Flate takes; 0 where it is damaged.
func (d *document) measure(src []byte) (int, error) {
	in := bytes.NewReader(src)
	r, err := zlib.NewReader(in)
	if err != nil {
		return 0, nil
	}
	n, err := io.Copy(io.Discard, io.LimitReader(r, int64(d.folded)+1))
	if d.folded -= int(n); d.folded < 0 {
		return 0, ErrTooLarge
	}
	if err != nil {
		return 0, nil
	}
	return len(src) - in.Len(), nil
}

// unpredict undoes the PNG prediction of a cross-reference stream.
func unpredict(data []byte, parms dict) ([]byte, error) {
	predictor, _ := integer(parms["Predictor"])
	if predictor < 2 {
		return data, nil
	}
	columns, ok := integer(parms["Columns"])
	if !ok {
		columns = 1
	}
	if predictor < 10 || columns < 1 || columns > 1000 {
		return nil, damaged("a part of it is stored in a rare way")
	}
	var out []byte
	before := make([]byte, columns)
	for len(data) > columns {
		row := append([]byte{}, data[1:1+columns]...)
		for i := range row {
			left, upperLeft := byte(0), byte(0)
			if i > 0 {
				left, upperLeft = row[i-1], before[i-1]
			}
			switch data[0] {
			case 1:
				row[i] += left
			case 2:
				row[i] += before[i]
			case 3:
				row[i] += byte((int(left) + int(before[i])) / 2)
			case 4:
				row[i] += paeth(left, before[i], upperLeft)
			}
		}
		out = append(out, row...)
		before, data = row, data[1+columns:]
	}
	return out, nil
}

func paeth(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	pa, pb, pc := max(p-int(a), int(a)-p), max(p-int(b), int(b)-p), max(p-int(c), int(c)-p)
	switch {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}
