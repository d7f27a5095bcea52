package translate

import (
	"bytes"
	"strings"
)

// template is what a new translation begins as: the source with the keys of the
// front matter that a translation does not take over.
func (p *Project) template(w *Work) []byte {
	src := w.source.src
	eol := "\n"
	if bytes.Contains(src[:w.source.body], []byte("\r\n")) {
		eol = "\r\n"
	}
	var b bytes.Buffer
	b.WriteString("+++" + eol)
	for _, k := range frontKeys {
		if t := w.source.front.Find("", k.key); t != nil && strings.TrimSpace(t.Text) != "" && k.kind != kindWithdrawn {
			b.WriteString(k.key + " = ")
			b.Write(w.source.front.src[t.Start:t.Stop])
			b.WriteString(eol)
		}
	}
	b.WriteString("+++" + eol)
	b.Write(src[w.source.body:])
	return b.Bytes()
}

// New gives the changes that begin translations of guides: copies of the source
// that readers see marked until they are translated, and their locks. Guides that
// have a translation are left out and named.
func (p *Project) New(language string, guides []string, from string) (changes []Change, exist []string, err error) {
	for _, guide := range guides {
		if guide == sharedServices {
			continue // its texts are added one by one
		}
		w := &Work{Guide: guide, Language: language}
		if _, err := p.fillFrom(w, from); err != nil {
			return nil, nil, err
		}
		if w.Exists {
			exist = append(exist, guide)
			continue
		}
		p.begin(w)
		lock := w.Report.Refresh(w.Source, w.Target, w.Lock.Source)
		more, err := p.record(w, w.Target, lock)
		if err != nil {
			return nil, nil, err
		}
		changes = append(append(changes, Change{w.TargetPath, w.target.src}), more...)
	}
	return changes, exist, nil
}
