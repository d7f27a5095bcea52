package translate

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// dottedTime is a time of day with a dot between hour and minute, as German and
// Finnish write it: 20.30.
var dottedTime = regexp.MustCompile(`(?:^|[^0-9.,])([01]?[0-9]|2[0-4])\.([0-5][0-9])(?:[^0-9.,]|[.,](?:[^0-9]|$)|$)`)

// clocks finds the times with a dot whose hour and minute are numbers of the
// source: times are these, and written the decimal numbers that they look like.
func clocks(source []string, text string) (times, written []string) {
	if !strings.Contains(text, ".") {
		return nil, nil
	}
	for _, m := range dottedTime.FindAllStringSubmatch(fold(text), -1) {
		hour, minute := decimal(m[1], ""), decimal(m[2], "")
		sameTime := slices.ContainsFunc(source, func(n string) bool { return n == hour || sameHour(n, hour) })
		if sameTime && slices.Contains(source, minute) {
			times, written = append(times, hour, minute), append(written, decimal(m[1], m[2]))
		}
	}
	return times, written
}

// buddhistYears is how far ahead the years of Thailand, Laos and Cambodia are.
const buddhistYears = 543

// buddhistYear reports whether a number of a text in a script of those countries is
// a year of the source.
func buddhistYear(year, written, text string) bool {
	y, errY := strconv.Atoi(year)
	w, errW := strconv.Atoi(written)
	return errY == nil && errW == nil && y >= 1900 && y < 2200 && w == y+buddhistYears &&
		slices.ContainsFunc([]rune(text), func(r rune) bool { return unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer) })
}
