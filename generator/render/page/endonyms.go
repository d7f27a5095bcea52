package page

// endonym is a language's name in the language itself.
type endonym struct {
	name string
	rtl  bool
}

func (e endonym) dir() string {
	if e.rtl {
		return "rtl"
	}
	return "ltr"
}

// endonyms name languages that services speak and a site is not written in. The
// Unicode tables that hold all names would add 2 MB to the program.
var endonyms = map[string]endonym{
	"af": {name: "Afrikaans"}, "am": {name: "አማርኛ"}, "ar": {name: "العربية", rtl: true}, "az": {name: "Azərbaycanca"},
	"be": {name: "Беларуская"}, "bg": {name: "Български"}, "bm": {name: "Bamanankan"}, "bn": {name: "বাংলা"},
	"bo": {name: "བོད་སྐད་"}, "bs": {name: "Bosanski"}, "ca": {name: "Català"}, "ckb": {name: "کوردیی ناوەندی", rtl: true},
	"cs": {name: "Čeština"}, "cy": {name: "Cymraeg"}, "da": {name: "Dansk"}, "de": {name: "Deutsch"},
	"el": {name: "Ελληνικά"}, "en": {name: "English"}, "eo": {name: "Esperanto"}, "es": {name: "Español"},
	"et": {name: "Eesti"}, "eu": {name: "Euskara"}, "fa": {name: "فارسی", rtl: true}, "ff": {name: "Pulaar"},
	"fi": {name: "Suomi"}, "fil": {name: "Filipino"}, "fr": {name: "Français"}, "ga": {name: "Gaeilge"},
	"gu": {name: "ગુજરાતી"}, "ha": {name: "Hausa"}, "he": {name: "עברית", rtl: true}, "hi": {name: "हिन्दी"},
	"hr": {name: "Hrvatski"}, "ht": {name: "Kreyòl ayisyen"}, "hu": {name: "Magyar"}, "hy": {name: "Հայերեն"},
	"id": {name: "Bahasa Indonesia"}, "ig": {name: "Igbo"}, "is": {name: "Íslenska"}, "it": {name: "Italiano"},
	"ja": {name: "日本語"}, "jv": {name: "Basa Jawa"}, "ka": {name: "ქართული"}, "kk": {name: "Қазақша"},
	"km": {name: "ខ្មែរ"}, "kn": {name: "ಕನ್ನಡ"}, "ko": {name: "한국어"}, "kmr": {name: "Kurmancî"},
	"ku": {name: "Kurdî"}, "ky": {name: "Кыргызча"}, "lg": {name: "Luganda"}, "ln": {name: "Lingála"},
	"lo": {name: "ລາວ"}, "lt": {name: "Lietuvių"}, "lv": {name: "Latviešu"}, "mg": {name: "Malagasy"},
	"mk": {name: "Македонски"}, "ml": {name: "മലയാളം"}, "mn": {name: "Монгол"}, "mr": {name: "मराठी"},
	"ms": {name: "Bahasa Melayu"}, "mt": {name: "Malti"}, "my": {name: "မြန်မာ"}, "ne": {name: "नेपाली"},
	"nl": {name: "Nederlands"}, "no": {name: "Norsk"}, "om": {name: "Oromoo"}, "pa": {name: "ਪੰਜਾਬੀ"},
	"pl": {name: "Polski"}, "prs": {name: "دری", rtl: true}, "ps": {name: "پښتو", rtl: true}, "pt": {name: "Português"},
	"qu": {name: "Runasimi"}, "rn": {name: "Ikirundi"}, "ro": {name: "Română"}, "rom": {name: "Romani ćhib"},
	"ru": {name: "Русский"}, "rw": {name: "Kinyarwanda"}, "si": {name: "සිංහල"}, "sk": {name: "Slovenčina"},
	"sl": {name: "Slovenščina"}, "sn": {name: "chiShona"}, "so": {name: "Soomaali"}, "sq": {name: "Shqip"},
	"sr": {name: "Српски"}, "st": {name: "Sesotho"}, "sv": {name: "Svenska"}, "sw": {name: "Kiswahili"},
	"ta": {name: "தமிழ்"}, "te": {name: "తెలుగు"}, "tg": {name: "Тоҷикӣ"}, "th": {name: "ไทย"},
	"ti": {name: "ትግርኛ"}, "tk": {name: "Türkmençe"}, "tl": {name: "Tagalog"}, "tr": {name: "Türkçe"},
	"ug": {name: "ئۇيغۇرچە", rtl: true}, "uk": {name: "Українська"}, "ur": {name: "اردو", rtl: true}, "uz": {name: "Oʻzbekcha"},
	"vi": {name: "Tiếng Việt"}, "wo": {name: "Wolof"}, "xh": {name: "isiXhosa"}, "yi": {name: "ייִדיש", rtl: true},
	"yo": {name: "Yorùbá"}, "yue": {name: "粵語"}, "zh": {name: "中文"}, "zh-Hans": {name: "简体中文"},
	"zh-Hant": {name: "繁體中文"}, "zu": {name: "isiZulu"},
}
