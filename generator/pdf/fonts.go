package pdf

import (
	"fmt"

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
			ds.Error(at(d), "print-font", fmt.Sprintf("the font %q is not in the file, so it prints differently elsewhere", f.name), "install "+fontPackage(d))
		case f.embedded && f.kind == "Type3" && !warned:
			warned = true
			ds.Warn(at(d), "print-font-drawn", "letters are drawn instead of set, since the font of this script is not a plain TrueType font: the file is larger than need be", "install "+fontPackage(d))
		}
	}
}

// fontPackage names what of Debian has good fonts of a document's script: plain
// TrueType of one weight a file. The Noto fonts of Chinese, Japanese and Korean
// have outlines of another kind, which browsers draw.
func fontPackage(d paper.Document) string {
	const noto = "TrueType fonts such as the Debian package fonts-noto-core"
	switch i18n.Script(d.Page.Language.Tag) {
	case "Hans", "Hant":
		return "a TrueType font such as the Debian package fonts-wqy-microhei"
	case "Jpan":
		return "a TrueType font such as the Debian package fonts-ipafont-gothic"
	case "Kore":
		return "a TrueType font such as the Debian package fonts-nanum"
	}
	return noto
}
