package page

import (
	"bytes"
	"html/template"
	"slices"
	"strings"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/i18n"
	"handbill/generator/markdown"
	"handbill/generator/render"
)

// Guide renders one language of a guide. The links and media of doc must be
// resolved. A withdrawn guide becomes a page that says so, and doc may be nil. The page
// is made in the room of into where that is enough.
func (r *Renderer) Guide(into []byte, p *content.Page, doc *markdown.Doc) (render.File, diag.List) {
	if p.Meta.Withdrawn != "" {
		return r.withdrawn(p)
	}
	var ds diag.List
	body := r.buffer()
	defer r.buffers.Put(body)
	v := r.guideView(p, Minutes(p.Language, doc))
	v.into = into
	v.Contents = contents(doc)
	v.ContentItems = items("<li>", v.Contents, "</li>")
	v.Body = bodyPlace
	parts := guideStyles(doc.Uses)
	if r.opt.Image != nil {
		if image := r.opt.Image(p); image != nil {
			parts = addPart(parts, "figures")
			v.Image = r.imageView(p, image)
		}
	}
	placed := false
	f := r.Frame(p.Language)
	allow := policy{sources: true}
	f.Services = func(block *markdown.ServicesBlock) []byte {
		placed = true
		html := r.servicesHTML(p, block, v, &ds)
		allow.look(html)
		return html
	}
	doc.HTML(body, f)
	allow.embeds(doc.Media)
	if len(r.services(p)) > 0 && !placed {
		v.Services = r.servicesView(p, v, nil)
		parts = addPart(parts, "services")
	}
	if len(v.Standing) > 0 {
		parts = addPart(parts, "translation")
	}
	if v.Paper != nil {
		parts = addPart(parts, "paper")
	}
	if v.Services != nil || framedPhone(v) {
		parts = addPart(parts, "phones")
	}
	if isolates(v, body.Bytes()) {
		parts = addPart(parts, "numbers")
	}
	if p.Guide.Kind == content.KindLeaflet {
		parts = addPart(parts, "leaflet")
	}
	r.dress(v, parts)
	file, more := r.execute("guide.html", v, r.guideMeta(p), body.Bytes(), allow)
	ds.Add(more)
	return file, ds
}

// imageView shows a guide's own picture as those of its text are shown.
func (r *Renderer) imageView(p *content.Page, image *Image) *ImageView {
	m := markdown.Media{Kind: markdown.Picture, Alt: p.Meta.Alt, HasAlt: true, Placed: image.Placed(p.Address)}
	var b bytes.Buffer
	markdown.PictureHTML(&b, &m, r.Frame(p.Language))
	return &ImageView{HTML: template.HTML(b.String()), Src: m.Src, Alt: m.Alt, Width: m.Width, Height: m.Height}
}

// withdrawn renders the page that old QR codes and saved copies lead to.
func (r *Renderer) withdrawn(p *content.Page) (render.File, diag.List) {
	v := r.guideView(p, 0)
	v.Kind = "withdrawn"
	// Nothing that the guide advised is said again, to search engines neither.
	v.Summary, v.description, v.Tags, v.TagItems = "", "", nil, ""
	v.Withdrawn = r.inherited(p, "withdrawn").text(p.Meta.Withdrawn)
	v.Paper = nil
	parts := []string{"guide", "callouts", "warning"}
	if framedPhone(v) {
		parts = append(parts, "phones")
	}
	r.dress(v, parts)
	m := r.guideMeta(p)
	m.noindex = true
	return r.execute("withdrawn.html", v, m, nil, policy{sources: true})
}

// framedPhone reports whether a telephone number stands around the text of a guide: that
// for mistakes, or one in the footer of the site.
func framedPhone(v *View) bool {
	return v.Mistake != nil && v.Mistake.Phone || strings.Contains(string(v.Bottom), ` class="tel"`)
}

// isolates reports whether a number on a page that runs right to left keeps a
// direction of its own, in the text or around it.
func isolates(v *View, body []byte) bool {
	if v.Dir != "rtl" {
		return false
	}
	for _, element := range []string{`<bdi dir="ltr">`, `<bdo dir="ltr">`} {
		if bytes.Contains(body, []byte(element)) || strings.Contains(string(v.Bottom), element) {
			return true
		}
	}
	return markdown.IsolateText(v.Title+"\n"+v.Summary) != v.Title+"\n"+v.Summary
}

// execute runs a page's template and finishes the page. What the body embeds is
// allowed already.
func (r *Renderer) execute(name string, v *View, m meta, body []byte, allow policy) (render.File, diag.List) {
	frame := r.buffer()
	defer r.buffers.Put(frame)
	if ds := r.theme.Execute(frame, name, v, v.address); ds.Failed() {
		return render.File{}, ds
	}
	allow.fonts = strings.Contains(string(v.Style), "@font-face")
	return r.finish(name, v, m, frame.Bytes(), body, allow)
}

