package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"handbill/generator/diag"
)

// Quotes are the quotation marks of a language: outer pair, then inner pair.
// The zero value leaves straight quotes alone.
type Quotes struct {
	Open, Close           string
	InnerOpen, InnerClose string
}

// Options says how a body is read. The zero value reads everything that guides
// are made of, without typography.
type Options struct {
	// Language is the BCP 47 tag of the text.
	Language string
	// RTL says that the text runs right to left, so that telephone numbers are
	// isolated.
	RTL bool
	// Quotes sets straight quotes as the language does, and dashes and dots.
	Quotes Quotes
	// Value gives the text of {{name}}; nil where the site has none.
	Value func(name string) (text string, ok bool)
	// Names are the known values, for suggestions.
	Names []string
	// Original is the document in the source language, whose heading ids serve
	// every language; nil for the source language itself.
	Original *Doc
	// Known says which heading of Original each heading is, where a record of the
	// translation tells: places in Headings of both, -1 for unknown. Without it,
	// headings are paired by their order and ids.
	Known []int
	// DeadLinks is how severe a link is that is written so that it makes none.
	DeadLinks diag.Severity
	// CommonMark reads plain CommonMark: no extensions, typography, heading ids
	// or link policy. The specification's examples run with it.
	CommonMark bool
}

// Doc is the parsed body of one page. Links, media and annotations may be set
// until HTML is first called; from then on a Doc does not change, and several
// goroutines may ask for its HTML at once.
type Doc struct {
	// Headings are those of the body in order.
	Headings []Heading
	// Recommendations are in the order of the text.
	Recommendations []Recommendation
	// Links are in the order of the text, then of the notes. Each goes where
	// its Resolved says.
	Links []*Link
	// Media are in the order of the text, then of the notes.
	Media []*Media
	// Services are the places of the directory.
	Services []*ServicesBlock
	// Notes is how many footnotes are listed at the end.
	Notes int
	// Uses are the constructs in the text.
	Uses Uses
	// Anchors are all ids of the page's body, sorted, without Frame.IDPrefix.
	Anchors []string
	// Words counts the words of scripts that put space between words,
	// Characters the letters of those that do not. Code and pull quotes are left
	// out.
	Words, Characters int

	src   []byte
	root  ast.Node
	typo  typography
	opt   Options
	notes []*note // in the order of their numbers
	// notesID is the id of the heading over the notes.
	notesID        string
	headingPos     []int // where each heading stands in src
	firstParagraph ast.Node

	wide        map[*east.Table]bool // tables that scroll; nil for none
	where       *locator
	pieces      int // how many blocks there are, HTML and figures left out
	blocks      []Block
	blockNodes  []ast.Node
	held        *holding // nil before the first excerpt
	annotations map[ast.Node]*Annotation
	begin       []byte          // stands before all blocks
	lent        int             // notes of excerpts
	lentIDs     map[string]bool // that are still to be written
}

// Frame is what a page knows and a body does not. The zero value writes numbers
// in Latin digits and the keys in place of interface words.
type Frame struct {
	// Words gives an interface word by its key, such as "callout.note".
	Words func(key string) string
	// Number writes a whole number in the language's digits.
	Number func(int) string
	// Size writes the weight of a file, given in bytes.
	Size func(int) string
	// Services gives the HTML of a directory.
	Services func(*ServicesBlock) []byte
	// Link, where set, gives the address of a link in place of Resolved.Href;
	// it is written as it comes, without IDPrefix.
	Link func(*Link) string
	// Media, where set, gives the place of an embedded file in place of Placed.
	Media func(*Media) Placed
	// IDPrefix stands before every id and before links into the same body.
	IDPrefix string
	// HeadingShift is added to the level of headings.
	HeadingShift int
	// OnTap shows a link with the size in place of a picture.
	OnTap bool
	// Eager has pictures fetched at once: a browser waits two seconds before it
	// prints a page that had others.
	Eager bool
}

// Annotation is what a later stage adds to a block.
type Annotation struct {
	// Lang, Dir and Class are attributes of the block; "" for none.
	Lang, Dir, Class string
	// Before and After are HTML that is trusted, put before and after the block,
	// or inside it where nothing can stand beside it, as in a table.
	Before, After []byte
	// Omit leaves the block out; Before and After stay.
	Omit bool
}

// HTML writes the body. The HTML is minimal: nothing needs to shorten it.
func (d *Doc) HTML(w *bytes.Buffer, f Frame) {
	wr := newWriter(d, &f, w.AvailableBuffer())
	wr.document()
	w.Write(wr.out)
}

// Uses is a set of constructs that need styles of their own.
type Uses uint32

// The constructs.
const (
	UsesCallout Uses = 1 << iota
	UsesWarning
	UsesDanger
	UsesKeyPoints
	UsesStory
	UsesPullQuote
	UsesRights
	UsesRecommendations
	UsesFootnotes
	UsesTable
	UsesAligned // columns of a table, at their end or middle
	UsesTasks
	UsesFigure
	UsesMedia // audio or video
	UsesCode
	UsesDefinitions
	UsesServices
	UsesQuote
	UsesDetails
	UsesPhone   // links to dial
	UsesWebLink // links to other sites in words, not by their address
)

