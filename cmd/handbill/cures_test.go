package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestCuresNameCommandsThatExist reads every text of the program that tells people
// to run something.
func TestCuresNameCommandsThatExist(t *testing.T) {
	told := regexp.MustCompile(`(?:with|run|: |see|use|by)[: ]+handbill ([a-z]+)`)
	found := 0
	err := filepath.WalkDir("../..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && strings.HasPrefix(entry.Name(), ".") && path != "../.." {
			return filepath.SkipDir
		}
		if filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range told.FindAllStringSubmatch(string(data), -1) {
			found++
			if !named(m[1]) {
				t.Errorf("%s tells people to run “handbill %s”, which does not exist", path, m[1])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found < 5 {
		t.Errorf("only %d texts name a command", found)
	}
}

// named reports whether a command begins with this word.
func named(word string) bool {
	for _, cmd := range commands() {
		if first, _, _ := strings.Cut(cmd.name, " "); first == word {
			return true
		}
	}
	return false
}
