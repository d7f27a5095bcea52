package i18n

import "strings"

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