// Heading is a heading of the body.
type Heading struct {
	Level int // 1 to 6
	// ID is its address: the explicit or made id, or that of the source
	// language's heading.
	ID string
	// Own is the id that the heading's own words make, where ID is not that;
	// it is an extra anchor.
	Own string
	// Text is plain text, with typography.
	Text string
	At   diag.Position
}

// Recommendation is an item of a list under a {.recommendations} heading.
type Recommendation struct {
	ID     string
	Number int
	Lead   string // plain text; "" for none
	Text   string // plain text, lead included
	At     diag.Position
}

// Link is a link of the body. Who resolves links sets the fields below
// Resolved before HTML is called.
type Link struct {
	At diag.Position
	// Dest is the destination as written, percent-decoding undone by nobody,
	// {{values}} filled in.
	Dest string
	// Text is the plain text inside.
	Text string
	// Image says that the link holds a picture and no words.
	Image bool
	// Raw says that it came from HTML in the text.
	Raw bool
	// Forbidden says that Dest has a scheme that never becomes a link. That is
	// reported already: there is nothing to resolve.
	Forbidden bool

	Resolved
}

// Resolved is where a link leads on the finished page.
type Resolved struct {
	// Href is what the page says; "" leaves the words without a link.
	Href string
	// Lang and Dir mark a target in another language; "" for none.
	Lang, Dir string
	// Mark is set behind the link, such as "(in Spanish)"; nil for none.
	Mark *Mark
}

// Mark is what a reader should know before following a link. It stands by itself:
// neither its direction nor its language is that of the words around it.
type Mark struct {
	// Lang is the language of the words; "" where the text around them has it too.
	Lang string
	// Words are written one after another.
	Words []Words
}

// Words are part of a Mark. Lang and Dir are set where they are in a language of
// their own, such as the name of a language.
type Words struct{ Text, Lang, Dir string }

// MediaKind says what an embedded file is.
type MediaKind int

// The kinds of media.
const (
	Picture MediaKind = iota
	Audio
	Video
	Track // subtitles or captions of a video
)

// Media is an embedded picture, sound or film. Who resolves it sets the fields
// below Placed before HTML is called.
type Media struct {
	At   diag.Position
	Kind MediaKind
	Dest string
	// Alt is the alternative text; HasAlt says that one is written, be it empty
	// on purpose.
	Alt    string
	HasAlt bool
	Title  string
	// Forbidden says that Dest can never be fetched by a page. That is reported
	// already: there is nothing to place.
	Forbidden bool

	Placed
}

// ServicesBlock is a place where the directory of services stands.
type ServicesBlock struct {
	At diag.Position
	// Filter holds the ids of services or the language tags to show, as
	// written; none shows all.
	Filter []string
	// Title is plain text in place of the usual heading; "" for none.
	Title string
	// Level is that of the heading it stands under; 1 where there is none.
	Level int
}

// Placed is where an embedded file lies on the finished site.
type Placed struct {
	// Src is relative to the page; "" leaves the file out and shows its
	// alternative text.
	Src string
	// Width and Height are in CSS pixels; 0 where unknown.
	Width, Height int
	// Large is a second, wider file for paper; "" for none. Pages on screens never
	// name it: dense screens of small telephones would load it, three times as heavy
	// and not in a saved copy.
	Large string
	// Better is the same picture in a kind that not every browser shows, such as
	// WebP, and BetterType its media type; "" for none.
	Better, BetterType string
	// Bytes is the size of Src.
	Bytes int
}

// Section is the text under one heading, for search.
type Section struct {
	// ID is the heading's address; "" above the first heading.
	ID string
	// Heading is its text.
	Heading string
	// Level is the heading's, 0 where there is none.
	Level int
	// Text is everything under it, without pull quotes, code and footnote marks.
	Text string
}

// BlockKind names what a Block is.
type BlockKind string

// The kinds of blocks. A heading's kind carries its level: "h1" to "h6".
const (
	BlockParagraph   BlockKind = "p"
	BlockListItem    BlockKind = "li"
	BlockQuote       BlockKind = "quote"
	BlockCell        BlockKind = "cell"
	BlockTerm        BlockKind = "term"
	BlockDescription BlockKind = "description"
	BlockFootnote    BlockKind = "footnote"
	BlockAlt         BlockKind = "alt"
	BlockCaption     BlockKind = "caption"
	BlockCode        BlockKind = "code"
	BlockHTML        BlockKind = "html"
)

// Span is a run of bytes of the whole file, front matter included: from Start up
// to, not including, Stop.
type Span struct{ Start, Stop int }

// Block is the smallest piece that is translated by itself.
type Block struct {
	Kind BlockKind
	// Text is the Markdown of the piece without the prefixes of its containers,
	// lines joined by \n.
	Text string
	// Lines are where its lines stand in the file.
	Lines []Span
	// Prefix is what a continuation line begins with, such as "> " or "   ".
	Prefix string
	// Heading is the text of the heading that it stands under.
	Heading string
	At      diag.Position
}
