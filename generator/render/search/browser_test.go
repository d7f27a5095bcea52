package search

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
)

// question and answer are what testdata/browser.mjs takes and gives.
type question struct {
	Script    string            `json:"script"`
	Files     map[string]string `json:"files"`
	Data      map[string]string `json:"data"`
	Links     []link            `json:"links"`
	Questions []string          `json:"questions"`
	Terms     []string          `json:"terms"`
}

type link struct {
	N    int    `json:"n"`
	Hash string `json:"hash"`
	Text string `json:"text"`
}

type answer struct {
	Answers []struct {
		Said  string `json:"said"`
		Shown []int  `json:"shown"`
	} `json:"answers"`
	Loaded []string   `json:"loaded"`
	Terms  [][]string `json:"terms"`
}

// node runs a script of testdata with a value on its standard input.
func node(t *testing.T, script string, in, out any) {
	t.Helper()
	data, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", "testdata/"+script)
	cmd.Stdin = bytes.NewReader(data)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	got, err := cmd.Output()
	if err != nil {
		t.Fatalf("node %s (these tests need Node.js): %v\n%s", script, err, stderr.String())
	}
	if err := json.Unmarshal(got, out); err != nil {
		t.Fatal(err)
	}
}

// site is the index of one language.
type site struct{ Result }

func build(t *testing.T, language string, pages []Page) site {
	t.Helper()
	x := New()
	for i, p := range pages {
		x.Add(language, i, p)
	}
	return site{x.Files(language)}
}

func (s site) ask(t *testing.T, script string, questions ...string) answer {
	t.Helper()
	q := question{Script: script, Files: map[string]string{}, Data: map[string]string{"base": "../" + s.Base, "shards": s.Shards}, Questions: questions}
	for _, f := range s.Files {
		q.Files["../"+f.Path] = string(f.Data)
	}
	for _, l := range s.Letters {
		for _, e := range l.Entries {
			_, hash, _ := strings.Cut(e.Href, "#")
			q.Links = append(q.Links, link{e.Number, hash, e.Text})
		}
	}
	var a answer
	node(t, "browser.mjs", q, &a)
	return a
}

// names gives what is shown, by address.
func (s site) names(shown []int) []string {
	by := map[int]string{}
	for _, l := range s.Letters {
		for _, e := range l.Entries {
			by[e.Number] = e.Href
		}
	}
	names := []string{}
	for _, n := range shown {
		names = append(names, by[n])
	}
	return names
}
