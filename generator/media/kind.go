package media

import (
	"fmt"
	"path"
	"strings"

	"handbill/generator/media/pdffile"
)

// Type says how a page shows a file.
type Type int

// The types.
const (
	Picture Type = iota
	Audio
	Video
	Subtitles
	Document
)

// String gives the word that people see.
func (t Type) String() string {
	return [...]string{"picture", "sound", "film", "subtitles", "document"}[t]
}

// format is one type of file that may be published.
type format struct {
	kind Type
	// ext is what the published file is called.
	ext string
	// name is what people call it.
	name string
	// is looks at the first bytes.
	is func([]byte) bool
	// clean makes the published file.
	clean func(*job) (File, error)
	// shrink is the cure for a file that is too large.
	shrink string
}

// lookup gives the format that a file's name promises.
func lookup(name string) (format, bool) {
	base := path.Base(name)
	if strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~") {
		return format{}, false
	}
	f, ok := formats(extension(base))
	return f, ok
}

// extension is what follows the last dot, in lower case.
func extension(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
}

const (
	shrinkPicture = "save it smaller: 1,600 pixels are wide enough"
	shrinkSound   = "save it as MP3 or Opus: speech needs 32 kbit/s"
	shrinkFilm    = "save it smaller (480 lines are enough), or cut it into parts"
	shrinkPDF     = "export it with smaller pictures, or cut it into parts"
)

func formats(ext string) (format, bool) {
	switch ext {
	case "jpg", "jpeg":
		return format{Picture, "jpg", "JPEG picture", isJPEG, (*job).jpeg, shrinkPicture}, true
	case "png":
		return format{Picture, "png", "PNG picture", isPNG, (*job).png, shrinkPicture}, true
	case "gif":
		return format{Picture, "gif", "GIF picture", isGIF, (*job).gif, shrinkPicture}, true
	case "webp":
		return format{Picture, "webp", "WebP picture", isWebP, (*job).webp, shrinkPicture}, true
	case "avif":
		return format{Picture, "avif", "AVIF picture", isAVIF, (*job).avif, shrinkPicture}, true
	case "mp3":
		return format{Audio, "mp3", "MP3 sound", isMP3, (*job).mp3, shrinkSound}, true
	case "ogg", "oga", "opus":
		return format{Audio, "ogg", "Ogg sound", isOgg, (*job).ogg, shrinkSound}, true
	case "wav":
		return format{Audio, "wav", "WAV sound", isWAV, (*job).wav, shrinkSound}, true
	case "m4a":
		return format{Audio, "m4a", "M4A sound", isMP4, (*job).m4a, shrinkSound}, true
	case "mp4":
		return format{Video, "mp4", "MP4 film", isMP4, (*job).mp4, shrinkFilm}, true
	case "webm":
		return format{Video, "webm", "WebM film", isWebM, (*job).webm, shrinkFilm}, true
	case "vtt":
		return format{Subtitles, "vtt", "WebVTT file", isVTT, (*job).vtt, "cut it into parts"}, true
	case "pdf":
		return format{Document, "pdf", "PDF", pdffile.Is, (*job).pdf, shrinkPDF}, true
	case "svg":
		return format{Picture, "svg", "SVG drawing", isSVG, (*job).svg, shrinkPicture}, true
	}
	return format{}, false
}

// Kind reports what a file of this name is published as; false where it is not
// published at all, and Refuse says why. Only the ending counts, in any case.
func Kind(name string) (Type, bool) {
	f, ok := lookup(name)
	return f.kind, ok
}

// Refuse says why a file of this name is not published, and the cure. Both are
// empty for a name that Kind accepts.
func Refuse(name string) (reason, hint string) {
	if _, ok := lookup(name); ok {
		return "", ""
	}
	base := path.Base(name)
	ext := extension(base)
	lower := strings.ToLower(base)
	for _, r := range refusals {
		if r.matches(lower, ext) {
			return fmt.Sprintf(r.reason, base), r.hint
		}
	}
	if ext == "" {
		return fmt.Sprintf("%s has no ending that says what it is", base), "give it one, such as .jpg, .png, .svg, .mp3, .mp4 or .pdf"
	}
	return fmt.Sprintf("%s: files ending in .%s are not published", base, ext), published
}

const published = "pictures (jpg, png, gif, webp, avif, svg), sound (mp3, ogg, opus, m4a, wav), film (mp4, webm), subtitles (vtt) and pdf are"

// refusal is one reason not to publish; the first that fits is told.
type refusal struct {
	// starts, ends and exts are what a name in lower case may look like.
	starts, ends, exts string
	reason, hint       string
}

