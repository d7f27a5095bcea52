package pdf

import (
	"fmt"
	"strings"

	"handbill/generator/diag"
	"handbill/generator/i18n"
	"handbill/generator/render/paper"
)

// judgeFonts looks at the fonts of a document's pages; each is told of once.
func judgeFonts(d paper.Document, fonts []font, ds *diag.List) {
	warned, told := false, map[string]bool{}
	for _, f := range fonts {
		switch {
		case !f.embedded && !told[f.name]:
			told[f.name] = true
			ds.Error(at(d), "print-font", fmt.Sprintf("the font %q is not in the file, so it prints differently elsewhere", f.name), "install "+fontPackage(d, f.name))
		case f.embedded && f.kind == "Type3" && !warned:
			warned = true
			ds.Warn(at(d), "print-font-drawn", "letters are drawn instead of set, since the font of this script is not a plain TrueType font: the file is larger than need be", "install "+fontPackage(d, f.name))
		}
	}
}

// fontPackage names what of Debian has good fonts in the place of one, or of a
// document's script: plain TrueType of one weight a file. The Noto fonts of Chinese,
// Japanese and Korean have outlines of another kind, which browsers draw.
func fontPackage(d paper.Document, name string) string {
	script := i18n.Script(d.Language.Tag)
	for mark, of := range map[string]string{"CJKsc": "Hans", "CJKtc": "Hant", "CJKhk": "Hant", "CJKjp": "Jpan", "CJKkr": "Kore"} {
		if strings.Contains(name, mark) {
			script = of // such as the name of a language in a text of another
		}
	}
	switch script {
	case "Hans", "Hant":
		return "a TrueType font such as the Debian package fonts-wqy-microhei"
	case "Jpan":
		return "a TrueType font such as the Debian package fonts-ipafont-gothic"
	case "Kore":
		return "a TrueType font such as the Debian package fonts-nanum"
	}
	return "TrueType fonts such as the Debian package fonts-noto-core"
}
