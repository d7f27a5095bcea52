// Package xliff reads and writes XLIFF 1.2, the exchange format of translation
// programs such as OmegaT, Virtaal, memoQ and Trados. The texts inside are taken
// as they are: marks of Markdown are no inline elements. It knows nothing of
// guides.
//
// The format is an OASIS standard: XLIFF Version 1.2, 1 February 2008.
package xliff

// Document is what one file holds.
type Document struct {
	// Source and Target are language tags.
	Source, Target string
	// Tool names the program that wrote the file, with its version.
	Tool, ToolVersion string
	Files             []File
}

// File is one <file>: the texts of one original.
type File struct {
	Original string
	Units    []Unit
}

// Unit is one <trans-unit>.
type Unit struct {
	// Name is kept by every program: the attribute resname, or id where there is
	// none.
	Name           string
	Source, Target string
	// State is one of the states of XLIFF 1.2, section 3.2.4, such as
	// "needs-translation"; "" for none.
	State string
	// Approved says that a reviewer has agreed.
	Approved bool
	// Machine says that the target is the raw work of a translating program (the
	// state-qualifiers mt-suggestion and leveraged-mt). It is read, not written.
	Machine bool
	// OldSource and OldTarget are the pair before the source was changed; both ""
	// for none.
	OldSource, OldTarget string
	// Notes are remarks for the translator, or from one.
	Notes []Note
	// Line is where the unit stands in the file that was read, counted from 1.
	Line int
}

// Note is a remark. From says whose: "" for unknown.
type Note struct{ From, Text string }