func (r refusal) matches(base, ext string) bool {
	for _, s := range strings.Fields(r.starts) {
		if strings.HasPrefix(base, s) {
			return true
		}
	}
	for _, s := range strings.Fields(r.ends) {
		if strings.HasSuffix(base, s) {
			return true
		}
	}
	return ext != "" && strings.Contains(" "+r.exts+" ", " "+ext+" ")
}

var refusals = [...]refusal{
	{
		starts: "~$ .~lock. id_rsa id_dsa id_ecdsa id_ed25519", exts: "key pem p12 pfx jks ppk gpg asc pgp kdb kdbx ovpn env netrc",
		reason: "%s looks like a key, a password or a lock, and is never published",
		hint:   "move it out of the guides folder (a Keynote presentation: export it as PDF)",
	}, {
		starts: ".",
		reason: "%s is a hidden file, and is never published",
		hint:   "move it away, or give it a name without the dot if it belongs to the guide",
	}, {
		starts: "~", ends: "~ .bak .old .orig .tmp .swp .swo .save .backup .part .crdownload",
		reason: "%s looks like a backup or an unfinished copy, and is never published",
		hint:   "delete it, or rename it if it is the one to show",
	}, {
		exts:   "doc docx docm dot dotx odt ott rtf pages wpd wps abw",
		reason: "%s is a text document, which carries names, comments and earlier versions",
		hint:   "export it as PDF, or copy its text into a guide",
	}, {
		exts:   "xls xlsx xlsm ods ots numbers csv tsv mdb accdb sqlite db odb",
		reason: "%s is a table or a database, which may hold more than it shows",
		hint:   "put the table into the guide's text, or export it as PDF",
	}, {
		exts:   "ppt pptx pps ppsx odp key odg pub vsd vsdx indd idml ai eps ps psd xcf sla afdesign afphoto cdr sketch fig xd",
		reason: "%s is a working file of a design or slide program",
		hint:   "export it as PDF, SVG, PNG or JPEG",
	}, {
		exts:   "html htm xhtml xht shtml mht mhtml xml xsl xslt swf",
		reason: "%s is a web page, which could run scripts beside the guides",
		hint:   "copy its text into a guide, as Markdown",
	}, {
		exts:   "php php3 php4 php5 php7 phtml phar asp aspx jsp cgi pl py rb sh bash bat cmd ps1 exe msi dll so dmg apk jar js mjs cjs ts wasm vbs scr com htaccess htpasswd",
		reason: "%s is a program, which a server or a phone could run",
		hint:   "move it out of the guides folder",
	}, {
		exts:   "zip rar 7z tar gz tgz bz2 xz zst iso cab",
		reason: "%s is an archive, whose content cannot be checked",
		hint:   "unpack it and put the files themselves beside the guide",
	}, {
		exts:   "heic heif hif dng cr2 cr3 nef arw orf rw2 raf raw",
		reason: "%s is a camera's own format, which most browsers cannot show",
		hint:   "export it as JPEG (on an iPhone: Settings, Camera, Formats, Most Compatible)",
	}, {
		exts:   "tif tiff bmp ico jp2 jxl jxr pcx tga jpe jfif svgz apng",
		reason: "%s is a picture that not every browser can show",
		hint:   "save it as JPEG (photographs), PNG (screenshots) or SVG (drawings)",
	}, {
		exts:   "mov qt avi wmv mkv flv 3gp 3g2 mpg mpeg mts m2ts m4v ogv vob",
		reason: "%s is a film that not every phone can play",
		hint:   "save it as MP4 (H.264 and AAC)",
	}, {
		exts:   "aac amr wma aif aiff flac mid midi caf ac3 mka weba spx m4b",
		reason: "%s is a sound that not every phone can play",
		hint:   "save it as MP3 or Opus",
	}, {
		exts:   "srt sub ass ssa sbv ttml dfxp",
		reason: "%s holds subtitles that browsers cannot show",
		hint:   "save them as WebVTT (.vtt)",
	}, {
		exts:   "epub mobi azw azw3",
		reason: "%s is an e-book, whose content cannot be checked",
		hint:   "handbill pack makes an EPUB of each guide",
	}, {
		exts:   "txt text log json yaml yml toml ini cfg conf po pot xlf xliff tmx",
		reason: "%s is a working file, and is not published",
		hint:   "put what readers need into the guide's text",
	}, {
		exts:   "ttf otf woff woff2 eot",
		reason: "%s is a font, and fonts belong to a theme",
		hint:   "put it into the theme's folder",
	},
}
