package paper

import "testing"

func TestAddressThatIsSaidIsNotSaidTwice(t *testing.T) {
	for text, want := range map[string]string{
		`<a href="https://un.org/a">https://un.org/a</a>`: `<a class="said" href="https://un.org/a">https://un.org/a</a>`,
		`<a href="https://un.org/a">the treaty</a>`:       `<a href="https://un.org/a">the treaty</a>`,
	} {
		if got := markAddresses(text); got != want {
			t.Errorf("%s became %s", text, got)
		}
	}
}
