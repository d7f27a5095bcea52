package toml

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	burntsushi "github.com/BurntSushi/toml"
)

// Fault is why a document cannot be read, in an author's words.
type Fault struct {
	// Offset is where, in bytes from the start of the document.
	Offset        int
	Message, Hint string
	// Key is the last name of the key whose line DecodeAll left out; "" where nothing
	// behind the fault could be read.
	Key string
	// Lost says that nobody can tell what was meant: not so where a key stands twice, of
	// which the first is read, or where a day is in no calendar.
	Lost bool
}

const (
	unreadable = "this line cannot be read"
	quoteHint  = `a line is: key = "text"`
)

// faults gives plain words for what the library says. The first whose part stands
// in its message counts.
var faults = []struct{ part, message, hint string }{
	{"already been defined", "the same key stands twice", "keep one of the two"},
	{"already created", "the same key stands twice", "keep one of the two"},
	{"is not a table", "the key is used as a table here, and has a value of its own above", "give one of the two another name"},
	{"cannot contain newlines", "the text has no quotation mark at its end", "put one there; a text of several lines stands between three: \"\"\"…\"\"\""},
	{"newlines not allowed", "a table in braces must stand on one line", "write it on one line, or under a line [name]"},
	{"expected a top-level item to end", "something stands after the value on the same line", "a quotation mark inside a text needs a backslash before it: \\\"; a remark begins with #"},
	{"EOF; expected '\"", "the text never ends", "close it with the quotation marks that it begins with"},
	{"EOF; expected \"'", "the text never ends", "close it with the quotation marks that it begins with"},
	{"EOF; expected value", "nothing stands after the equals sign", quoteHint},
	{"expected value but found", "the value is neither a text in quotation marks, a number, a date, nor true or false", quoteHint},
	{"expected '.' or '='", "the equals sign after the key is missing", quoteHint},
	{"key separator", "the equals sign after the key is missing", quoteHint},
	{"key name appears blank", "the key before the equals sign is missing", quoteHint},
	{"array terminator", "the list lacks a comma or its closing bracket", `a list is: ["one", "two"]`},
	{"inline table terminator", "the table lacks a comma or its closing brace", `a table in braces is: { en = "Water", fr = "Eau" }`},
	{"unexpected comma", "there is a comma too many", ""},
	{"table name", "the name of the table lacks its closing bracket, or is empty", "a table begins with a line such as [languages.en]"},
	{"table array name", "the line lacks its closing brackets", "it is written [[service]]"},
	{"escape", "the backslash before this letter means nothing", `write it twice, or use single quotation marks: 'C:\path'`},
	{"hexadecimal digits", "the backslash before this letter means nothing", `write it twice, or use single quotation marks: 'C:\path'`},
	{"datetime", "there is no such date", "write year, month and day: 2026-01-31"},
	{"control characters", "a character that cannot be seen stands here", "delete it and type the line again"},
	{"invalid UTF-8", "the file is not UTF-8 here", "save it again with the encoding UTF-8"},
	{"bare key", "the key has a character that needs quotation marks", `put the key between quotation marks: "key" = "text"`},
	{"float", "this is not a number", "texts stand between quotation marks"},
	{"digit", "this is not a number", "texts stand between quotation marks"},
	{"not a ", "this is not a number", "texts stand between quotation marks"},
	{"range", "the number is too large", ""},
	{"EOF", "the file ends in the middle of a value", ""},
}

// keyName finds the key that the library speaks of.
var keyName = regexp.MustCompile(`^Key '(.*)' (?:has already|was already)`)

func fault(src []byte, parse burntsushi.ParseError) *Fault {
	f := &Fault{Offset: min(max(parse.Position.Start, 0), len(src)), Message: unreadable, Hint: quoteHint}
	for _, known := range faults {
		if strings.Contains(parse.Message, known.part) {
			f.Message, f.Hint = known.message, known.hint
			break
		}
	}
	f.curly(src)
	f.Lost = f.Message != faults[0].message && !strings.Contains(parse.Message, "datetime")
	if m := keyName.FindStringSubmatch(parse.Message); m != nil && f.Message == faults[0].message {
		f.Message = fmt.Sprintf("%q stands twice", m[1])
	}
	return f
}

// curly tells of the quotation marks of word processors, which look like those that
// a text needs.
func (f *Fault) curly(src []byte) {
	line, _, _ := strings.Cut(string(src[f.Offset:]), "\n")
	mark, size := utf8.DecodeRuneInString(line)
	if !strings.ContainsRune("“”„«»‘’‚", mark) {
		return
	}
	f.Message = "texts stand between straight quotation marks, and this one is curly"
	f.Hint = quoteHint
	if text := strings.TrimRight(line[size:], "“”„«»‘’‚ \t\r"); text != "" && !strings.ContainsAny(text, `"\“”„«»‘’‚[]{},=`) {
		f.Hint = `write "` + text + `"`
	}
}
