//go:build !linux

package watch

// cure is empty: here only fewer files help.
func cure(error) string { return "" }
