package page

import (
	"html/template"

	"handbill/generator/content"
	"handbill/generator/i18n"
	"handbill/generator/markdown"
)

// View is what every template knows. What a page does not have is empty or nil.
// The struct is flat, and texts that may be in another language carry Lang and
// Dir themselves: templates find fields of embedded structs ten times as slowly. They
// look for a field from the first on, so what most pages need comes first.
type View struct {
	// Kind is "home", "list", "tag", "guide", "withdrawn", "missing", "redirect",
	// "other", or "frame" for _top.html and _bottom.html.
	Kind string
	// Lang is the page's BCP 47 tag, Dir "ltr" or "rtl".
	Lang, Dir string
	// Root leads to the output's root, such as "../"; it goes before what asset
	// gives.
	Root string
	// Title is the page's heading, Head what stands in <title>, Summary one
	// sentence about the page.
	Title, Head, Summary string
	// TitleIn and SummaryIn have Lang and Dir where nobody has translated the title or
	// summary, and Now where the numbers of a guide's are out of date.
	TitleIn, SummaryIn Text
	// Style and Script are what the page carries inline.
	Style  template.CSS
	Script template.JS
	// Voice is the language of a voice that may read a guide aloud, "zh" of zh-Hant.
	Voice string
	// Top and Bottom are _top.html and _bottom.html, rendered once for the pages
	// of a language in one folder.
	Top, Bottom template.HTML
	// Languages lead to this page in its other languages. LanguageItems is the
	// same as a row of <li>, which is quicker to put on a page.
	Languages     []LanguageLink
	LanguageItems template.HTML
	// Say has the words that most pages need.
	Say *Labels
	// Body is the text of a guide, or what stands below the title of other.html.
	Body template.HTML

	// The next fields are those of guide.html and withdrawn.html.

	// Type is "guide", "briefing", "leaflet" or "page", Label what readers call
	// it; plain pages have no label.
	Type, Label string
	// Facts are edition, date and reading time, joined.
	Facts string
	// Draft says that the page is not published yet.
	Draft bool
	// From tells what a translation was made from; nil for originals.
	From *Phrase
	// Unreviewed warns that no native reader has checked; nil where one has.
	Unreviewed *Phrase
	// Standing says what of a translation is not current, each leading to the first
	// such part.
	Standing []Link
	// Withdrawn is why the guide was withdrawn; empty where it was not.
	Withdrawn Text
	// Image is the guide's own picture; nil for none.
	Image *ImageView
	// Contents are the guide's parts; nil for short guides. ContentItems is the
	// same as a row of <li>.
	Contents     []Link
	ContentItems template.HTML
	// Services is the directory at the guide's end; nil where there is none or
	// the text places it.
	Services *ServicesView
	// Companion leads to the guide in short or in detail; nil for none.
	Companion *Phrase
	// Credits say who made the publication.
	Credits []Credit
	// Tags lead to the guide's topics. TagItems is the same as a row of <a>.
	Tags     []Link
	TagItems template.HTML
	// Downloads are files to take away; nil for none.
	Downloads []DownloadLink
	// Mistake is how to report one; nil where the site has no contact.
	Mistake *Mistake
	// Paper is what only prints; nil without an address.
	Paper *Paper

	// The next fields are those of list.html and tag.html.

	// Tagline and Welcome are what site.toml says.
	Tagline, Welcome Text
	Groups           []Group
	// Topics lead to the tags of the language. TopicItems is the same as a row of <a>.
	Topics     []Link
	TopicItems template.HTML
	// Feed leads to the news feed; "" for none.
	Feed string

	// The next fields are those of _top.html and _bottom.html.

	// Site is the site's title; home.html and missing.html have it too. Home
	// leads to the guides of the language, All to the choice of language.
	Site      Text
	Home, All string
	// Logo is the address of the site's logo; "" for none.
	Logo string
	// Exit is quick exit; nil where the site has none.
	Exit *Exit
	// Notice is the line on top of every page; nil for none.
	Notice *Notice
	// Search, Offline and Safety are nil where the site has no such page.
	Search, Offline, Safety *Link
	// Closing is what site.toml calls footer.
	Closing Text

	// The next fields are those of other pages.

	// Sources are scripts for other.html to load, relative to the page.
	Sources []string
	// Target is where redirect.html leads.
	Target string

	language *content.Language
	address  string
	// preview and description are what machines are told.
	preview, description string
	scripts              []string
	into                 []byte // room for the page
	// uses are the constructs of what stands around the page's own text.
	uses markdown.Uses
}

// Word gives interface words in the page's language, such as "page.share";
// pairs fill the places of the text: {{.Word "page.edition" "edition" "2"}}.
func (v *View) Word(key string, pairs ...string) string {
	return v.language.Words.Marked().Text(key, pairs...)
}

