package pdf

import (
	"fmt"
	"math"

	"handbill/generator/diag"
	"handbill/generator/i18n"
	"handbill/generator/render/paper"
)

// heaviest is what a file may weigh before its readers are warned: at 30 kB/s
// five megabytes are three minutes.
const heaviest = 5_000_000

// judge refuses bad print. Every message names the file, which tells guide,
// language and format.
func judge(d paper.Document, r *reading) diag.List {
	var ds diag.List
	if len(r.pages) == 0 {
		ds.Error(at(d), "print-empty", "the file has no page", "")
		return ds
	}
	for i, p := range r.pages {
		if !near(p.width, d.Format.Width) || !near(p.height, d.Format.Height) {
			ds.Error(at(d), "print-size", fmt.Sprintf("page %d is %.0f × %.0f mm, not %g × %g", i+1, p.width/point, p.height/point, d.Format.Width, d.Format.Height), "a theme's style gives pages another size: take the @page rule away")
			break
		}
	}
	if want := sides(d.Format); want > 0 && len(r.pages)%want != 0 {
		ds.Error(at(d), "print-overflow", fmt.Sprintf("the layout has %d pages, not %d", len(r.pages), want), "shorten the text")
	}
	judgeFonts(d, r, &ds)
	_, tagged := r.root.Find("StructTreeRoot")
	if lang, ok := r.root.Find("Lang"); !tagged || !ok || lang == nil {
		ds.Error(at(d), "print-tags", "the file has no tags or does not say its language", "use a newer browser: Chrome or Chromium 120 or later")
	}
	return ds
}

// sides is how many pages a layout has; 0 where any number is right.
func sides(f paper.Format) int {
	switch f.Kind {
	case paper.Trifold:
		return 2
	case paper.Zine, paper.Poster:
		return 1
	}
	return 0
}

// point is one millimetre in points.
const point = 72 / 25.4

// near allows for the rounding of browsers to whole pixels.
func near(points, mm float64) bool { return math.Abs(points-mm*point) < 1.5 }

func judgeFonts(d paper.Document, r *reading, ds *diag.List) {
	warned := false
	for _, f := range r.fonts {
		switch {
		case !f.embedded:
			ds.Error(at(d), "print-font", fmt.Sprintf("the font %q is not in the file, so it prints differently elsewhere", f.name), "install "+fontPackage(d))
		case f.kind == "Type3" && !warned:
			warned = true
			ds.Warn(at(d), "print-font-drawn", "letters are drawn instead of set, since the font of this script is not a plain TrueType font: the file is larger than need be", "install "+fontPackage(d))
		}
	}
}

// fontPackage names what of Debian has good fonts of a document's script.
func fontPackage(d paper.Document) string {
	switch i18n.Script(d.Page.Language.Tag) {
	case "Hans", "Hant":
		return "a TrueType font such as the Debian package fonts-wqy-microhei"
	case "Jpan":
		return "a TrueType font such as the Debian package fonts-ipafont"
	case "Kore":
		return "a TrueType font such as the Debian package fonts-nanum"
	}
	return "TrueType fonts such as the Debian package fonts-noto-core"
}
