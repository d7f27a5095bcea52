package parse

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/markdown"
	"handbill/generator/media"
	"handbill/generator/names"
)

// resolver leads the links and media of one document.
type resolver struct {
	*Parser
	page     *content.Page     // whose readers are led; Guide is nil for a text of site.toml
	language *content.Language // that the document is in
	doc      *markdown.Doc
	original *markdown.Doc // in the source language; nil for the source itself
	dir      string        // that relative links begin at
	ds       *diag.List
	anchors  []Anchor
}

func (r *resolver) resolve() error {
	for _, l := range r.doc.Links {
		if err := r.link(l); err != nil {
			return err
		}
	}
	for _, m := range r.doc.Media {
		if err := r.media(m); err != nil {
			return err
		}
	}
	return nil
}

func (r *resolver) link(l *markdown.Link) error {
	if l.Forbidden {
		return nil // told already, where it is written
	}
	dest, fragment, hasFragment := strings.Cut(l.Dest, "#")
	switch _, ok := schemeOf(dest); {
	case strings.HasPrefix(dest, "//"):
		r.ds.Error(l.At, "link-scheme", fmt.Sprintf("the link %q does not say how to reach its host", l.Dest), fmt.Sprintf("write https:%s", l.Dest))
		return nil
	case ok && strings.Trim(l.Dest[strings.IndexByte(l.Dest, ':')+1:], "/ ") == "":
		r.missing(l.At, "link-missing", fmt.Sprintf("the link %q leads nowhere", l.Dest), "write the whole address")
		return nil
	case ok:
		l.Href = l.Dest
		if own := r.site.Config.Address; own != "" && ownAddress(l.Dest, own) {
			r.ds.Warn(l.At, "link-own", fmt.Sprintf("the link %q leads to this site by its whole address, which breaks offline", l.Dest), "link to the file instead, such as ../water/en.md")
		}
		return nil
	}
	if dest == "" {
		switch {
		case fragment != "":
			r.within(l, fragment)
		case hasFragment:
			l.Href = "#" // the top of the page
		default:
			r.missing(l.At, "link-missing", "the link has no address", "write it between the round brackets, such as ../water/en.md")
		}
		return nil
	}
	name, ok := r.path(dest)
	if !ok {
		r.missing(l.At, "link-missing", fmt.Sprintf("the link %q leads out of the site's guides", l.Dest), "link to a file below guides/")
		return nil
	}
	if slug, tag, isGuide := r.guideOf(name); isGuide {
		r.guide(l, slug, tag, fragment)
		return nil
	}
	return r.file(l, name)
}

// ownAddress reports whether a link leads below the address of the site, however
// that is spelled.
func ownAddress(dest, own string) bool {
	address, why := content.WebAddress(dest)
	return why == "" && strings.HasPrefix(address, own)
}

// schemeOf gives the scheme of an absolute address (RFC 3986, 3.1).
func schemeOf(dest string) (string, bool) {
	scheme, _, ok := strings.Cut(dest, ":")
	if !ok || scheme == "" || strings.IndexFunc(scheme, func(c rune) bool {
		return !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.')
	}) >= 0 {
		return "", false
	}
	return strings.ToLower(scheme), true
}

// path turns a relative destination into a path of the site. Links lead to
// guides/ and below it only.
func (r *resolver) path(dest string) (string, bool) {
	dest, _, _ = strings.Cut(dest, "?")
	if plain, err := url.PathUnescape(dest); err == nil {
		dest = plain
	}
	dest = norm.NFC.String(strings.ReplaceAll(dest, "\\", "/"))
	name := path.Join(r.dir, dest)
	if strings.HasPrefix(dest, "/") {
		name = strings.TrimPrefix(path.Clean(dest), "/")
	}
	return name, strings.HasPrefix(name, "guides/")
}

// guideOf reads a path as that of a guide or of one of its languages.
func (r *resolver) guideOf(name string) (slug, tag string, ok bool) {
	rest := strings.TrimPrefix(name, "guides/")
	slug, file, _ := strings.Cut(rest, "/")
	if file == "" {
		return slug, "", true
	}
	tag, isMarkdown := strings.CutSuffix(file, ".md")
	return slug, tag, isMarkdown && !strings.Contains(tag, "/")
}

