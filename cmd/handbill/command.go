package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"handbill/generator/diag"
)

// command is one entry of the program's table.
type command struct {
	name    string // one or two words, such as "new site"
	args    string // what follows the flags, such as "DIR"
	summary string // one line
	help    string // more lines
	example string // with its output or effect
	// setup declares flags and gives the function to run with the arguments.
	setup func(f *flag.FlagSet) func(ctx context.Context, c *console, args []string) error
}

// commands lists them in the order of the help.
func commands() []*command {
	all := []*command{
		newSiteCommand, newGuideCommand, newLanguageCommand,
		buildCommand, pdfCommand, packCommand, serveCommand, checkCommand, verifyCommand,
	}
	all = append(all, translateCommands()...)
	return append(all, completionCommand(), helpCommand(), versionCommand)
}

func lookup(name string) *command {
	for _, cmd := range commands() {
		if cmd.name == name {
			return cmd
		}
	}
	return nil
}

func commandNames() []string {
	var names []string
	for _, cmd := range commands() {
		names = append(names, cmd.name)
	}
	return names
}

// subcommands lists the full names of the commands that begin with a word.
func subcommands(word string) []string {
	return slices.DeleteFunc(commandNames(), func(name string) bool { return !strings.HasPrefix(name, word+" ") })
}

// flags makes the flag set of a command, with the flags that every command has.
func (cmd *command) flags(c *console) (*flag.FlagSet, func(context.Context, *console, []string) error) {
	f := flag.NewFlagSet(cmd.name, flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.StringVar(&c.root, "root", ".", "the `folder` of the site")
	f.BoolVar(&c.quiet, "quiet", false, "print problems only")
	f.BoolVar(&c.json, "json", c.json, "print one JSON object on standard output, for other programs")
	return f, cmd.setup(f)
}

// start reads flags and arguments, in any order, and runs the command.
func (cmd *command) start(ctx context.Context, c *console, args []string) error {
	f, run := cmd.flags(c)
	var positional []string
	for {
		if err := f.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return cmd.print(c)
			}
			return cmd.wrong(f, err)
		}
		args = f.Args()
		if len(args) == 0 {
			return run(ctx, c, positional)
		}
		positional, args = append(positional, args[0]), args[1:]
	}
}

// wrong says in plain words what package flag found.
func (cmd *command) wrong(f *flag.FlagSet, err error) error {
	message := err.Error()
	hint := fmt.Sprintf("handbill %s --help shows what it takes", cmd.name)
	if typed, ok := strings.CutPrefix(message, "flag provided but not defined: -"); ok {
		var names []string
		f.VisitAll(func(known *flag.Flag) { names = append(names, known.Name) })
		if near := diag.Nearest(strings.TrimLeft(typed, "-"), names); near != "" {
			hint = "did you mean --" + near + "?"
		}
		message = fmt.Sprintf("%s has no flag --%s", cmd.name, strings.TrimLeft(typed, "-"))
	} else if name, ok := strings.CutPrefix(message, "flag needs an argument: -"); ok {
		message = fmt.Sprintf("the flag --%s needs a value", name)
	} else if typed, ok := strings.CutPrefix(message, "invalid value "); ok {
		value, rest, _ := strings.Cut(typed, " for flag -")
		name, _, _ := strings.Cut(rest, ":")
		message = fmt.Sprintf("the flag --%s cannot be %s", name, value)
	}
	return usageError{message, hint}
}

// print writes the help of one command.
func (cmd *command) print(c *console) error {
	f, _ := cmd.flags(c)
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\nUsage: handbill %s [flags]", cmd.summary, cmd.name)
	if cmd.args != "" {
		b.WriteString(" " + cmd.args)
	}
	b.WriteString("\n")
	if cmd.help != "" {
		fmt.Fprintf(&b, "\n%s\n", strings.TrimSpace(cmd.help))
	}
	b.WriteString("\nFlags:\n")
	f.VisitAll(func(known *flag.Flag) {
		value, usage := flag.UnquoteUsage(known)
		left := "--" + known.Name
		if value != "" {
			left += " " + strings.ToUpper(value)
		}
		if known.DefValue != "" && known.DefValue != "false" {
			usage += fmt.Sprintf(" (%s)", known.DefValue)
		}
		fmt.Fprintf(&b, "  %-22s %s\n", left, usage)
	})
	fmt.Fprintf(&b, "  %-22s %s\n\nExample:\n", "--help", "this page")
	for line := range strings.Lines(strings.TrimSpace(cmd.example)) {
		b.WriteString("  " + strings.TrimRight(line, "\n") + "\n")
	}
	return c.result(b.String())
}

// noArguments refuses words behind the flags.
func noArguments(args []string) error {
	if len(args) > 0 {
		return usageError{fmt.Sprintf("nothing may follow here, and %q does", args[0]), ""}
	}
	return nil
}

// commaList is a flag that takes "a,b".
func commaList(f *flag.FlagSet, name, usage string) *[]string {
	var list []string
	f.Func(name, usage, func(value string) error {
		for _, v := range strings.Split(value, ",") {
			if v = strings.TrimSpace(v); v != "" {
				list = append(list, v)
			}
		}
		return nil
	})
	return &list
}
