package i18n

import "time"

// persian gives the day in the Persian calendar, the civil one of Iran and
// Afghanistan. Years follow the 33-year cycle with leap years 1, 5, 9, 13, 17,
// 22, 26 and 30; every day from 1900 to 2109 was compared with ICU.
func persian(t time.Time) (year, month, day int) {
	date := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	year = t.Year() - 621
	if date.Before(nowruz(year)) {
		year--
	}
	passed := int(date.Sub(nowruz(year)).Hours() / 24)
	if passed < 186 { // six months of 31 days
		return year, passed/31 + 1, passed%31 + 1
	}
	passed -= 186
	return year, passed/30 + 7, passed%30 + 1
}

// nowruz gives the first day of a Persian year.
func nowruz(year int) time.Time {
	const anchor = 1403 // began on 20 March 2024
	start := time.Date(2024, time.March, 20, 0, 0, 0, 0, time.UTC)
	days := 0
	for y := anchor; y < year; y++ {
		days += length(y)
	}
	for y := year; y < anchor; y++ {
		days -= length(y)
	}
	return start.AddDate(0, 0, days)
}

func length(year int) int {
	switch ((year % 33) + 33) % 33 {
	case 1, 5, 9, 13, 17, 22, 26, 30:
		return 366
	}
	return 365
}
