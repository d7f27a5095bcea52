package toml

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"
)

// documents gives many documents, plain and others, with what people mistype.
func documents(yield func(src string) bool) {
	random := rand.New(rand.NewPCG(1, 2))
	names := []string{"title", "tags", "a-b", "c_d", "7", "title", "été", "a.b", `"q"`, "", " indented", "[table]", "# remark"}
	values := []string{
		`"Water"`, `"Eau à boire"`, `""`, `"a # b"`, `"x = y"`, `"two" "texts"`, `"back\\slash"`, `"open`, `'single'`, `"""`, `""""""`, `"tab	in it"`, "\"\x01\"", "\"\xff\"", "\"bom \uFEFF\"",
		`[]`, `[ ]`, `["a"]`, `["a", "b"]`, `[ "a" , "b" , ]`, `["a" "b"]`, `["a", 1]`, `[1]`, `[["a"]]`, `["a", ]`, `["a",, "b"]`, `["a"`, `["a"] x`, `[,]`, `["", ""]`, `["a]", "[b"]`,
		"true", "false", "truely", "0", "12", "007", "1_000", "-3", "1.5", "inf", "2026-01-31", "2026-02-03", "2026-13-01", "2026-00-01", "2026-01-00", "202a-01-01", "2026-01-02T03:04:05", "999999999999999999999", "{ a = 1 }", "", `"a" # remark`,
	}
	for range 30_000 {
		var b strings.Builder
		for range random.IntN(5) {
			name := names[0]
			if random.IntN(3) == 0 {
				name = names[random.IntN(len(names))]
			}
			b.WriteString(name)
			if random.IntN(20) > 0 {
				b.WriteString(strings.Repeat(" ", random.IntN(3)) + "=" + strings.Repeat(" ", random.IntN(3)))
			}
			value := values[random.IntN(len(values))]
			b.WriteString(value + strings.Repeat(" ", random.IntN(2)*random.IntN(3)))
			b.WriteString([]string{"\n", "\n", "\n\n", "\n   \n", "\n# remark = \"x\"\n", "\r\n", ""}[random.IntN(7)])
		}
		if !yield(b.String()) {
			return
		}
	}
}

// TestPlainDocumentsAreScannedAsOthers holds the short way through simple documents
// against the whole grammar.
func TestPlainDocumentsAreScannedAsOthers(t *testing.T) {
	plain := 0
	for src := range documents {
		got := scanPlain([]byte(src))
		if got == nil {
			continue
		}
		plain++
		want := scan([]byte(src))
		if len(got.Texts)+len(want.Texts) == 0 {
			got.Texts, want.Texts = nil, nil
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%q:\n got %+v\nwant %+v", src, got, want)
		}
	}
	if plain < 3000 {
		t.Errorf("%d documents were plain", plain)
	}
}

// TestPlainDocumentsAreDecodedAsOthers does the same for their values. A day has no
// place: nobody asks in which part of the world it is.
func TestPlainDocumentsAreDecodedAsOthers(t *testing.T) {
	plain := 0
	for src := range documents {
		got := decodePlain([]byte(src))
		if got == nil {
			continue
		}
		plain++
		want, fault := decode([]byte(src))
		if fault != nil {
			t.Fatalf("%q gave %v, and has a fault: %s", src, got, fault.Message)
		}
		for key, value := range want {
			if day, ok := value.(time.Time); ok {
				want[key] = time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC)
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%q:\n got %#v\nwant %#v", src, got, want)
		}
	}
	if plain < 3000 {
		t.Errorf("%d documents were plain", plain)
	}
}