// Labels are interface words of the page's language that most pages need: quicker
// to put on a page than Word.
type Labels struct {
	Languages, Contents, About, Mistake, Share, Copied, Current, Listen string
}

func newLabels(w *i18n.Words) *Labels {
	return &Labels{
		Languages: w.Text("page.languages"), Contents: w.Text("page.contents"), About: w.Text("page.about"),
		Mistake: w.Text("page.mistake"), Share: w.Text("page.share"), Copied: w.Text("page.copied"), Current: w.Text("page.current"),
		Listen: w.Text("page.listen"),
	}
}

// mark is lang and dir of a text in a language other than the page's; empty for
// the page's own.
type mark struct{ lang, dir string }

// Text is a text that may be in another language: where Lang is not empty, its
// element carries lang and dir. HTML is what Markdown became, "" for plain texts.
type Text struct {
	Text      string
	HTML      template.HTML
	Lang, Dir string
	// Now is what the source says where a number or an address of the text is out
	// of date; nil elsewhere.
	Now *Now
	// Open says that nobody has translated the text.
	Open bool
}

// Now is what a source says today, under a label in the reader's language. Text is
// "" where the source says it no longer.
type Now struct{ Label, Text, Lang, Dir string }

func (m mark) text(s string) Text { return Text{Text: s, Lang: m.lang, Dir: m.dir} }

// Phrase is a sentence around a name that may be in another language: Before,
// Text, After. With Href the name is a link.
type Phrase struct {
	Before, Text, After string
	Href                string
	Lang, Dir           string
}

// Link is a link with its words.
type Link struct {
	Href      string
	Text      string
	Lang, Dir string
}

func (m mark) link(href, s string) Link { return Link{Href: href, Text: s, Lang: m.lang, Dir: m.dir} }

// LanguageLink leads to another language.
type LanguageLink struct {
	Href, Lang, Dir string
	// Name is the language's name in its own script.
	Name string
	// Invite asks to choose a language, Missing says that a page does not exist,
	// each in the language itself; home.html and missing.html have them.
	Invite, Missing string
}

// Exit is a way to leave at once.
type Exit struct {
	Href string
	// Leave is a local blank page for when there is no network; "" for none.
	Leave string
	// Tab says that the exit opens in a new tab too.
	Tab bool
}

// Notice is the line on top of every page.
type Notice struct {
	Text      string
	Lang, Dir string
	// From and Until are days such as "2026-12-24"; "" where unsaid. The reader's
	// browser judges them.
	From, Until string
	Urgent      bool
}

// ImageView is a picture. HTML shows it with its other kinds and sizes; it is empty
// in lists. Width and Height are 0 where unknown.
type ImageView struct {
	HTML          template.HTML
	Src, Alt      string
	Width, Height int
}

// Credit is a line of "About this publication".
type Credit struct {
	Term, Text string
	Lang, Dir  string
}

func (m mark) credit(term, s string) Credit {
	return Credit{Term: term, Text: s, Lang: m.lang, Dir: m.dir}
}

// DownloadLink is a file to take away. Size is written as people read it, such
// as "213 kB".
type DownloadLink struct{ Href, Text, Size string }

// Mistake is how readers report one.
type Mistake struct {
	// Href is mailto: or tel:; "" where Contact is only to be read.
	Href    template.URL
	Contact Text
	// Phone says that Contact is a telephone number.
	Phone bool
}

// Paper lets readers of a printed page find the page that it came from.
type Paper struct {
	Publisher Text
	// Address is what people can type, Href the whole address.
	Address, Href string
	// QR is the address as a code, an <img>; "" where the address is too long for
	// one.
	QR template.HTML
	// Modules are the squares on a side of the code, without the quiet zone.
	Modules int
}

// Group is the guides of one kind. CardItems are Cards as a row of <li>, which is
// quicker to put on a page.
type Group struct {
	Title     string
	Cards     []Card
	CardItems template.HTML
}

// Card is a guide in a list.
type Card struct {
	Href, Text string
	Lang, Dir  string
	Type       string
	Summary    Text
	// Now is what the source's title says; see Text.
	Now *Now
	// Cover is a drawing made from the guide's name: the same in all languages.
	Cover template.HTML
	// Image is the guide's own picture, small, in place of the cover; nil for none.
	Image *ImageView
	// Facts are the reading time; "" where it is not known.
	Facts string
	// Language says "in English" where the list's own language has no such
	// guide; nil where it has.
	Language *Phrase
	Draft    bool
	// Companion leads to the guide in short or in detail; nil for none.
	Companion *Phrase

	language *content.Language // the list's
}

// Word gives interface words in the language of the list, for _card.html.
func (c *Card) Word(key string, pairs ...string) string {
	return c.language.Words.Marked().Text(key, pairs...)
}
