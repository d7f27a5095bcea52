package search

// This file is the one table of what a token is. The browser's half is made
// from it (script.go), and a test holds the two against each other.
//
// A text is decomposed (NFKD), put in lower case, freed of what is dropped,
// folded and composed again (NFC). Separators part it into runs. A run of a
// script that is written with spaces is a token; other runs are cut into
// n-grams.

// span is a stretch of code points, both ends included.
type span struct{ first, last rune }

// dropped are marks that people leave out when they type: accents, Hebrew
// points, harakat, tatweel, joiners, isolates. They go before separators are seen.
var dropped = [...]span{
	{0x00ad, 0x00ad}, {0x0300, 0x036f}, {0x0591, 0x05bd}, {0x05bf, 0x05c7}, {0x0610, 0x061a}, {0x0640, 0x0640},
	{0x064b, 0x065f}, {0x0670, 0x0670}, {0x06d6, 0x06ed}, {0x200b, 0x200f}, {0x202a, 0x202e}, {0x2060, 0x206f},
}

// separators stand between tokens. Everything from U+E000 to U+FFFF is one:
// little of it is left after NFKD, and without it the order of UTF-8 bytes,
// which Go sorts by, is the order of UTF-16 units, which the browser sorts by.
var separators = [...]span{
	{0x0000, 0x002f}, {0x003a, 0x0040}, {0x005b, 0x0060}, {0x007b, 0x00bf}, {0x00d7, 0x00d7}, {0x00f7, 0x00f7},
	{0x0589, 0x0589}, {0x05be, 0x05be}, {0x05f3, 0x05f4}, {0x0600, 0x060f}, {0x061b, 0x061f}, {0x066a, 0x066d},
	{0x06d4, 0x06d4}, {0x0964, 0x0965}, {0x0970, 0x0970}, {0x0e2f, 0x0e2f}, {0x0f0b, 0x0f14}, {0x104a, 0x104f},
	{0x1360, 0x1368}, {0x17d4, 0x17db}, {0x2000, 0x2bff}, {0x3000, 0x3004}, {0x3008, 0x303f},
	{0x30fb, 0x30fb}, {0xe000, 0xffff},
}

// pairs and triples are scripts without spaces between words, cut into n-grams
// of two or three characters.
var (
	pairs   = [...]span{{0x3005, 0x3007}, {0x3040, 0x30ff}, {0x31f0, 0x31ff}, {0x3400, 0x4dbf}, {0x4e00, 0x9fff}}
	triples = [...]span{{0x0e00, 0x0eff}, {0x1000, 0x109f}, {0x1780, 0x17ff}, {0xaa60, 0xaa7f}}
)

// gramBytes is what a character of pairs and triples takes in UTF-8, and firstOfGrams
// the lowest byte that begins one.
const (
	gramBytes    = 3
	firstOfGrams = 0xe0
)

// folds are letters that NFKD leaves apart and readers type one for another:
// Arabic and Persian ye, kaf, te marbuta and heh, final sigma, letters with a
// stroke, ligatures. The first letter of each becomes the rest.
var folds = [...]string{"يی", "ىی", "كک", "ةه", "ہه", "ςσ", "ıi", "øo", "đd", "łl", "ßss", "æae", "œoe"}

// digits are the decimal digits of other scripts; they become 0 to 9, so that a
// phone number is found however it is written or typed. A block begins at a
// code point that ends in 0; those of India (U+0900 to U+0DFF) in 6.
var digits = [...]rune{0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50, 0x1040, 0x17e0}

// withoutArticle is how many letters a token must have without the Arabic
// article, or "ال" is a part of the word.
const withoutArticle = 3

func in(r rune, spans []span) bool {
	for _, s := range spans {
		if r <= s.last && r >= s.first {
			return true
		}
	}
	return false
}

// gram is the length of the n-grams that a character is cut into, 0 for scripts
// with spaces.
func gram(r rune) int {
	switch {
	case r < 0x0e00:
		return 0
	case in(r, pairs[:]):
		return 2
	case in(r, triples[:]):
		return 3
	default:
		return 0
	}
}