// guide leads a link to a guide to its page in the reader's language. A link
// that names a third language on purpose, neither the reader's nor the one
// translated from, leads there.
func (r *resolver) guide(l *markdown.Link, slug, tag, fragment string) {
	g := r.site.Guide(slug)
	if g == nil {
		r.noGuide(l, slug)
		return
	}
	if tag == r.page.Language.Tag && g.Drafts[tag] != nil {
		r.noLanguage(l, g, tag) // named by its file, it is not another language's page that is meant
		return
	}
	target := g.For(r.page.Language)
	if tag != "" && tag != g.Source.Tag && tag != r.page.Language.Tag && tag != r.page.Meta.Source {
		named := g.In(tag)
		if named == nil {
			r.noLanguage(l, g, tag)
			return
		}
		target = named
	}
	if target == nil {
		return // the build leaves its languages out
	}
	to := target.Address
	if target.Meta.Withdrawn != "" {
		fragment = "" // nothing of its text is left
		r.ds.Warn(l.At, "link-withdrawn", fmt.Sprintf("the link %q leads to a guide that was withdrawn", l.Dest), "take the link out, or lead to what has taken its place")
	}
	if fragment != "" {
		plain, err := url.PathUnescape(fragment)
		if err != nil {
			plain = fragment
		}
		to += "#" + plain
		if target != r.page {
			r.anchors = append(r.anchors, Anchor{At: l.At, Target: target, Fragment: plain, Dest: l.Dest})
		} else {
			r.within(l, fragment)
			return
		}
	}
	l.Href = content.Rel(r.page.Address, to)
	l.Mark = r.mark(target)
	if target.Language != r.page.Language {
		l.Lang, l.Dir = target.Language.Tag, target.Language.Dir
	}
}

// mark says in the reader's language what is unusual about a page; nil for
// nothing.
func (r *resolver) mark(target *content.Page) *markdown.Mark {
	words, m := r.page.Language.Words.Marked(), &markdown.Mark{}
	if foreign := target.Language; foreign != r.page.Language {
		aside := words.Text("format.aside", "text", words.Text("page.in_language", "language", "\x00"))
		before, after, _ := strings.Cut(aside, "\x00")
		m.Words = append(m.Words, markdown.Words{Text: before}, markdown.Words{Text: foreign.Name, Lang: foreign.Tag, Dir: foreign.Dir}, markdown.Words{Text: after})
	}
	if target.Meta.Withdrawn != "" {
		text := words.Text("format.aside", "text", words.Text("page.withdrawn"))
		if len(m.Words) > 0 {
			text = " " + text
		}
		m.Words = append(m.Words, markdown.Words{Text: text})
	}
	if len(m.Words) == 0 {
		return nil
	}
	if r.language != r.page.Language {
		m.Lang = r.page.Language.Tag // the source's text stands in a translation
	}
	return m
}

func (r *resolver) noGuide(l *markdown.Link, slug string) {
	if draft := r.site.Hidden[slug]; draft != nil {
		r.ds.Error(l.At, "link-draft", fmt.Sprintf("the link %q leads to a draft: %s", l.Dest, draft.Path), "publish the draft, or take the link out until then")
		return
	}
	if r.site.Broken[path.Join("guides", slug)] {
		return // what is wrong is told there
	}
	hint := "name the folder of a guide, such as ../water/"
	if r.page.Guide == nil {
		hint = "name the folder of a guide, such as guides/water/"
	}
	if right, ok := r.folded[names.Fold(slug)]; ok {
		hint = fmt.Sprintf("write it as the folder is written: %q", right)
	} else if near := r.near(slug); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	r.missing(l.At, "link-missing", fmt.Sprintf("the link %q leads to a guide that does not exist", l.Dest), hint)
}

func (r *resolver) noLanguage(l *markdown.Link, g *content.Guide, tag string) {
	if draft := g.Drafts[tag]; draft != nil {
		r.ds.Error(l.At, "link-draft", fmt.Sprintf("the link %q leads to a draft: %s", l.Dest, draft.Path), "publish the draft, or take the link out until then")
		return
	}
	if r.site.Language(tag) != nil && slices.Contains(r.site.Omitted, r.site.Language(tag)) {
		return
	}
	if r.site.Broken[path.Join("guides", g.Slug, tag+".md")] {
		return // what is wrong is told there
	}
	r.missing(l.At, "link-missing", fmt.Sprintf("the link %q leads to a language that the guide does not have", l.Dest), fmt.Sprintf("link to the guide's source, %s.md; readers are led to their own language", g.Source.Tag))
}

