package i18n

import "strings"

// Qualified adds what tells a language from its neighbours to its name: a country, a
// script. Chinese and Japanese have brackets of their own width.
func Qualified(name, by string) string {
	open, comma, end := " (", ", ", ")"
	if strings.ContainsAny(name, "中日粵") {
		open, comma, end = "（", "，", "）"
	}
	if before, ok := strings.CutSuffix(name, end); ok {
		return before + comma + by + end
	}
	return name + open + by + end
}

// regional names a language as it is spoken in a country, "" where either is not known.
func regional(tag string) string {
	region := regions[tag]
	if region == "" {
		return ""
	}
	return Qualified(Endonym(tag[:strings.LastIndexByte(tag, '-')]), region)
}

// regions name countries in the languages that guides are written in for them.
var regions = map[string]string{
	"ar-AE": "الإمارات", "ar-BH": "البحرين", "ar-DZ": "الجزائر", "ar-EG": "مصر", "ar-IQ": "العراق",
	"ar-JO": "الأردن", "ar-KW": "الكويت", "ar-LB": "لبنان", "ar-LY": "ليبيا", "ar-MA": "المغرب",
	"ar-MR": "موريتانيا", "ar-OM": "عُمان", "ar-PS": "فلسطين", "ar-QA": "قطر", "ar-SA": "السعودية",
	"ar-SD": "السودان", "ar-SY": "سوريا", "ar-TN": "تونس", "ar-YE": "اليمن",
	"bn-BD": "বাংলাদেশ", "bn-IN": "ভারত",
	"de-AT": "Österreich", "de-BE": "Belgien", "de-CH": "Schweiz", "de-DE": "Deutschland", "de-LU": "Luxemburg",
	"el-CY": "Κύπρος", "el-GR": "Ελλάδα",
	"en-AU": "Australia", "en-CA": "Canada", "en-GB": "UK", "en-GH": "Ghana", "en-HK": "Hong Kong",
	"en-IE": "Ireland", "en-IN": "India", "en-JM": "Jamaica", "en-KE": "Kenya", "en-MT": "Malta",
	"en-MY": "Malaysia", "en-NG": "Nigeria", "en-NZ": "New Zealand", "en-PH": "Philippines",
	"en-SG": "Singapore", "en-UG": "Uganda", "en-US": "US", "en-ZA": "South Africa", "en-ZW": "Zimbabwe",
	"es-419": "Latinoamérica", "es-AR": "Argentina", "es-BO": "Bolivia", "es-CL": "Chile",
	"es-CO": "Colombia", "es-CR": "Costa Rica", "es-CU": "Cuba", "es-DO": "República Dominicana",
	"es-EC": "Ecuador", "es-ES": "España", "es-GT": "Guatemala", "es-HN": "Honduras", "es-MX": "México",
	"es-NI": "Nicaragua", "es-PA": "Panamá", "es-PE": "Perú", "es-PR": "Puerto Rico", "es-PY": "Paraguay",
	"es-SV": "El Salvador", "es-US": "Estados Unidos", "es-UY": "Uruguay", "es-VE": "Venezuela",
	"fa-IR": "ایران",
	"fr-BE": "Belgique", "fr-BF": "Burkina Faso", "fr-CA": "Canada", "fr-CD": "RD Congo", "fr-CH": "Suisse",
	"fr-CI": "Côte d’Ivoire", "fr-CM": "Cameroun", "fr-DZ": "Algérie", "fr-FR": "France", "fr-GN": "Guinée",
	"fr-HT": "Haïti", "fr-LU": "Luxembourg", "fr-MA": "Maroc", "fr-ML": "Mali", "fr-SN": "Sénégal",
	"fr-TN": "Tunisie",
	"hr-BA": "BiH", "hr-HR": "Hrvatska",
	"it-CH": "Svizzera", "it-IT": "Italia",
	"ms-BN": "Brunei", "ms-MY": "Malaysia", "ms-SG": "Singapura",
	"ne-IN": "भारत", "ne-NP": "नेपाल",
	"nl-BE": "België", "nl-NL": "Nederland", "nl-SR": "Suriname",
	"pa-Arab-PK": "پاکستان", "pa-IN": "ਭਾਰਤ", "ps-AF": "افغانستان", "ps-PK": "پاکستان",
	"pt-AO": "Angola", "pt-BR": "Brasil", "pt-CV": "Cabo Verde", "pt-GW": "Guiné-Bissau",
	"pt-MZ": "Moçambique", "pt-PT": "Portugal", "pt-ST": "São Tomé e Príncipe",
	"ro-MD": "Moldova", "ro-RO": "România",
	"ru-BY": "Беларусь", "ru-KG": "Кыргызстан", "ru-KZ": "Казахстан", "ru-MD": "Молдова", "ru-RU": "Россия",
	"ru-UA": "Украина",
	"so-DJ": "Jabuuti", "so-ET": "Itoobiya", "so-KE": "Kenya", "so-SO": "Soomaaliya",
	"sq-AL": "Shqipëri", "sq-XK": "Kosovë",
	"sr-BA": "БиХ", "sr-ME": "Црна Гора", "sr-RS": "Србија",
	"sr-Cyrl-BA": "БиХ", "sr-Cyrl-ME": "Црна Гора", "sr-Cyrl-RS": "Србија",
	"sr-Latn-BA": "BiH", "sr-Latn-ME": "Crna Gora", "sr-Latn-RS": "Srbija",
	"sv-FI": "Finland", "sv-SE": "Sverige",
	"sw-KE": "Kenya", "sw-TZ": "Tanzania", "sw-UG": "Uganda",
	"ta-IN": "இந்தியா", "ta-LK": "இலங்கை", "ta-SG": "சிங்கப்பூர்",
	"ti-ER": "ኤርትራ", "ti-ET": "ኢትዮጵያ",
	"tr-CY": "Kıbrıs", "tr-TR": "Türkiye",
	"ur-IN": "بھارت", "ur-PK": "پاکستان",
	"zh-CN": "中国", "zh-HK": "香港", "zh-MO": "澳門", "zh-MY": "马来西亚", "zh-SG": "新加坡", "zh-TW": "台灣",
	"zh-Hans-CN": "中国", "zh-Hans-MY": "马来西亚", "zh-Hans-SG": "新加坡",
	"zh-Hant-HK": "香港", "zh-Hant-MO": "澳門", "zh-Hant-TW": "台灣",
}
