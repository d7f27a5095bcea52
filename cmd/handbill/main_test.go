package main

import (
	"errors"
	"os/exec"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
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
