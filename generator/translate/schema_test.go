//go:build exchange

package translate

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// schemas is where Debian's php-symfony-translation puts the schema of OASIS,
// xliff-core-1.2-strict.xsd, and the one that it imports.
const schemas = "/usr/share/php/Symfony/Component/Translation/Resources/schemas"

// valid holds a document against the schema of XLIFF 1.2, without a network.
func valid(t *testing.T, data []byte) (string, bool) {
	t.Helper()
	dir := t.TempDir()
	catalog := filepath.Join(dir, "catalog.xml")
	mapping := `<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog"><system systemId="http://www.w3.org/2001/xml.xsd" uri="file://` + schemas + `/xml.xsd"/></catalog>`
	if err := os.WriteFile(catalog, []byte(mapping), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("xmllint", "--nonet", "--noout", "--schema", filepath.Join(schemas, "xliff-core-1.2-strict.xsd"), "-")
	cmd.Env = append(os.Environ(), "XML_CATALOG_FILES="+catalog)
	cmd.Stdin = bytes.NewReader(data)
	out, err := cmd.CombinedOutput()
	return string(out), err == nil
}

func TestXLIFFIsValidByItsSchema(t *testing.T) {
	p := frenchify(t)
	p = write(t, p, []Change{{"guides/w/en.md", []byte(strings.Replace(everything, "Call {{hotline}} now.", "Call {{hotline}} at once, <now> \"or\" & never.", 1))}})
	entries := work(t, p).Entries(nil, false)
	entries[0].Note = "A note\nof the <translator>"
	entries[1].Text = ""
	entries[2].Fuzzy = true
	doc := XLIFF(header, entries)
	doc.Files[0].Units[3].Approved = true
	if said, ok := valid(t, doc.Bytes()); !ok {
		t.Errorf("xmllint says\n%s", said)
	}
	broken := bytes.Replace(doc.Bytes(), []byte(`datatype="x-markdown"`), nil, 1)
	if said, ok := valid(t, broken); ok {
		t.Errorf("the schema finds no fault in a file without its datatype: %s", said)
	}
}
