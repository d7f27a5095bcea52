package page

import "testing"

func TestHeadStaysShort(t *testing.T) {
	for _, c := range []struct{ title, site, want string }{
		{"Water", "Lantern", "Water – Lantern"},
		{"Lantern", "Lantern", "Lantern"},
		{"Labour without a border: migrant sex workers and the law", "Lantern guides", "Labour without a border: migrant sex workers and the law"},
		{"Labour without any border at all: migrant sex workers, their work, and the law", "Lantern", "Labour without any border at all: migrant sex workers, their work…"},
	} {
		if got := head(c.title, c.site); got != c.want {
			t.Errorf("head(%q) is %q, want %q", c.title, got, c.want)
		}
	}
}
