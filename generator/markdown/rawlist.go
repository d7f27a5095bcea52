package markdown

// The HTML that a guide may hold. What is not in these tables is left out and
// reported: scripts, frames, forms, styles, handlers of events, anything that
// asks another host for a file.

// phrasing are the elements that may stand inside a line.
var phrasing = set("a abbr audio b bdi bdo br cite code del dfn em i img ins kbd mark q rp rt ruby s samp small source span strong sub sup time track u var video wbr")

// flow are the elements that may stand between paragraphs, besides phrasing.
var flow = set("address article aside blockquote caption col colgroup dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li ol p pre section summary table tbody td tfoot th thead tr ul")

// void elements have no end.
var void = set("br col hr img source track wbr")

// holders may have paragraphs of Markdown inside.
var holders = set("address article aside blockquote dd details div figcaption figure footer header li section td th")

// structural elements have only their own kind of children, no text.
var structural = set("colgroup dl ol table tbody tfoot thead tr ul")

// parents lists where an element must stand.
var parents = map[string]map[string]bool{
	"li": set("ul ol"), "dt": set("dl"), "dd": set("dl"),
	"caption": set("table"), "colgroup": set("table"), "col": set("colgroup"),
	"thead": set("table"), "tbody": set("table"), "tfoot": set("table"),
	"tr": set("table thead tbody tfoot"), "td": set("tr"), "th": set("tr"),
	"summary": set("details"), "figcaption": set("figure"),
	"source": set("audio video"), "track": set("audio video"),
	"rt": set("ruby"), "rp": set("ruby"),
}

// swallowed elements vanish with everything inside.
var swallowed = set("applet canvas embed frameset head iframe math noembed noframes noscript object plaintext script select style svg template textarea title xmp")

// attributeForm says what an attribute's value may look like.
type attributeForm func(value string) bool

var globalAttributes = map[string]attributeForm{
	"class": anyText,
	"dir":   oneOf("ltr rtl auto"),
	"lang":  languageTag,
	"title": anyText,
}

var elementAttributes = map[string]map[string]attributeForm{
	"audio":    {"loop": anyText, "muted": anyText},
	"bdo":      {},
	"col":      {"span": wholeNumber},
	"colgroup": {"span": wholeNumber},
	"del":      {"datetime": dateTime},
	"details":  {"open": anyText},
	"img":      {"height": wholeNumber, "width": wholeNumber},
	"ins":      {"datetime": dateTime},
	"li":       {"value": wholeNumber},
	"ol":       {"reversed": anyText, "start": wholeNumber, "type": oneOf("1 a A i I")},
	"source":   {"type": mediaType},
	"td":       {"colspan": wholeNumber, "rowspan": wholeNumber},
	"th":       {"colspan": wholeNumber, "rowspan": wholeNumber, "scope": oneOf("row col rowgroup colgroup")},
	"time":     {"datetime": dateTime},
	"track":    {"default": anyText, "kind": oneOf("subtitles captions descriptions chapters"), "label": anyText, "srclang": languageTag},
	"video":    {"height": wholeNumber, "loop": anyText, "muted": anyText, "width": wholeNumber},
}

// switches are attributes without a value.
var switches = set("default loop muted open reversed")

// handled attributes are read by the code, not by the tables; some of them it
// sets itself, so that the author's are no loss.
var handled = map[string]map[string]bool{
	"a":      set("href name rel target"),
	"audio":  set("src controls preload"),
	"img":    set("src alt loading decoding"),
	"source": set("src"),
	"track":  set("src"),
	"video":  set("src poster controls preload playsinline"),
}

func anyText(string) bool { return true }

func oneOf(list string) attributeForm {
	values := set(list)
	return func(v string) bool { return values[v] }
}

func wholeNumber(v string) bool {
	for i := range len(v) {
		if v[i] < '0' || v[i] > '9' {
			return false
		}
	}
	return v != "" && len(v) <= 4
}

func dateTime(v string) bool {
	for _, c := range v {
		if (c < '0' || c > '9') && c != '-' && c != ':' && c != '+' && c != '.' && c != ' ' && c != 'T' && c != 'Z' && c != 'W' && c != 'P' {
			return false
		}
	}
	return v != ""
}

func mediaType(v string) bool {
	for _, c := range v {
		if (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') && c != '/' && c != '-' && c != '.' && c != '+' && c != ';' && c != '=' && c != ' ' && c != ',' {
			return false
		}
	}
	return v != ""
}

func set(list string) map[string]bool {
	m := map[string]bool{}
	for start, i := 0, 0; i <= len(list); i++ {
		if i == len(list) || list[i] == ' ' {
			m[list[start:i]] = true
			start = i + 1
		}
	}
	return m
}
