package offline

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"

	"handbill/generator/content"
	"handbill/generator/render"
)

// leavePage is the name of the blank page in every language.
const leavePage = "/leave.html"

// Leave is the blank page that quick exit leads to where there is no network. It
// looks like a new tab and leads nowhere.
func Leave(l *content.Language) render.File {
	const style = ":root{color-scheme:light dark}h1{position:absolute;clip-path:inset(50%)}"
	sum := sha256.Sum256([]byte(style))
	title := text(l.Words.Text("leave.title"))
	return render.File{Path: l.Tag + leavePage, Data: fmt.Appendf(nil, `<!DOCTYPE html>
<html lang="%s" dir="%s"><head><meta http-equiv="Content-Security-Policy" content="default-src 'none';style-src 'sha256-%s';img-src data:;base-uri 'none';form-action 'none'"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer"><meta name="robots" content="noindex"><link rel="icon" href="data:,"><title>%s</title><style>%s</style></head><body><main><h1>%s</h1></main></body></html>
`, text(l.Tag), text(l.Dir), base64.StdEncoding.EncodeToString(sum[:]), title, style, title)}
}
