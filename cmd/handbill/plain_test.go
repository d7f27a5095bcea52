package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"testing"
)

func TestFailuresOfTheMachineAreToldInPlainWords(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{fmt.Errorf("reading site.toml: %w", &fs.PathError{Op: "open", Path: "site.toml", Err: syscall.EACCES}), "reading site.toml: you have no permission for it"},
		{fmt.Errorf("opening the copy: %w", &fs.PathError{Op: "stat", Path: "usb/nope", Err: syscall.ENOENT}), "opening the copy: usb/nope: there is no such file or folder"},
		{&os.LinkError{Op: "rename", Old: "a", New: "public", Err: syscall.ENOSPC}, "public: the disk is full"},
		{fmt.Errorf("listening: %w", os.NewSyscallError("bind", syscall.EADDRINUSE)), "listening: another program uses that port"},
		{errors.New("another build is running"), "another build is running"},
	} {
		if got := plainError(c.err); got != c.want {
			t.Errorf("%v is told as %q, want %q", c.err, got, c.want)
		}
	}
}

func TestInterruptClaimsOnlyWhatIsTrue(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for changed, want := range map[bool]string{false: "interrupted; nothing was changed\n", true: "interrupted\n"} {
		var out, words strings.Builder
		c := &console{out: &out, err: &words, changed: changed}
		if code := c.finish(ctx, ctx.Err()); code != exitInterrupted || words.String() != want {
			t.Errorf("after a change %t: code %d, %q", changed, code, words.String())
		}
	}
}

func TestShellCompletionLeavesFilesToTheShell(t *testing.T) {
	script, err := completion(&console{}, "bash")
	if err != nil || !strings.Contains(script, "complete -o default ") || strings.Contains(script, "compgen -f") {
		t.Errorf("folders with spaces would be split:\n%s", script)
	}
}
