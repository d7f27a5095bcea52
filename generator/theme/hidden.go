package theme

import (
	"bytes"
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"

	"handbill/generator/diag"
)

// fetching are the functions of styles whose strings a browser fetches (CSS
// Images 4, sections 2.2 and 2.3; CSS Values 4, section 4.5).
var fetching = []string{"url(", "src(", "image(", "image-set(", "-webkit-image-set(", "cross-fade(", "-webkit-cross-fade("}

// hiddenAddresses refuses addresses in a style that place does not see: names of
// functions that are written with escapes, and strings that are addresses without
// url().
func hiddenAddresses(f file, ds *diag.List) {
	refuse := func(offset int, message string) {
		ds.Error(diag.File{Path: f.path, Source: f.data}.At(offset), "theme-address", message, "put the file into the theme's folder and write url(name.png)")
	}
	lexer := css.NewLexer(parse.NewInputBytes(bytes.Clone(f.data)))
	var open []string // functions and brackets around the place
	offset := 0
	for {
		kind, data := lexer.Next()
		if kind == css.ErrorToken {
			return
		}
		switch kind {
		case css.FunctionToken, css.URLToken, css.BadURLToken, css.AtKeywordToken:
			if name, _, _ := bytes.Cut(data, []byte{'('}); bytes.IndexByte(name, '\\') >= 0 {
				refuse(offset, "the name "+string(name)+" is written with escapes")
			} else if kind == css.FunctionToken && strings.EqualFold(string(data), "var(") && fetched(open) {
				refuse(offset, "var() cannot be an address: nobody could tell what is fetched")
			}
			if kind == css.FunctionToken {
				open = append(open, strings.ToLower(string(data)))
			}
		case css.LeftParenthesisToken:
			open = append(open, "(")
		case css.RightParenthesisToken:
			open = open[:max(len(open)-1, 0)]
		case css.StringToken, css.BadStringToken:
			if fetched(open) {
				refuse(offset, "a style may only use files of the theme, not "+string(data))
			}
		}
		offset += len(data)
	}
}

// fetched reports whether what stands directly in the innermost function is an
// address: type("image/png") in image-set() is none.
func fetched(open []string) bool {
	return len(open) > 0 && slices.Contains(fetching, open[len(open)-1])
}
