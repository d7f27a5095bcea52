package i18n

// Endonym is what a language calls itself, with the country that its tag names; ""
// where that is not known.
func Endonym(tag string) string {
	if name := endonyms[tag]; name != "" {
		return name
	}
	return regional(tag)
}

// endonyms name languages that services speak and a site is not written in, and those
// that a site begins with. The Unicode tables that hold all names would add 2 MB to
// the program.
var endonyms = map[string]string{
	"af": "Afrikaans", "am": "አማርኛ", "ar": "العربية", "ay": "Aymar aru", "az": "Azərbaycanca",
	"be": "Беларуская", "bg": "Български", "bm": "Bamanankan", "bn": "বাংলা", "bo": "བོད་སྐད་",
	"bs": "Bosanski", "ca": "Català", "ckb": "کوردیی ناوەندی", "cs": "Čeština", "cy": "Cymraeg",
	"da": "Dansk", "de": "Deutsch", "el": "Ελληνικά", "en": "English", "eo": "Esperanto",
	"es": "Español", "et": "Eesti", "eu": "Euskara", "fa": "فارسی", "fa-AF": "دری", "ff": "Pulaar", "fi": "Suomi",
	"fil": "Filipino", "fr": "Français", "ga": "Gaeilge", "gu": "ગુજરાતી", "ha": "Hausa",
	"he": "עברית", "hi": "हिन्दी", "hr": "Hrvatski", "ht": "Kreyòl ayisyen", "hu": "Magyar",
	"hy": "Հայերեն", "id": "Bahasa Indonesia", "ig": "Igbo", "is": "Íslenska", "it": "Italiano",
	"ja": "日本語", "jv": "Basa Jawa", "ka": "ქართული", "kk": "Қазақша", "km": "ខ្មែរ",
	"kmr": "Kurmancî", "kn": "ಕನ್ನಡ", "ko": "한국어", "ku": "Kurdî", "ky": "Кыргызча",
	"lg": "Luganda", "ln": "Lingála", "lo": "ລາວ", "lt": "Lietuvių", "lv": "Latviešu",
	"mg": "Malagasy", "mk": "Македонски", "ml": "മലയാളം", "mn": "Монгол", "mr": "मराठी",
	"ms": "Bahasa Melayu", "mt": "Malti", "my": "မြန်မာ", "ne": "नेपाली", "nl": "Nederlands",
	"no": "Norsk", "om": "Oromoo", "pa": "ਪੰਜਾਬੀ", "pa-Arab": "پنجابی", "pl": "Polski", "prs": "دری", "ps": "پښتو",
	"pt": "Português", "qu": "Runasimi", "rhg": "Ruáingga", "rn": "Ikirundi", "ro": "Română",
	"rom": "Romani ćhib", "ru": "Русский", "rw": "Kinyarwanda", "si": "සිංහල", "sk": "Slovenčina",
	"sl": "Slovenščina", "sn": "chiShona", "so": "Soomaali", "sq": "Shqip", "sr": "Српски",
	"sr-Cyrl": "Српски (ћирилица)", "sr-Latn": "Srpski (latinica)", "st": "Sesotho",
	"sv": "Svenska", "sw": "Kiswahili", "ta": "தமிழ்", "te": "తెలుగు", "tg": "Тоҷикӣ", "th": "ไทย",
	"ti": "ትግርኛ", "tk": "Türkmençe", "tl": "Tagalog", "tr": "Türkçe", "ug": "ئۇيغۇرچە",
	"uk": "Українська", "ur": "اردو", "uz": "Oʻzbekcha", "vi": "Tiếng Việt", "wo": "Wolof",
	"xh": "isiXhosa", "yi": "ייִדיש", "yo": "Yorùbá", "yue": "粵語", "zh": "中文", "zh-Hans": "简体中文",
	"zh-Hant": "繁體中文", "zu": "isiZulu",
}
