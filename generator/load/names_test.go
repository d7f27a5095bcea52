package load

import (
	"regexp"
	"testing"
)

// TestNamesAreReadAsDescribed holds the names of guides and values against the
// patterns that describe them.
func TestNamesAreReadAsDescribed(t *testing.T) {
	slug := regexp.MustCompile(`^[\p{Ll}\p{Lo}\p{Lm}\pM\p{Nd}]+(-[\p{Ll}\p{Lo}\p{Lm}\pM\p{Nd}]+)*$`)
	value := regexp.MustCompile(`^[\pL\p{Nd}_][\pL\pM\p{Nd}_-]*$`)
	pieces := []string{"", "-", "_", "a", "Z", "é", "é", "́", "น้ำ", "ー", "法", "9", "٣", "½", "ǅ", " ", ".", "/", "\xff", "\n"}
	for _, a := range pieces {
		for _, b := range pieces {
			for _, c := range pieces {
				name := a + b + c
				if got := isSlug(name); got != slug.MatchString(name) {
					t.Errorf("%q as the name of a guide: %t", name, got)
				}
				if got := isValueName(name); got != value.MatchString(name) {
					t.Errorf("%q as the name of a value: %t", name, got)
				}
			}
		}
	}
}
