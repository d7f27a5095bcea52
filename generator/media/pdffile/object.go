package pdffile

// object is one of: nil (null), bool, number, name, text, array, dict,
// reference or *stream. ISO 32000-1, 7.3.
type object any

type (
	// number is kept as it is written.
	number string
	// name is without its slash and escapes.
	name string
	// text is the bytes of a string.
	text  []byte
	array []object
	dict  map[name]object
	// reference is the number of an object; its generation is not needed once
	// the cross-reference table is read.
	reference int
)

// stream is a dictionary with bytes, still as its filters left them.
type stream struct {
	dict
	data []byte
}

// integer reads a number as a whole one.
func integer(o object) (int, bool) {
	s, ok := o.(number)
	if !ok || len(s) == 0 || len(s) > 18 {
		return 0, false
	}
	v, minus := 0, false
	for i, c := range []byte(s) {
		switch {
		case i == 0 && (c == '+' || c == '-') && len(s) > 1:
			minus = c == '-'
		case c >= '0' && c <= '9':
			v = v*10 + int(c-'0')
		default:
			return 0, false
		}
	}
	if minus {
		v = -v
	}
	return v, true
}
