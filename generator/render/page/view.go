package page

import (
	"html/template"

	"handbill/generator/content"
)

// View is what the template of every page knows.
type View struct {
	// Kind is "home", "list", "tag", "guide", "withdrawn", "missing", "redirect"
	// or "other".
	Kind string
	// Lang is the page's BCP 47 tag, Dir "ltr" or "rtl".
	Lang, Dir string
	// Root leads to the output's root, such as "../"; it goes before what asset
	// gives.
	Root string
	// Title is the page's heading, Head what stands in <title>.
	Title, Head string
	// Summary is one sentence; "" for none.
	Summary string
	// Style and Script are what the page carries inline.
	Style  template.CSS
	Script template.JS
	// Top and Bottom are _top.html and _bottom.html, rendered once for the
	// language.
	Top, Bottom template.HTML
	// Languages lead to this page in its other languages.
	Languages []LanguageLink

	language *content.Language
	address  string
	// preview and description are what machines are told.
	preview, description string
	scripts              []string
}

// Word gives interface words in the page's language, such as "page.share";
// pairs fill the places of the text: {{.Word "page.edition" "edition" "2"}}.
func (v *View) Word(key string, pairs ...string) string {
	return v.language.Words.Text(key, pairs...)
}

// LanguageLink leads to another language.
type LanguageLink struct {
	Href, Lang, Dir string
	// Name is the language's name in its own script.
	Name string
	// Invite asks to choose a language, Missing says that a page does not exist,
	// each in the language itself; home.html and missing.html have them.
	Invite, Missing string
}

// Mark is lang and dir of a text in a language other than the page's; empty for
// the page's own.
type Mark struct{ Lang, Dir string }

// Foreign is a text that may be in another language: where Lang is not empty,
// its element carries lang and dir.
type Foreign struct {
	Text string
	// HTML is what Markdown became; "" for plain texts.
	HTML template.HTML
	Mark
}

// Phrase is a sentence around a name that may be in another language, and with
// Href a link.
type Phrase struct {
	Before string
	Foreign
	After string
	Href  string
}

// Link is a link with its words.
type Link struct {
	Href string
	Foreign
}

// FrameView is what _top.html and _bottom.html know: the same for all pages of a
// language in one folder. Style, Title and what belongs to one page are empty.
type FrameView struct {
	View
	// Site is the site's title, Home leads to the guides of the language.
	Site Foreign
	Home string
	// Logo is the site's logo; nil for none.
	Logo *Logo
	// Exit is quick exit; nil where the site has none.
	Exit *Exit
	// Notice is the line on top of every page; nil for none.
	Notice *Notice
	// Search, Offline and Safety are nil where the site has no such page.
	Search, Offline, Safety *Link
	// All leads to the choice of language.
	All string
	// Closing is what site.toml calls footer.
	Closing Foreign
}

// Logo is a file of the theme.
type Logo struct{ Src string }

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
	Foreign
	// From and Until are days such as "2026-12-24"; "" where unsaid. The reader's
	// browser judges them.
	From, Until string
	Urgent      bool
}

// GuideView is what guide.html and withdrawn.html know.
type GuideView struct {
	View
	// Type is "guide", "briefing", "leaflet" or "page", Label what readers call
	// it; "" for plain pages.
	Type, Label string
	// Facts are edition, date and reading time, joined.
	Facts string
	// Draft says that the page is not published yet.
	Draft bool
	// From tells what a translation was made from; nil for originals.
	From *Phrase
	// Unreviewed warns that no native reader has checked; nil where one has.
	Unreviewed *Phrase
	// Withdrawn is why the guide was withdrawn; empty where it was not.
	Withdrawn Foreign
	// Image is the guide's own picture; nil for none.
	Image *ImageView
	// Contents are the guide's parts; nil for short guides.
	Contents []Link
	// Body is the guide's text.
	Body template.HTML
	// Services is the directory at the guide's end; nil where there is none or
	// the text places it.
	Services *ServicesView
	// Companion leads to the guide in short or in detail; nil for none.
	Companion *Phrase
	// Credits say who made the publication.
	Credits []Credit
	Tags    []Link
	// Downloads are files to take away; nil for none.
	Downloads []DownloadLink
	// Mistake is how to report one; nil where the site has no contact.
	Mistake *Mistake
	// Paper is what only prints; nil without an address.
	Paper *Paper
}

// ImageView is a picture. Width and Height are 0 where unknown.
type ImageView struct {
	Src, Alt      string
	Width, Height int
}

// Credit is a line of "About this publication".
type Credit struct {
	Term string
	Foreign
}

// DownloadLink is a file to take away.
type DownloadLink struct {
	Link
	// Size is written as people read it, such as "213 kB".
	Size string
}

// Mistake is how readers report one.
type Mistake struct {
	// Href is mailto: or tel:; "" where Contact is only to be read.
	Href    template.URL
	Contact Foreign
	// Phone says that Contact is a telephone number.
	Phone bool
}

// Paper lets readers of a printed page find the page that it came from.
type Paper struct {
	Publisher Foreign
	// Address is what people can type, Href the whole address.
	Address, Href string
	// QR is the address as a code, an <img>; "" where the address is too long for
	// one.
	QR template.HTML
}

// ListView is what list.html and tag.html know.
type ListView struct {
	View
	Tagline Foreign
	Welcome Foreign
	Groups  []Group
	// Topics lead to the tags of the language.
	Topics []Link
	// Feed leads to the news feed; "" for none.
	Feed string
}

// Group is the guides of one kind.
type Group struct {
	Title string
	Cards []Card
}

// Card is a guide in a list.
type Card struct {
	Link
	Type    string
	Summary Foreign
	// Cover is a drawing made from the guide's name: the same in all languages.
	Cover template.HTML
	// Facts are the reading time; "" where it is not known.
	Facts string
	// Language says "in English" where the list's own language has no such
	// guide; nil where it has.
	Language *Phrase
	Draft    bool
	// Companion leads to the guide in short or in detail; nil for none.
	Companion *Phrase
}

// HomeView is what home.html and missing.html know.
type HomeView struct {
	View
	Site string
}

// RedirectView is what redirect.html knows.
type RedirectView struct {
	View
	Href string
}

// WrappedView is what other.html knows.
type WrappedView struct {
	View
	Body template.HTML
	// Sources are scripts to load, relative to the page.
	Sources []string
}
