package pdf

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	_ "image/gif" // Decode knows them
	"image/jpeg"
	"image/png"
	"path"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/image/colornames"
	_ "golang.org/x/image/webp"
)

// greyQuality is that of photos in grey, 1 to 100: they have lost their colours
// and need not lose more.
const greyQuality = 85

// grey gives a picture without its colours and its media type. A browser's filter
// would turn the whole page into one picture, words and all. What cannot be read
// here stays as it is.
func grey(name string, data []byte) ([]byte, string) {
	var out []byte
	var kind string
	var err error
	if path.Ext(name) == ".svg" {
		kind = "image/svg+xml"
		out, err = greyDrawing(data)
	} else {
		out, kind, err = greyPhoto(data)
	}
	if err != nil {
		return data, kindOf(name)
	}
	return out, kind
}

// greyPhoto writes what came with loss as JPEG, the rest as PNG.
func greyPhoto(data []byte) ([]byte, string, error) {
	size, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, "", err
	}
	picture, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, "", err
	}
	canvas := image.NewNRGBA(image.Rect(0, 0, size.Width, size.Height))
	draw.Draw(canvas, picture.Bounds(), picture, picture.Bounds().Min, draw.Src)
	var b bytes.Buffer
	if canvas.Opaque() {
		flat := image.NewGray(canvas.Rect)
		for i := range flat.Pix {
			flat.Pix[i] = lightness(canvas.Pix[4*i], canvas.Pix[4*i+1], canvas.Pix[4*i+2])
		}
		if format == "jpeg" || format == "webp" {
			err = jpeg.Encode(&b, flat, &jpeg.Options{Quality: greyQuality})
			return b.Bytes(), "image/jpeg", err
		}
		err = png.Encode(&b, flat)
		return b.Bytes(), "image/png", err
	}
	for i := 0; i < len(canvas.Pix); i += 4 {
		p := canvas.Pix[i : i+3]
		y := lightness(p[0], p[1], p[2])
		p[0], p[1], p[2] = y, y, y
	}
	err = png.Encode(&b, canvas)
	return b.Bytes(), "image/png", err
}

// lightness is that of a colour (ITU-R BT.601).
func lightness(r, g, b byte) byte {
	return color.GrayModel.Convert(color.NRGBA{r, g, b, 255}).(color.Gray).Y
}

// painted is a property of a drawing with a colour: in an attribute or a style.
var painted = regexp.MustCompile(`(?i)\b(fill|stroke|color|stop-color|flood-color|lighting-color)(\s*=\s*["']\s*|\s*:\s*)(#[0-9a-f]{3,8}|rgba?\([^()]*\)|[a-z]+)`)

// greyDrawing replaces the colours of the properties of an SVG drawing. Its words
// and everything else keep their bytes.
func greyDrawing(data []byte) ([]byte, error) {
	var out bytes.Buffer
	d := xml.NewDecoder(bytes.NewReader(data))
	style := false
	for from := int64(0); from < int64(len(data)); {
		t, err := d.RawToken()
		if err != nil {
			return nil, err
		}
		piece := data[from:d.InputOffset()]
		from = d.InputOffset()
		start, isStart := t.(xml.StartElement)
		_, isText := t.(xml.CharData)
		if isStart || isText && style {
			piece = painted.ReplaceAllFunc(piece, func(b []byte) []byte {
				m := painted.FindSubmatch(b)
				return []byte(string(m[1]) + string(m[2]) + greyColour(string(m[3])))
			})
		}
		if !isText {
			style = isStart && start.Name.Local == "style"
		}
		out.Write(piece)
	}
	return out.Bytes(), nil
}

// greyColour gives the grey of a colour; what is none, such as "inherit", stays.
func greyColour(c string) string {
	if named, ok := colornames.Map[strings.ToLower(c)]; ok {
		return hex(named.R, named.G, named.B)
	}
	if digits, ok := strings.CutPrefix(c, "#"); ok {
		if len(digits) == 3 || len(digits) == 4 {
			var long strings.Builder
			for _, r := range digits {
				long.WriteString(string(r) + string(r))
			}
			digits = long.String()
		}
		n, err := strconv.ParseUint(digits[:min(6, len(digits))], 16, 32)
		if err != nil || len(digits) != 6 && len(digits) != 8 {
			return c
		}
		return hex(byte(n>>16), byte(n>>8), byte(n)) + digits[6:]
	}
	name, inside, _ := strings.Cut(strings.TrimSuffix(c, ")"), "(")
	parts := strings.FieldsFunc(inside, func(r rune) bool { return strings.ContainsRune(" ,/\t\n", r) })
	if len(parts) < 3 {
		return c
	}
	var channels [3]byte
	for i := range channels {
		number, percent := strings.CutSuffix(parts[i], "%")
		n, err := strconv.ParseFloat(number, 64)
		if err != nil {
			return c
		}
		if percent {
			n *= 2.55
		}
		channels[i] = byte(min(max(n, 0), 255))
	}
	y := lightness(channels[0], channels[1], channels[2])
	rest := ""
	if len(parts) > 3 {
		rest = "," + parts[3]
	}
	return fmt.Sprintf("%s(%d,%d,%d%s)", name, y, y, y, rest)
}

func hex(r, g, b byte) string {
	y := lightness(r, g, b)
	return fmt.Sprintf("#%02x%02x%02x", y, y, y)
}
