package offline

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"

	"handbill/generator/render"
)

// ManifestPath is the address of the web manifest.
const ManifestPath = "manifest.webmanifest"

// Manifest gives the web manifest and its icons. Name and icon tell nothing of
// what the guides are about.
func Manifest(name, language, dir string) []render.File {
	type icon struct {
		Src   string `json:"src"`
		Sizes string `json:"sizes"`
		Type  string `json:"type"`
	}
	var files []render.File
	var icons []icon
	for _, size := range []int{192, 512} {
		data := drawIcon(size)
		f := render.File{Path: fmt.Sprintf("assets/icon-%d.%s.png", size, sum(data)[:16]), Data: data}
		files = append(files, f)
		icons = append(icons, icon{f.Path, fmt.Sprintf("%dx%d", size, size), "image/png"})
	}
	data, err := json.MarshalIndent(struct {
		Name      string `json:"name"`
		ShortName string `json:"short_name"`
		Lang      string `json:"lang"`
		Dir       string `json:"dir"`
		StartURL  string `json:"start_url"`
		Scope     string `json:"scope"`
		Display   string `json:"display"`
		Icons     []icon `json:"icons"`
	}{name, name, language, dir, "./index.html", "./", "minimal-ui", icons}, "", "\t")
	if err != nil {
		panic(fmt.Sprintf("offline: a manifest of texts is no JSON: %v", err))
	}
	return append(files, render.File{Path: ManifestPath, Data: append(data, '\n')})
}

// drawIcon draws a sheet of paper with four lines: any app for notes.
func drawIcon(size int) []byte {
	ground, paper, line := color.RGBA{0x5b, 0x6b, 0x7a, 255}, color.RGBA{0xff, 0xff, 0xff, 255}, color.RGBA{0x9a, 0xa6, 0xb1, 255}
	img := image.NewPaletted(image.Rect(0, 0, size, size), color.Palette{ground, paper, line})
	fill := func(x0, y0, x1, y1 int, index uint8) { // in sixteenths of the size
		for y := y0 * size / 16; y < y1*size/16; y++ {
			for x := x0 * size / 16; x < x1*size/16; x++ {
				img.SetColorIndex(x, y, index)
			}
		}
	}
	fill(4, 3, 12, 13, 1)
	for i, end := range []int{11, 11, 11, 8} {
		fill(5, 4+2*i, end, 5+2*i, 2)
	}
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, img); err != nil {
		panic(fmt.Sprintf("offline: a drawing is no PNG: %v", err))
	}
	return b.Bytes()
}