func (r *Renderer) buffer() *bytes.Buffer {
	b := r.buffers.Get().(*bytes.Buffer)
	b.Reset()
	return b
}

func (r *Renderer) guideMeta(p *content.Page) meta {
	m := meta{
		canonical:  r.site.Absolute(p.Address),
		alternates: r.alternates(p),
		noindex:    p.Meta.Draft,
	}
	// What is mostly in the source language is the source's page for a search.
	if original := p.Guide.Original; !r.translated(p) && p.Meta.Withdrawn == "" && !p.Meta.Draft && p.Guide.In(p.Guide.Source.Tag) == original {
		m.canonical = r.site.Absolute(original.Address)
	}
	return m
}

// guideView gives everything that a guide's template knows but its text.
func (r *Renderer) guideView(p *content.Page, minutes int) *View {
	l, m := p.Language, &p.Meta
	v := r.view("guide", l, p.Address)
	v.Type, v.Draft = p.Guide.Kind, m.Draft
	// Before the script no text may open a region: see untrusted.
	v.Title, v.Summary = strings.ToValidUTF8(m.Title, "\ufffd"), strings.ToValidUTF8(m.Summary, "\ufffd")
	v.TitleIn, v.SummaryIn = r.front(p, "title", l), r.front(p, "summary", l)
	v.scripts = append(v.scripts, "guide")
	v.Voice, _, _ = strings.Cut(l.Tag, "-")
	r.name(v)
	if p.Guide.Kind != content.KindPage {
		v.Label = l.Words.Marked().Text("page.kind_" + p.Guide.Kind)
	}
	v.Facts = facts(l.Words.Marked(), m, minutes)
	v.Languages = r.languages(p)
	v.LanguageItems = languageItems(v.Languages)
	r.notes(v, p)
	if other := p.Guide.Companion; other != nil {
		v.Companion = r.companion(other, l, p.Address)
	}
	v.Credits = r.credits(p)
	v.Tags = r.tags(p)
	v.TagItems = items("", v.Tags, "")
	v.Downloads = r.downloads(p)
	v.Mistake = r.mistake(l, p.Address)
	v.Paper = r.paper(p)
	return v
}

// name gives a page the texts of its tab and of its preview.
func (r *Renderer) name(v *View) {
	site, _ := r.site.Text(r.site.Config.Title, v.language)
	v.Head, v.preview = head(v.Title, site), v.Title
	if v.description = v.Summary; v.SummaryIn.Now != nil {
		v.description = "" // a machine would repeat a number that is out of date
	}
	if r.site.Config.Privacy.NeutralNames {
		v.preview, v.description = site, ""
	}
}

// facts is the line below the title: edition, day, reading time.
func facts(w *i18n.Words, m *content.Meta, minutes int) string {
	var parts []string
	if m.Edition != "" {
		edition := m.Edition
		if strings.Trim(edition, "0123456789.") == "" { // a number; a name stays as it is
			edition = w.DigitsIn("page.edition", edition)
		}
		parts = append(parts, w.Text("page.edition", "edition", edition))
	}
	switch {
	case !m.Updated.IsZero():
		parts = append(parts, w.Text("page.updated")+" "+w.Date(m.Updated))
	case !m.Date.IsZero():
		parts = append(parts, w.Text("page.published")+" "+w.Date(m.Date))
	}
	if minutes > 0 {
		parts = append(parts, w.Plural("page.reading", minutes))
	}
	return strings.Join(parts, " · ")
}

// languages lead to the guide's other languages.
func (r *Renderer) languages(p *content.Page) []LanguageLink {
	links := make([]LanguageLink, 0, len(p.Guide.Pages))
	for _, l := range r.site.Languages {
		if other := p.Guide.In(l.Tag); other != nil && other != p {
			links = append(links, LanguageLink{Href: content.Rel(p.Address, other.Address), Lang: l.Tag, Dir: l.Dir, Name: l.Name})
		}
	}
	return links
}

// notes tells what a reader should know of a translation.
func (r *Renderer) notes(v *View, p *content.Page) {
	if p.IsSource() {
		return
	}
	source := p.Guide.Source
	from := r.phrase(p.Language.Words.Marked(), "page.translated_from", "language", source.Name, source.Tag, p.Language)
	if original := p.Guide.Original; p.Guide.In(source.Tag) == original {
		from.Href = content.Rel(p.Address, original.Address)
	}
	v.From = from
	r.standing(v, p)
	if len(p.Meta.Reviewers) == 0 {
		v.Unreviewed = r.phrase(p.Language.Words.Marked(), "page.unreviewed", "language", source.Name, source.Tag, p.Language)
	}
}

