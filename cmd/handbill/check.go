package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"

	"handbill/generator"
	"handbill/generator/check"
	"handbill/generator/diag"
	"handbill/generator/write"
)

var checkCommand = &command{
	name:    "check",
	summary: "Look for what is wrong, dead, heavy, stale or hard to read; change nothing",
	help: `Builds the site in memory and says everything that a build says, and more: dead
links between pages, weights, stale services, long sentences, and translations
whose numbers, telephones or links differ from the source. With --online it also
asks the hosts of outside links whether they answer.`,
	example: "handbill check --strict",
	setup: func(f *flag.FlagSet) func(context.Context, *console, []string) error {
		strict := f.Bool("strict", false, "let warnings fail the check")
		online := f.Bool("online", false, "ask whether links to other sites still work")
		return func(ctx context.Context, c *console, args []string) error {
			if err := noArguments(args); err != nil {
				return err
			}
			return runCheck(ctx, c, *strict, *online)
		}
	},
}

func runCheck(ctx context.Context, c *console, strict, online bool) error {
	root, err := c.open()
	if err != nil {
		return err
	}
	defer root.Close()
	opt := c.options(root.FS())
	opt.Check = true
	opt.Progress = bounded(c.progress("checking"))
	result, err := generator.Build(ctx, opt)
	if err != nil {
		return err
	}
	translations, err := c.translations(ctx, result.Site)
	if err != nil {
		return err
	}
	result.Diagnostics.Add(translations)
	if online {
		c.say("asking about %s", count(len(result.Outside), "link"))
		result.Diagnostics.Add(check.Online(ctx, result.Outside, nil))
	}
	tellAddress(result)
	if err := c.report(result.Diagnostics); err != nil {
		return err
	}
	c.say("%s in %s", failure(result.Diagnostics), count(result.Pages, "page"))
	if result.Diagnostics.Failed() || strict && result.Diagnostics.Count(diag.Warning) > 0 {
		return errReported
	}
	return nil
}

var verifyCommand = &command{
	name: "verify", args: "DIR",
	summary: "Hold a copy of the site against its manifest: missing, changed and extra files",
	help:    "DIR is the output folder, or a copy of it on a USB stick or a server's disk.",
	example: "handbill verify public",
	setup: func(*flag.FlagSet) func(context.Context, *console, []string) error {
		return func(_ context.Context, c *console, args []string) error {
			if len(args) != 1 {
				return usageError{"verify needs one folder", "handbill verify public"}
			}
			return runVerify(c, args[0])
		}
	},
}

func runVerify(c *console, dir string) error {
	info, err := os.Stat(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return usageError{fmt.Sprintf("there is no folder %s", dir), "name the folder of the copy: handbill verify public"}
	}
	if err != nil {
		return fmt.Errorf("opening the copy: %w", err)
	}
	if !info.IsDir() {
		return usageError{fmt.Sprintf("%s is not a folder", dir), "unpack a ZIP first"}
	}
	verdict, err := write.Verify(os.DirFS(dir))
	if err != nil {
		return err
	}
	c.root = dir
	if err := c.report(verdict.Problems); err != nil {
		return err
	}
	c.say("%s right, %d changed, %d missing, %d extra", count(verdict.Good, "file"), verdict.Changed, verdict.Missing, verdict.Extra)
	if verdict.Problems.Failed() {
		return errReported
	}
	return nil
}
