package main

import (
	"context"
	"flag"
	"fmt"
	"runtime"
	"strings"

	"handbill/generator/diag"
)

// helpCommand is a function because its help lists the table that it stands in.
func helpCommand() *command {
	return &command{
		name: "help", args: "[COMMAND]",
		summary: "Say what the program can do, or what one command does",
		example: "handbill help build",
		setup: func(*flag.FlagSet) func(context.Context, *console, []string) error {
			return func(_ context.Context, c *console, args []string) error { return help(c, args) }
		},
	}
}

func help(c *console, args []string) error {
	if len(args) == 0 {
		return overview(c)
	}
	name := strings.Join(args, " ")
	if cmd := lookup(name); cmd != nil {
		return cmd.print(c)
	}
	if group := subcommands(name); len(group) > 0 {
		var b strings.Builder
		for _, full := range group {
			fmt.Fprintf(&b, "handbill %-18s %s\n", full, lookup(full).summary)
		}
		return c.result(b.String())
	}
	return unknownCommand(name, commandNames())
}

func overview(c *console) error {
	var b strings.Builder
	b.WriteString("handbill makes a small, offline-capable website and printable pages\nfrom Markdown guides in many languages.\n\nUsage: handbill COMMAND [flags]\n\nCommands:\n")
	for _, cmd := range commands() {
		fmt.Fprintf(&b, "  %-16s %s\n", cmd.name, cmd.summary)
	}
	b.WriteString("\nExamples:\n")
	for _, cmd := range commands() {
		first, _, _ := strings.Cut(strings.TrimSpace(cmd.example), "\n")
		fmt.Fprintf(&b, "  %s\n", first)
	}
	b.WriteString("\nhandbill help COMMAND tells more. Exit codes: 0 clean or warnings only,\n1 problems, 2 wrong use, 130 interrupted.\n")
	return c.result(b.String())
}

var versionCommand = &command{
	name:    "version",
	summary: "Say which version this is",
	example: "handbill version",
	setup: func(*flag.FlagSet) func(context.Context, *console, []string) error {
		return func(_ context.Context, c *console, args []string) error {
			if err := noArguments(args); err != nil {
				return err
			}
			text := fmt.Sprintf("handbill %s %s/%s", version, runtime.GOOS, runtime.GOARCH)
			c.found.Note(diag.Position{}, "version", text, "")
			return c.result(text + "\n")
		}
	},
}