// standing tells in the reader's language what differs from the source.
func (r *Renderer) standing(v *View, p *content.Page) {
	if r.opt.Standing == nil {
		return
	}
	s := r.opt.Standing(p)
	if s == nil {
		return
	}
	w := p.Language.Words.Marked()
	first := ""
	if s.First != "" {
		first = "#" + s.First
	}
	if s.Changed > 0 {
		v.Standing = append(v.Standing, Link{Href: first, Text: w.Plural("translation.changed", s.Changed, "total", w.NumberIn("translation.changed", s.Total))})
	}
	if s.Untranslated > 0 {
		v.Standing = append(v.Standing, Link{Href: first, Text: w.Plural("translation.open", s.Untranslated, "total", w.NumberIn("translation.open", s.Total))})
	}
	if s.Machine {
		v.Standing = append(v.Standing, Link{Text: w.Text("translation.machine")})
	}
}

// phrase puts a name in another language into a sentence, so that the template
// can mark it.
func (r *Renderer) phrase(w *i18n.Words, key, place, name, tag string, l *content.Language) *Phrase {
	before, after, _ := strings.Cut(w.Text(key, place, "\x00"), "\x00")
	in := r.mark(tag, l)
	if in.lang == "" && strings.Contains(before+after, i18n.MarkOpen) {
		in = mark{l.Tag, l.Dir} // the sentence is in another language
	}
	return &Phrase{Before: before, Text: name, After: after, Lang: in.lang, Dir: in.dir}
}

// front gives the title or the summary of a page for a page in a language: nobody
// may have translated it, or its source may have changed since.
func (r *Renderer) front(p *content.Page, key string, l *content.Language) Text {
	text, now := p.Meta.Title, p.Guide.Original.Meta.Title
	if key == "summary" {
		text, now = p.Meta.Summary, p.Guide.Original.Meta.Summary
	}
	out := r.mark(p.Language.Tag, l).text(text)
	if r.opt.Standing == nil {
		return out
	}
	s := r.opt.Standing(p)
	if s == nil {
		return out
	}
	if tag, open := s.In[key]; open {
		out = r.mark(tag, l).text(text)
		out.Open = true
		return out
	}
	if slices.Contains(s.Stale, key) {
		out.Now = r.now(now, p.Guide.Source, l)
	}
	return out
}

// now is a text of a source as it is today, for readers of a language; "" for one
// that is gone.
func (r *Renderer) now(text string, source, l *content.Language) *Now {
	in := r.mark(source.Tag, l)
	if text == "" {
		return &Now{Label: l.Words.Marked().Text("translation.removed", "language", source.Name)}
	}
	return &Now{Label: l.Words.Marked().Text("translation.current", "language", source.Name), Text: text, Lang: in.lang, Dir: in.dir}
}

// companion leads to the guide in short or in detail.
func (r *Renderer) companion(g *content.Guide, l *content.Language, from string) *Phrase {
	p := g.For(l)
	if p == nil {
		return nil
	}
	key := "page.guide_of"
	if g.Kind == content.KindBriefing {
		key = "page.briefing_of"
	}
	ph := r.phrase(l.Words.Marked(), key, "title", p.Meta.Title, p.Language.Tag, l)
	ph.Href = content.Rel(from, p.Address)
	if p.Meta.Withdrawn != "" {
		ph.After += " " + l.Words.Text("format.aside", "text", l.Words.Marked().Text("page.withdrawn"))
	}
	return ph
}

// inherited marks a text that a translation has from its source.
func (r *Renderer) inherited(p *content.Page, key string) mark {
	if p.Inherited(key) {
		return r.mark(p.Guide.Source.Tag, p.Language)
	}
	return mark{}
}

// languageItems writes links to other languages as a list.
func languageItems(links []LanguageLink) template.HTML {
	list := make([]Link, len(links))
	for i, l := range links {
		list[i] = Link{Href: l.Href, Text: l.Name, Lang: l.Lang}
	}
	return items("<li>", list, "</li>")
}

// items writes links in a row. A template would take ten times as long, and most
// of what a page needs beside its text are such rows.
func items(before string, links []Link, after string) template.HTML {
	var b strings.Builder
	for _, l := range links {
		b.WriteString(before + `<a href="` + template.HTMLEscapeString(l.Href) + `"`)
		if l.Lang != "" {
			b.WriteString(` lang="` + l.Lang + `"`)
		}
		if l.Dir != "" {
			b.WriteString(` dir="` + l.Dir + `"`)
		}
		b.WriteString(">" + template.HTMLEscapeString(l.Text) + "</a>" + after)
	}
	return template.HTML(b.String())
}

