package media

import (
	"errors"
	"strings"

	"handbill/generator/media/pdffile"
)

// pdf writes a document anew from what its pages show.
func (j *job) pdf() (File, error) {
	data, lost, err := pdffile.Clean(j.src, pdffile.Cleaners{
		JPEG: func(src []byte) ([]byte, error) {
			if !isJPEG(src) {
				return nil, broken("a picture in it cannot be read")
			}
			f, err := readJPEG(src)
			if err != nil {
				return nil, err
			}
			return f.needed, nil
		},
		ICC: cleanICC,
	})
	const again = `open it and export or print it as PDF again`
	switch {
	case errors.Is(err, pdffile.ErrProtected):
		return File{}, flaw{"media-protected", "the PDF is protected, so what it tells of its author cannot be taken out", "export it again without a password or restrictions"}
	case errors.Is(err, pdffile.ErrTooLarge):
		return File{}, flaw{"media-huge", "the PDF is too large to work with", shrinkPDF}
	case err != nil:
		return File{}, flaw{"media-broken", "the PDF cannot be read, so what it tells of its author cannot be taken out", again}
	}
	if len(lost) > 0 {
		j.warn("media-pdf", "the PDF is published without "+strings.Join(lost, ", "), "if a reader needs them, put them into the pages themselves and "+strings.Replace(again, "open it and ", "", 1))
	}
	return File{Data: data}, nil
}
