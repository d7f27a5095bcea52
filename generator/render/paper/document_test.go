package paper

import "testing"

func TestPaperSaysTheAddressOfALinkOnce(t *testing.T) {
	for text, want := range map[string]string{
		`<a href="https://un.org/a">https://un.org/a</a>`:            `<a href="https://un.org/a">https://un.org/a</a>`,
		`<a href="https://un.org/a">the <em>treaty</em></a>`:         `<a href="https://un.org/a">the <em>treaty</em><span class="url"> (<bdi dir="ltr">https://un.org/a</bdi>)</span></a>`,
		`<a href="#b">below</a> <a lang="fr" href="http://f/">f</a>`: `<a href="#b">below</a> <a lang="fr" href="http://f/">f<span class="url"> (<bdi dir="ltr">http://f/</bdi>)</span></a>`,
	} {
		if got := sayAddresses(text); got != want {
			t.Errorf("%s became %s", text, got)
		}
	}
}
