// Package names knows which names of files every system can store and keep apart:
// a site is copied to Windows, to Macs and to USB sticks, and served by hosts of
// every kind.
package names

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Max is the longest name that ext4, APFS and NTFS all store, in bytes.
const Max = 255

// Fault says what some system refuses about one name, as a sentence about it
// ("it ends in a dot or a space"); "" where there is nothing. The rules are those
// of Win32, "Naming Files, Paths, and Namespaces".
func Fault(name string) string {
	if len(name) > Max {
		return fmt.Sprintf("it is longer than %d bytes", Max)
	}
	for _, r := range name {
		if r < ' ' || r == 0x7f {
			return "it has a control character"
		}
		if strings.ContainsRune(`<>:"\|?*`, r) {
			return fmt.Sprintf("it has the character %c", r)
		}
	}
	if strings.HasSuffix(name, ".") || strings.HasSuffix(name, " ") {
		return "it ends in a dot or a space"
	}
	if Device(name) {
		return "Windows keeps it for a device"
	}
	return ""
}

// Device reports the device names of Windows, which hold with any ending.
func Device(name string) bool {
	stem, _, _ := strings.Cut(strings.ToLower(name), ".")
	switch stem = strings.TrimRight(stem, " "); stem {
	case "con", "prn", "aux", "nul", "conin$", "conout$":
		return true
	}
	if digit, ok := strings.CutPrefix(stem, "com"); ok {
		return deviceDigit(digit)
	}
	digit, ok := strings.CutPrefix(stem, "lpt")
	return ok && deviceDigit(digit)
}

// deviceDigit reports the digits of COM1 and its like; Windows takes the
// superscripts of Latin-1 too.
func deviceDigit(s string) bool {
	return utf8.RuneCountInString(s) == 1 && strings.Contains("0123456789¹²³", s)
}

// Fold is the same for two names or paths that some file system takes for one:
// those that differ in case or in Unicode normal form only.
func Fold(p string) string {
	if plain(p) {
		return p
	}
	return norm.NFC.String(cases.Fold().String(norm.NFC.String(p)))
}

// plain reports a path that folds to itself, so that the usual one costs nothing.
func plain(p string) bool {
	for i := range len(p) {
		if p[i] >= 0x80 || 'A' <= p[i] && p[i] <= 'Z' {
			return false
		}
	}
	return true
}
