package pdf

import (
	"bytes"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// mendOutline writes the headings of a document into its outline. Chromium sets
// them together from what it drew: a title on two lines loses the space between
// them, and one that moved to the next page repeats what was tried on the page
// before, and leads there. The bodies are new ones of objects, by their numbers.
func (r *reading) mendOutline(headings []entry, bodies map[int]string) error {
	outline, err := r.outline()
	if err != nil {
		return err
	}
	w := newWriter(r)
	w.keep = true
	for _, h := range outline {
		i := slices.IndexFunc(headings, func(e entry) bool {
			return isTitle(lettersOf(h.text), lettersOf(e.text))
		})
		if i < 0 {
			continue
		}
		e := headings[i]
		headings = headings[i+1:] // both are in the order of the document
		e.text = strings.Join(strings.Fields(e.text), " ")
		if page, ok := r.places[e.id]; e.text == h.text && (!ok || page == h.page) {
			continue
		}
		if bodies[h.object], err = w.heading(h.object, e); err != nil {
			return err
		}
	}
	return nil
}

// isTitle reports whether what Chromium made of a heading is that heading, or its
// beginning before it: the lines that it tried on the page before.
func isTitle(made, heading string) bool {
	if tried, ok := strings.CutSuffix(made, heading); ok {
		return heading != "" && strings.HasPrefix(heading, tried)
	}
	return strings.ContainsFunc(heading, isRightToLeft) && isShuffled([]rune(made), []rune(heading))
}

// isShuffled is isTitle for headings of two directions: Chromium sets a number in an
// Arabic one where the eye finds it, not where it is read.
func isShuffled(made, heading []rune) bool {
	rest := len(made) - len(heading)
	if rest < 0 || rest > len(heading) {
		return false
	}
	count := map[rune]int{}
	for _, r := range heading {
		count[r]++
	}
	tried := maps.Clone(count)
	for i, r := range made {
		of := count
		if i < rest {
			of = tried
		}
		if of[r]--; of[r] < 0 {
			return false
		}
	}
	return true
}

// isRightToLeft reports whether a letter is of a script that runs so.
func isRightToLeft(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Adlam, unicode.Hanifi_Rohingya, unicode.Samaritan, unicode.Mandaic)
}

// heading is a line of the outline as the document has it.
func (w *writer) heading(number int, e entry) (string, error) {
	dict, err := w.read.ctx.DereferenceDict(*types.NewIndirectRef(number, 0))
	if err != nil {
		return "", err
	}
	dict = maps.Clone(dict)
	delete(dict, "Title")
	if place, ok := w.read.targets[e.id]; ok {
		if dict["Dest"], err = w.read.ctx.Dereference(place); err != nil {
			return "", err
		}
	}
	body, err := w.dict(dict, -1)
	return "<</Title " + text(e.text) + " " + strings.TrimPrefix(body, "<<"), err
}

var sizes = regexp.MustCompile(`/Size\s+(\d+)`)

// appendObjects adds new forms of objects to a file, behind it (ISO 32000-1, 7.5.6).
func appendObjects(data []byte, bodies map[int]string) []byte {
	start := bytes.LastIndex(data, []byte("startxref"))
	trailer := bytes.LastIndex(data, []byte("trailer"))
	if len(bodies) == 0 || start < 0 || trailer < 0 || trailer > start {
		return data
	}
	out := bytes.NewBuffer(bytes.Clone(data))
	if !bytes.HasSuffix(data, []byte("\n")) {
		out.WriteByte('\n')
	}
	var table strings.Builder
	size := 0
	for _, number := range slices.Sorted(maps.Keys(bodies)) {
		size = number + 1
		fmt.Fprintf(&table, "%d 1\n%010d 00000 n \n", number, out.Len())
		fmt.Fprintf(out, "%d 0 obj\n%s\nendobj\n", number, bodies[number])
	}
	last := strings.TrimSpace(string(data[start+len("startxref") : len(data)-len("%%EOF")-1]))
	last, _, _ = strings.Cut(last, "\n")
	old := strings.TrimSpace(string(data[trailer+len("trailer") : start]))
	// The trailer counts all objects (7.5.5), the new ones too.
	old = sizes.ReplaceAllStringFunc(old, func(entry string) string {
		was, _ := strconv.Atoi(sizes.FindStringSubmatch(entry)[1])
		return "/Size " + strconv.Itoa(max(was, size))
	})
	at := out.Len()
	fmt.Fprintf(out, "xref\n%strailer\n%s\n/Prev %s>>\nstartxref\n%d\n%%%%EOF\n", table.String(), strings.TrimSuffix(old, ">>"), last, at)
	return out.Bytes()
}

// lettersOf takes out what headings and their lines elsewhere may differ in.
func lettersOf(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text)
}
