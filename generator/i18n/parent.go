package i18n

import (
	"slices"
	"strings"
)

// Parent gives the tag that a language falls back to when its own is not there:
// the tag without its last part (RFC 4647, 3.4), "" at the end. A script stays
// a script: zh-Hant has no parent, since zh means another one.
func Parent(tag string) string {
	i := strings.LastIndexByte(tag, '-')
	if i < 0 {
		return ""
	}
	parent := tag[:i]
	if j := strings.LastIndexByte(parent, '-'); j >= 0 && j == len(parent)-2 { // a singleton such as -x-
		parent = parent[:j]
	}
	if Script(parent) != Script(tag) {
		return ""
	}
	return parent
}

// Chain lists where a language finds words: its tag, its parents, and last the
// language in the script that it is usually written in (UTS 35, likely subtags), so
// that zh and zh-CN read zh-Hans, and zh-TW reads zh-Hant.
func Chain(tag string) []string {
	var chain []string
	for t := tag; t != ""; t = Parent(t) {
		chain = append(chain, t)
	}
	base, _, _ := strings.Cut(tag, "-")
	if usual := base + "-" + Script(tag); Script(tag) != "" && !slices.Contains(chain, usual) {
		chain = append(chain, usual)
	}
	return chain
}