// fewest is how many parts a guide has at least to be worth a list of them.
const fewest = 3

// contents lists the guide's parts: its headings of the second level.
func contents(doc *markdown.Doc) []Link {
	var links []Link
	for i, h := range doc.Headings {
		if h.Level == 2 {
			lang, dir := doc.HeadingLanguage(i)
			links = append(links, Link{Href: content.Rel("x", "x#"+h.ID), Text: h.Text, Lang: lang, Dir: dir})
		}
	}
	if len(links) < fewest {
		return nil
	}
	return links
}

// Minutes is the reading time of a document, at least 1.
func Minutes(l *content.Language, doc *markdown.Doc) int {
	return i18n.ReadingMinutes(l.Tag, doc.Words, doc.Characters)
}

// Frame is what doc.HTML needs to know of the page around a text in a language.
func (r *Renderer) Frame(l *content.Language) markdown.Frame {
	f := r.words(l)
	f.OnTap = r.site.Config.Pictures.OnTap
	return f
}

// words lets a body speak a language.
func (r *Renderer) words(l *content.Language) markdown.Frame {
	return markdown.Frame{
		Words:  func(key string) string { return l.Words.Marked().Text(key) },
		Number: l.Words.Number,
		Size:   func(bytes int) string { return l.Words.Size(int64(bytes)) },
	}
}

// dress gives a page the styles and scripts that it uses.
func (r *Renderer) dress(v *View, parts []string) {
	for _, c := range constructs {
		if v.uses&c.uses != 0 {
			parts = addPart(parts, c.part)
		}
	}
	v.Style = template.CSS(r.style(v.language, v.Root, parts))
	v.Script = template.JS(strings.Replace(r.theme.Script(v.scripts...), laterMark, v.Root+r.later.Path, 1))
}

// style joins the styles that every page has with those of some parts.
func (r *Renderer) style(l *content.Language, root string, parts []string) string {
	names := []string{"accent", "base", "script-" + scriptPart(l.Tag)}
	if r.hasNotice(l) {
		names = append(names, "notice")
	}
	names = append(append(names, parts...), "print")
	numbers := counting(l)
	key := root + " " + strings.Join(names, " ") + numbers
	if style, ok := r.styles.Load(key); ok {
		return style.(string)
	}
	style := numbers + r.theme.Style(root, names...)
	r.styles.Store(key, style)
	return style
}

// scriptPart names the style of a language's script. Urdu and Kashmiri are set in
// Nastaliq, the script that hangs low (ISO 15924 Aran), where phones have it.
func scriptPart(tag string) string {
	script, named := strings.ToLower(i18n.Script(tag)), strings.Contains(strings.ToLower(tag), "-arab")
	if base, _, _ := strings.Cut(tag, "-"); script == "arab" && !named && (base == "ur" || base == "ks") {
		return "aran"
	}
	return script
}

// constructs are the style parts of what a text may hold.
var constructs = [...]struct {
	uses markdown.Uses
	part string
}{
	{markdown.UsesCallout | markdown.UsesWarning | markdown.UsesDanger | markdown.UsesKeyPoints | markdown.UsesStory | markdown.UsesRights, "callouts"},
	{markdown.UsesWarning | markdown.UsesDanger, "warning"},
	{markdown.UsesDanger, "danger"},
	{markdown.UsesStory, "story"},
	{markdown.UsesPullQuote, "pullquotes"},
	{markdown.UsesRecommendations, "recommendations"},
	{markdown.UsesFootnotes, "footnotes"},
	{markdown.UsesTable, "tables"},
	{markdown.UsesAligned, "aligned"},
	{markdown.UsesTasks, "tasks"},
	{markdown.UsesFigure, "figures"},
	{markdown.UsesMedia, "media"},
	{markdown.UsesCode, "code"},
	{markdown.UsesDefinitions, "definitions"},
	{markdown.UsesServices, "services"},
	{markdown.UsesPhone | markdown.UsesServices, "phones"},
	{markdown.UsesWebLink, "weblinks"},
	{markdown.UsesQuote, "quotes"},
	{markdown.UsesDetails, "details"},
	{markdown.UsesRights, "rights"},
}

func guideStyles(uses markdown.Uses) []string {
	parts := []string{"guide"}
	for _, c := range constructs {
		if uses&c.uses != 0 {
			parts = append(parts, c.part)
		}
	}
	return parts
}

func addPart(parts []string, name string) []string {
	for _, p := range parts {
		if p == name {
			return parts
		}
	}
	return append(parts, name)
}