// near gives the guide whose name is most like one that no guide has; "" for none. A
// guide that was renamed is missed on many pages, so it is looked for once.
func (p *Parser) near(slug string) string {
	if near, known := p.nearest.Load(slug); known {
		return near.(string)
	}
	all := make([]string, len(p.site.Guides))
	for i, g := range p.site.Guides {
		all[i] = g.Slug
	}
	near := diag.Nearest(slug, all)
	p.nearest.Store(slug, near)
	return near
}

// within leads to a part of the page itself. One that only the source has is no
// mistake: Astray leads there.
func (r *resolver) within(l *markdown.Link, fragment string) {
	plain, err := url.PathUnescape(fragment)
	if err != nil {
		plain = fragment
	}
	if !IsTop(plain) && !slices.Contains(r.doc.Anchors, plain) && (r.original == nil || !slices.Contains(r.original.Anchors, plain)) {
		r.missing(l.At, "anchor-missing", fmt.Sprintf("the link %q leads to no heading of this page", l.Dest), AnchorHint(plain, r.doc.Anchors))
		return
	}
	l.Href = content.Rel("", "#"+plain)
}

// IsTop reports the fragment that leads to the top of every page (HTML, 7.4.6.4).
func IsTop(fragment string) bool { return strings.EqualFold(fragment, "top") }

// AnchorHint suggests an anchor for one that does not exist.
func AnchorHint(fragment string, anchors []string) string {
	if near := diag.Nearest(fragment, anchors); near != "" {
		return fmt.Sprintf("did you mean #%s?", near)
	}
	return "give the heading an address of its own: ## Boil it {#boil}"
}

// file publishes a file that the text links to.
func (r *resolver) file(l *markdown.Link, name string) error {
	asset, err := r.place(l.At, name, l.Dest, "link-missing")
	if asset != nil {
		l.Href = content.Rel(r.page.Address, asset.Path)
	}
	return err
}

func (r *resolver) media(m *markdown.Media) error {
	if m.Forbidden {
		return nil // told already
	}
	if scheme, ok := schemeOf(m.Dest); ok || strings.HasPrefix(m.Dest, "//") {
		hint := "download the file into the guide's folder and name it here; readers' devices must ask nobody else for anything"
		if scheme == "data" {
			hint = "save the picture as a file in the guide's folder and name it here"
		}
		r.ds.Error(m.At, "media-remote", fmt.Sprintf("%q lies on another host", shorten(m.Dest)), hint)
		return nil
	}
	dest, _, _ := strings.Cut(m.Dest, "#")
	name, ok := r.path(dest)
	if !ok {
		r.missing(m.At, "picture-missing", fmt.Sprintf("%q lies outside guides/", m.Dest), "copy it into the guide's folder")
		return nil
	}
	asset, err := r.place(m.At, name, m.Dest, "picture-missing")
	if asset == nil {
		return err
	}
	m.Placed = asset.For(r.page.Address)
	return err
}

