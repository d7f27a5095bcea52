package theme

import (
	"fmt"
	"math"
	"strconv"

	"handbill/generator/diag"
)

// accentPart is the style part that holds a site's colours.
const accentPart = "accent"

// The grounds that pages are set on. base.css builds on the custom properties
// that accentStyle writes, so that a contrast computed here is the one seen.
const (
	paper    = "#fffdfa"
	paperInk = "#211c19"
	night    = "#171513"
	nightInk = "#ece7e1"
)

// contrast is what WCAG 2.2 asks for at level AAA (1.4.6), with a little over
// for the rounding to whole colour values.
const contrast = 7.05

// Palette are the colours that a site's accent becomes.
type Palette struct {
	// Ground is what pages are set on, Soft the same with a breath of accent.
	Ground, Soft string
	// Ink is the colour of text, Accent that of links and marks: both are
	// readable on Ground and Soft, and Ground on them.
	Ink, Accent string
}

// Palettes derives the colours for light and dark from an accent, "#rrggbb".
// The hue stays; the lightness moves no further than legibility asks.
func Palettes(accent string) (light, dark Palette, err error) {
	c, err := parseColor(accent)
	if err != nil {
		return Palette{}, Palette{}, err
	}
	return derive(c, paper, paperInk, 0.07), derive(c, night, nightInk, 0.13), nil
}

func derive(accent color, groundHex, ink string, tint float64) Palette {
	ground, err := parseColor(groundHex)
	if err != nil {
		panic("theme: " + err.Error())
	}
	soft := ground.mix(accent, tint)
	// On the light ground text gets darker, on the dark one lighter.
	step := -1.0
	if ground.luminance() < 0.2 {
		step = 1
	}
	readable := func(c color) bool { return c.against(ground) >= contrast && c.against(soft) >= contrast }
	seen := accent.shift(step, readable)
	return Palette{Ground: groundHex, Soft: soft.hex(), Ink: ink, Accent: seen.hex()}
}

func accentStyle(opt Options, ds *diag.List) string {
	accent := opt.Accent
	if accent == "" {
		accent = defaultAccent
	}
	light, dark, err := Palettes(accent)
	if err != nil {
		ds.Error(opt.AccentAt, "accent", err.Error(), `write the colour as "#rrggbb", such as "#7a1f5c"`)
		return ""
	}
	return fmt.Sprintf(":root{%s}@media(prefers-color-scheme:dark){:root{%s}}", light.properties(), dark.properties())
}

func (p Palette) properties() string {
	return fmt.Sprintf("--ground:%s;--soft:%s;--ink:%s;--accent:%s", p.Ground, p.Soft, p.Ink, p.Accent)
}

// color is a colour of sRGB, each channel 0 to 1.
type color [3]float64

func parseColor(hex string) (color, error) {
	var c color
	n, err := strconv.ParseUint(hex[min(1, len(hex)):], 16, 32)
	if len(hex) != 7 || hex[0] != '#' || err != nil {
		return c, fmt.Errorf("%q is not a colour", hex)
	}
	for i := range c {
		c[i] = float64(n>>(16-8*i)&0xff) / 255
	}
	return c, nil
}

func (c color) hex() string {
	var n [3]int
	for i, v := range c {
		n[i] = int(math.Round(min(max(v, 0), 1) * 255))
	}
	return fmt.Sprintf("#%02x%02x%02x", n[0], n[1], n[2])
}

func (c color) mix(other color, share float64) color {
	for i := range c {
		c[i] += (other[i] - c[i]) * share
	}
	return c
}

// luminance is the relative luminance of WCAG 2.2.
func (c color) luminance() float64 {
	l := c.linear()
	return 0.2126*l[0] + 0.7152*l[1] + 0.0722*l[2]
}

// against is the contrast ratio of WCAG 2.2, of the colours as they are written.
func (c color) against(other color) float64 {
	a, b := c.rounded().luminance(), other.rounded().luminance()
	return (max(a, b) + 0.05) / (min(a, b) + 0.05)
}

func (c color) rounded() color {
	r, err := parseColor(c.hex())
	if err != nil {
		panic("theme: " + err.Error())
	}
	return r
}

func (c color) linear() color {
	for i, v := range c {
		if v <= 0.04045 {
			c[i] = v / 12.92
		} else {
			c[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return c
}

// shift moves the lightness towards black (-1) or white (1) until the colour is
// good, and no further than a five-hundredth of the scale.
func (c color) shift(direction float64, good func(color) bool) color {
	for moved := 0.0; moved < 1; moved += 0.002 {
		if moving := c.lighten(direction * moved); good(moving) {
			return moving
		}
	}
	return c.lighten(direction)
}

// lighten changes the lightness in Oklab (Ottosson 2020), where equal steps look
// equal and the hue stays; the chroma gives way where the screen has no such
// colour.
func (c color) lighten(by float64) color {
	if by == 0 {
		return c
	}
	l, a, b := c.oklab()
	l = min(max(l+by, 0), 1)
	for chroma := 1.0; chroma > 0; chroma -= 0.02 {
		if out := fromOklab(l, a*chroma, b*chroma); out.shown() {
			return out
		}
	}
	return fromOklab(l, 0, 0)
}

// shown reports whether a screen of sRGB can show the colour.
func (c color) shown() bool {
	for _, v := range c {
		if v < -0.0005 || v > 1.0005 || math.IsNaN(v) {
			return false
		}
	}
	return true
}

func (c color) oklab() (l, a, b float64) {
	lin := c.linear()
	x := math.Cbrt(0.4122214708*lin[0] + 0.5363325363*lin[1] + 0.0514459929*lin[2])
	y := math.Cbrt(0.2119034982*lin[0] + 0.6806995451*lin[1] + 0.1073969566*lin[2])
	z := math.Cbrt(0.0883024619*lin[0] + 0.2817188376*lin[1] + 0.6299787005*lin[2])
	return 0.2104542553*x + 0.7936177850*y - 0.0040720468*z,
		1.9779984951*x - 2.4285922050*y + 0.4505937099*z,
		0.0259040371*x + 0.7827717662*y - 0.8086757660*z
}

func fromOklab(l, a, b float64) color {
	x, y, z := l+0.3963377774*a+0.2158037573*b, l-0.1055613458*a-0.0638541728*b, l-0.0894841775*a-1.2914855480*b
	x, y, z = x*x*x, y*y*y, z*z*z
	c := color{
		4.0767416621*x - 3.3077115913*y + 0.2309699292*z,
		-1.2684380046*x + 2.6097574011*y - 0.3413193965*z,
		-0.0041960863*x - 0.7034186147*y + 1.7076147010*z,
	}
	for i, v := range c {
		if v <= 0.0031308 {
			c[i] = v * 12.92
		} else {
			c[i] = 1.055*math.Pow(v, 1/2.4) - 0.055
		}
	}
	return c
}
