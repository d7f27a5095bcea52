package i18n

// wordsPerMinute are means of adults reading aloud-ready prose silently, from
// the IReST study (Trauzettel-Klosinski and Dietz 2012, 17 languages).
var wordsPerMinute = map[string]int{
	"ar": 138, "de": 179, "en": 228, "es": 218, "fi": 161, "fr": 195, "he": 187, "it": 188,
	"nl": 202, "pl": 166, "pt": 181, "ru": 184, "sl": 180, "sv": 199, "tr": 166,
}

// usualWordsPerMinute serves the languages that nobody has measured; it is near
// the mean of the study.
const usualWordsPerMinute = 180

// charactersPerMinute are for scripts without spaces: Chinese and Japanese from
// the same study.
var charactersPerMinute = map[string]int{"Hans": 255, "Hant": 255, "Hani": 255, "Jpan": 357}

// usualCharactersPerMinute serves Thai, Lao, Khmer and Burmese, whose scripts
// spell sounds: the mean of the alphabets of the study.
const usualCharactersPerMinute = 900

// ReadingMinutes gives how long a text takes to read, in whole minutes, at
// least 1. Words count where the script has spaces, characters elsewhere.
func ReadingMinutes(tag string, words, characters int) int {
	count, rate := words, wordsPerMinute[base(tag)]
	if UnspacedScript(tag) {
		count, rate = characters, charactersPerMinute[Script(tag)]
		if rate == 0 {
			rate = usualCharactersPerMinute
		}
	}
	if rate == 0 {
		rate = usualWordsPerMinute
	}
	return max(1, (count+rate/2)/rate)
}
