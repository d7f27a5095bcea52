package main

import (
	"errors"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"handbill/generator/serve"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"handbill": main})
}

// TestScripts runs each command script of testdata: arguments, what is printed
// where, exit codes, second builds.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"code": exitCode,
		},
		Setup: func(e *testscript.Env) error {
			e.Setenv("NO_COLOR", "1")
			program, err := exec.LookPath("handbill")
			e.Setenv("HANDBILL", program) // for scripts that change PATH
			return err
		},
		RequireExplicitExec: true,
	})
}

// exitCode runs a command and holds its exit code against the first argument:
// code 2 handbill buld.
func exitCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N command…")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		var exit interface{ ExitCode() int }
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = strconv.Itoa(exit.ExitCode())
	}
	if got != args[0] {
		ts.Fatalf("exit code %s, want %s", got, args[0])
	}
}

func TestUnknownCommandSuggests(t *testing.T) {
	_, _, err := find([]string{"biuld"})
	usage, ok := err.(usageError)
	if !ok || usage.hint != "did you mean: handbill build" {
		t.Errorf("got %v, %+v", err, usage)
	}
}

func TestOnlySourcesMakeAPreviewBuildAgain(t *testing.T) {
	for name, want := range map[string]bool{
		".": true, "site.toml": true, "guides/water/en.md": true, "themes": true, "i18n/fr.toml": true,
		"serve.log": false, "notes/guides": false, "site.toml.txt": false,
	} {
		if isSource(name) != want {
			t.Errorf("%s counts as a source: %t, want %t", name, !want, want)
		}
	}
}

// TestPreviewKeepsEachPage: the build makes its pages in the same room.
func TestPreviewKeepsEachPage(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{"site.toml": "title = \"T\"\nsource = \"en\"\n[languages.en]\nname = \"English\"\n"}
	slugs := []string{"water", "fire", "earth", "air", "wood"}
	for i, slug := range slugs {
		files["guides/"+slug+"/en.md"] = "+++\ntitle = \"About " + slug + "\"\nsummary = \"S.\"\n+++\n" + strings.Repeat(slug+" is here.\n\n", 50-10*i)
	}
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	c := newConsole(null, null)
	c.root = dir
	server := serve.New(serve.Options{})
	if err := preview(t.Context(), c, server, true); err != nil {
		t.Fatal(err)
	}
	for _, slug := range slugs {
		answer := httptest.NewRecorder()
		request := httptest.NewRequest("GET", "/en/"+slug+".html", nil)
		request.Host = "localhost"
		server.ServeHTTP(answer, request)
		page := answer.Body.String()
		if answer.Code != 200 || !strings.Contains(page, "<h1>About "+slug) || !strings.Contains(page, slug+" is here.") || !strings.Contains(page, "</html>") {
			t.Errorf("the page of %s is %d\n%.300s", slug, answer.Code, page)
		}
	}
}