// For gives the places of a file as a page at an address names them.
func (a *Asset) For(address string) markdown.Placed {
	p := markdown.Placed{Src: content.Rel(address, a.Path), Width: a.Width, Height: a.Height, Bytes: a.Bytes, BetterType: a.BetterType}
	if a.Large != "" {
		p.Large = content.Rel(address, a.Large)
	}
	if a.Better != "" {
		p.Better = content.Rel(address, a.Better)
	}
	return p
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// image places the picture of the front matter.
func (r *resolver) image() (*Asset, error) {
	m := r.page.Meta
	if m.Image == "" {
		return nil, nil
	}
	at := r.page.Source.At("image")
	if r.page.Inherited("image") {
		at = r.page.Guide.Original.Source.At("image")
	}
	if _, remote := schemeOf(m.Image); remote || strings.HasPrefix(m.Image, "//") {
		r.ds.Error(at, "media-remote", fmt.Sprintf("%q lies on another host", shorten(m.Image)), "download it into the guide's folder and name it here")
		return nil, nil
	}
	name, ok := r.path(m.Image)
	if !ok {
		r.missing(at, "picture-missing", fmt.Sprintf("%q lies outside guides/", m.Image), "copy it into the guide's folder")
		return nil, nil
	}
	asset, err := r.place(at, name, m.Image, "picture-missing")
	if asset == nil || err != nil || asset.Type != media.Picture {
		return asset, err
	}
	if plain := r.sibling(name); plain != "" {
		name = plain
	}
	return r.assets.Small(name, asset)
}

// place publishes a file, or says at the place of the link why it cannot be.
func (r *resolver) place(at diag.Position, name, dest, code string) (*Asset, error) {
	slug, rest, _ := strings.Cut(strings.TrimPrefix(name, "guides/"), "/")
	files := r.filesOf(slug)
	if r.site.Broken[path.Join("guides", slug)] {
		return nil, nil // what is wrong is told there
	}
	if !slices.Contains(files, rest) {
		if draft := r.site.Hidden[slug]; draft != nil {
			r.ds.Error(at, "link-draft", fmt.Sprintf("%q lies beside a draft: %s", dest, draft.Path), "publish the draft, or take the link out until then")
			return nil, nil
		}
		if reason, hint := media.Refuse(name); reason != "" && strings.HasPrefix(path.Base(rest), ".") {
			r.ds.Error(at, "file-type", reason, hint)
			return nil, nil
		}
		hint := r.slipHint(dest, rest)
		if hint == "" {
			hint = fileHint(rest, files)
		}
		r.missing(at, code, fmt.Sprintf("there is no file %q", dest), hint)
		return nil, nil
	}
	if reason, hint := media.Refuse(name); reason != "" {
		r.ds.Error(at, "file-type", reason, hint)
		return nil, nil
	}
	asset, ad, err := r.assets.Place(name)
	if plain := r.sibling(name); plain != "" && asset != nil {
		ad = slices.DeleteFunc(slices.Clone(ad), func(d diag.Diagnostic) bool { return d.Code == "media-old" })
		var more diag.List
		asset, more, err = r.beside(plain, asset)
		ad.Add(more)
	}
	r.ds.Add(ad)
	return asset, err
}

// sibling gives the picture of another kind beside an AVIF, under the same name:
// it is for browsers that know no AVIF. "" for none.
func (r *resolver) sibling(name string) string {
	base, isAVIF := strings.CutSuffix(name, ".avif")
	if !isAVIF {
		return ""
	}
	slug, rest, _ := strings.Cut(strings.TrimPrefix(base, "guides/"), "/")
	files := r.filesOf(slug)
	for _, ext := range []string{".jpg", ".jpeg", ".png", ".webp"} {
		if slices.Contains(files, rest+ext) {
			return base + ext
		}
	}
	return ""
}

// beside places the picture for browsers that do not know the better one. An
// asset is everybody's and stays as it is.
func (r *resolver) beside(name string, better *Asset) (*Asset, diag.List, error) {
	plain, ds, err := r.assets.Place(name)
	if plain == nil {
		return better, ds, err
	}
	both := *plain
	both.Better, both.BetterType = better.Path, "image/avif"
	return &both, ds, err
}

// filesOf lists what lies beside a guide. A draft's files stay out.
func (r *resolver) filesOf(slug string) []string {
	if g := r.site.Guide(slug); g != nil {
		return g.Files
	}
	return nil
}

// slipHint guesses what was meant by an address that leads to no file; "" where
// it does not know.
func (r *resolver) slipHint(dest, rest string) string {
	dest, _, _ = strings.Cut(dest, "#")
	switch {
	case strings.HasPrefix(dest, "www."):
		return "write the whole address: https://" + dest
	case strings.HasPrefix(dest, "http"):
		return "an address of the web begins with https://"
	case strings.Contains(dest, "@"):
		return "write an e-mail address with mailto: before it"
	case r.site.Language(rest) != nil:
		return fmt.Sprintf("did you mean %q?", dest+".md")
	case strings.HasSuffix(dest, ".html"):
		return "link to the source of the guide, such as ../water/en.md: readers are led to its page in their language"
	}
	return ""
}

func fileHint(name string, files []string) string {
	for _, f := range files {
		if names.Fold(f) == names.Fold(name) {
			return fmt.Sprintf("the file is written %q; large and small letters count", f)
		}
	}
	if near := diag.Nearest(name, files); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "put the file into the guide's folder"
}

// missing reports what leads nowhere, as severely as [check] links says.
func (r *resolver) missing(at diag.Position, code, message, hint string) {
	*r.ds = append(*r.ds, diag.Diagnostic{Position: at, Severity: r.site.Config.Check.Links, Code: code, Message: message, Hint: hint})
}
