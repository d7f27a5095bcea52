package translate

import (
	"strconv"
	"strings"
)

const (
	hanDigits = "〇一二三四五六七八九"
	firstHan  = '〇' // all other numerals come after it
)

var hanUnits = map[rune]int{'十': 10, '百': 100, '千': 1000, '万': 10_000, '萬': 10_000, '만': 10_000, '億': 100_000_000, '亿': 100_000_000}

// hanNumbers finds numbers written in Chinese characters, or partly so: 三十 is
// 30, 5万 is 50,000. Translations may use them for a number of the source.
func hanNumbers(text string) []string {
	if !strings.ContainsFunc(text, func(r rune) bool { return r >= firstHan }) {
		return nil // none of the numerals
	}
	var found []string
	run := ""
	flush := func() {
		if n, ok := hanValue(run); ok {
			found = append(found, strconv.Itoa(n))
		}
		run = ""
	}
	for _, r := range fold(text) {
		if hanDigit(r) >= 0 || hanUnits[r] > 0 || r >= '0' && r <= '9' || r == '.' && run != "" {
			run += string(r)
		} else if r != ',' {
			flush()
		}
	}
	flush()
	return found
}

func hanDigit(r rune) int {
	switch r {
	case '零':
		return 0
	case '两', '兩':
		return 2
	}
	n := 0
	for _, d := range hanDigits {
		if d == r {
			return n
		}
		n++
	}
	return -1
}

// hanValue is the value of a run of Chinese numerals and digits. Runs of digits
// alone are no Chinese number; numbers past a billion are not read.
func hanValue(run string) (int, bool) {
	if !strings.ContainsFunc(run, func(r rune) bool { return r > 'z' }) || len(run) > 40 {
		return 0, false
	}
	total, section, number := 0.0, 0.0, 0.0
	digits := ""
	for _, r := range run {
		switch unit := hanUnits[r]; {
		case r >= '0' && r <= '9' || r == '.':
			digits += string(r)
			number, _ = strconv.ParseFloat(digits, 64)
		case unit >= 10_000:
			total += max(section+number, 1) * float64(unit)
			section, number, digits = 0, 0, ""
		case unit > 0:
			section += max(number, 1) * float64(unit)
			number, digits = 0, ""
		default:
			number = number*10 + float64(hanDigit(r))
		}
	}
	sum := total + section + number
	return int(sum), sum == float64(int(sum)) && sum < 1e15
}
