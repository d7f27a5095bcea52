package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"handbill/generator/diag"
	"handbill/generator/write"
)

// console is where a command speaks. People's words go to standard error;
// standard output has results: JSON, help, completion scripts.
type console struct {
	out, err io.Writer
	terminal bool // standard error is one
	color    bool

	root  string
	quiet bool
	json  bool // an object is still to be written to standard output
	found diag.List
	// changed says that something on the disk has been changed, or shown.
	changed bool

	mu  sync.Mutex
	bar bool // a progress bar stands on the current line
}

func newConsole(out, err *os.File) *console {
	c := &console{out: out, err: err, root: "."}
	c.terminal = term.IsTerminal(int(err.Fd())) && os.Getenv("TERM") != "dumb"
	c.color = c.terminal && os.Getenv("NO_COLOR") == ""
	return c
}

// say writes a line for people, unless they asked for quiet.
func (c *console) say(format string, args ...any) {
	if c.quiet {
		return
	}
	c.line(fmt.Sprintf(format, args...))
}

// line writes a line of people's words.
func (c *console) line(text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.wipe()
	fmt.Fprintln(c.err, text)
}

func (c *console) wipe() {
	if c.bar {
		fmt.Fprint(c.err, "\r\x1b[K")
		c.bar = false
	}
}

// maxShown is how many diagnostics people see in one run (RELIABILITY, "Bad
// input"); the JSON output has all.
const maxShown = 20

// report prints diagnostics for people and keeps them for the JSON object.
func (c *console) report(list diag.List) error {
	c.found.Add(list)
	return c.print(list.Sorted())
}

// answer writes an object of the command's own as the one on standard output.
func (c *console) answer(v any) error {
	c.json = false
	return json.NewEncoder(c.out).Encode(v)
}

// conclude writes what was reported as the one object, where that was asked for
// and no other was written.
func (c *console) conclude() error {
	list := c.found.Sorted()
	c.found = nil
	if !c.json {
		return nil
	}
	return diag.WriteJSON(c.out, list)
}

// result writes what a command was asked for: help, a script. Beside a JSON object
// it is for people.
func (c *console) result(text string) error {
	w := c.out
	if c.json {
		w = c.err
	}
	_, err := io.WriteString(w, text)
	return err
}

// print writes diagnostics for people. Notes are not worth breaking quiet for.
func (c *console) print(list diag.List) error {
	if c.quiet {
		list = slices.DeleteFunc(slices.Clone(list), func(d diag.Diagnostic) bool { return d.Severity == diag.Note })
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.wipe()
	return diag.Printer{Line: lineReader(c.root), Color: c.color, Max: maxShown}.Print(c.err, list)
}

// lineReader gives lines of the site's files for excerpts. It keeps the last
// file open in memory, since diagnostics are sorted.
func lineReader(root string) func(path string, line int) string {
	var last string
	var lines []string
	return func(path string, line int) string {
		if path != last {
			last, lines = path, nil
			if dir, err := os.OpenRoot(root); err == nil {
				defer dir.Close()
				if f, err := dir.Open(path); err == nil {
					defer f.Close()
					lines = readLines(f)
				}
			}
		}
		if line < 1 || line > len(lines) {
			return ""
		}
		return lines[line-1]
	}
}

func readLines(r io.Reader) []string {
	var lines []string
	s := bufio.NewScanner(io.LimitReader(r, 1<<20))
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		lines = append(lines, strings.TrimSuffix(strings.TrimPrefix(s.Text(), "\uFEFF"), "\r"))
	}
	return lines
}

// progress gives a function that shows how far a long work is: a bar on a
// terminal once a second has passed, nothing elsewhere.
func (c *console) progress(what string) func(done, total int) {
	if !c.terminal || c.quiet {
		return nil
	}
	begin, last := time.Now(), time.Time{}
	return func(done, total int) {
		c.mu.Lock()
		defer c.mu.Unlock()
		now := time.Now()
		if now.Sub(begin) < time.Second || now.Sub(last) < 100*time.Millisecond || total == 0 {
			return
		}
		last = now
		const width = 30
		full := width * done / total
		fmt.Fprintf(c.err, "\r%s [%s%s] %d/%d\x1b[K", what, strings.Repeat("#", full), strings.Repeat("·", width-full), done, total)
		c.bar = true
	}
}

// finish prints what ended a command and gives the exit code.
func (c *console) finish(ctx context.Context, err error) int {
	code := c.verdict(ctx, err)
	if err := c.conclude(); err != nil {
		c.line("handbill: " + plainError(err))
		return exitProblems
	}
	return code
}

func (c *console) verdict(ctx context.Context, err error) int {
	var usage usageError
	if refused := (*write.RefusedError)(nil); errors.As(err, &refused) {
		err = usageError{refused.Error(), "--out public is the usual place"}
	}
	switch {
	case err == nil:
		return exitClean
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		message := "interrupted; nothing was changed"
		if c.changed {
			message = "interrupted"
		}
		c.line(message)
		c.found.Error(diag.Position{}, "interrupted", message, "")
		return exitInterrupted
	case errors.Is(err, errReported):
		return exitProblems
	case errors.As(err, &usage):
		c.line("handbill: " + usage.message)
		if usage.hint != "" {
			c.line("    hint: " + usage.hint)
		}
		c.found.Error(diag.Position{}, "usage", usage.message, usage.hint)
		return exitUsage
	}
	c.line("handbill: " + plainError(err))
	c.found.Error(diag.Position{}, "machine", plainError(err), "")
	return exitProblems
}
