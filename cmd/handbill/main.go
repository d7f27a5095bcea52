// Command handbill turns folders of Markdown guides in many languages into a
// small website that works offline, and into pages to print.
//
// This package only wires: it reads arguments, calls the generator, prints what
// comes back and chooses the exit code: 0 clean or warnings only, 1 problems in
// the site, a failure of the machine or a held lock, 2 wrong use, 130
// interrupted.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"syscall"

	"handbill/generator/diag"
)

// version is set by the release build; development builds say so.
var version = "development"

// Exit codes, as the contract has them.
const (
	exitClean       = 0
	exitProblems    = 1
	exitUsage       = 2
	exitInterrupted = 130
)

func main() {
	// A build makes garbage fast and ends soon: collecting less often saves a
	// sixth of its CPU time, and bounded keeps what it costs small.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	os.Exit(run(os.Args[1:]))
}

// Memory for a build: what it takes for itself, and for each guide what stays of it
// while the others are made (front matter, words of the search, records), about 6 kB
// for each of eight languages, and half as much to spare. With less, collecting takes
// more time than it saves; with more, fresh memory does.
const (
	heapBase  = 70 << 20
	heapGuide = 72 << 10
)

// bounded lets a build collect more often where its heap would outgrow what so
// many guides need, and passes its progress on.
func bounded(progress func(done, total int)) func(done, total int) {
	var once sync.Once
	return func(done, total int) {
		once.Do(func() {
			if os.Getenv("GOMEMLIMIT") == "" {
				debug.SetMemoryLimit(heapBase + int64(total)*heapGuide)
			}
		})
		if progress != nil {
			progress(done, total)
		}
	}
}

// run is the whole program, for tests to call.
func run(args []string) int {
	// A terminal that closes and a reader that had enough (pdf | head) end a command as
	// Ctrl-C does: nothing half made stays, no browser, no folder of pictures.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGPIPE)
	defer stop()
	c := newConsole(os.Stdout, os.Stderr)
	return dispatch(ctx, c, args)
}

// usageError is wrong use of a command: exit code 2.
type usageError struct{ message, hint string }

func (e usageError) Error() string { return e.message }

// errReported ends a command whose problems are printed already.
var errReported = errors.New("problems were reported")

func dispatch(ctx context.Context, c *console, args []string) int {
	c.json = wantsJSON(args) // mistakes before the flags are read are told so too
	cmd, rest, err := find(args)
	if err == nil {
		err = cmd.start(ctx, c, rest)
	}
	return c.finish(ctx, err)
}

// wantsJSON reports whether the flag --json stands among the arguments.
func wantsJSON(args []string) bool {
	if i := slices.Index(args, "--"); i >= 0 {
		args = args[:i]
	}
	return slices.Contains(args, "--json") || slices.Contains(args, "-json") || slices.Contains(args, "--json=true")
}

// find reads the name of the command, one or two words.
func find(args []string) (*command, []string, error) {
	if len(args) == 0 || args[0] == "--help" || args[0] == "-h" || args[0] == "-help" {
		return lookup("help"), nil, nil
	}
	if args[0] == "--version" || args[0] == "-v" {
		return lookup("version"), nil, nil
	}
	if len(args) > 1 {
		if cmd := lookup(args[0] + " " + args[1]); cmd != nil {
			return cmd, args[2:], nil
		}
	}
	if cmd := lookup(args[0]); cmd != nil {
		return cmd, args[1:], nil
	}
	if group := subcommands(args[0]); len(group) > 0 {
		if len(args) > 1 && !strings.HasPrefix(args[1], "-") {
			return nil, nil, unknownCommand(args[0]+" "+args[1], group)
		}
		if slices.Contains(args, "--help") || slices.Contains(args, "-h") {
			return lookup("help"), args[:1], nil
		}
		return nil, nil, usageError{fmt.Sprintf("%q needs another word", args[0]), "one of: " + strings.Join(group, ", ")}
	}
	return nil, nil, unknownCommand(args[0], commandNames())
}

func unknownCommand(typed string, names []string) error {
	hint := "handbill help lists the commands"
	if strings.HasPrefix(typed, "-") {
		hint = "flags stand behind the command: handbill build --root DIR"
	}
	if near := diag.Nearest(typed, names); near != "" {
		hint = fmt.Sprintf("did you mean: handbill %s", near)
	}
	return usageError{fmt.Sprintf("there is no command %q", typed), hint}
}
