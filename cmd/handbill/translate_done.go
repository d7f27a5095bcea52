package main

import (
	"context"
	"flag"
	"fmt"

	"handbill/generator/diag"
	"handbill/generator/translate"
)

var translateDoneCommand = &command{
	name: "translate done", args: "LANG GUIDE",
	summary: "Say that a translation was read and is right for the source as it is now",
	help: `Everything in the guide that is translated counts as done and up to date then. With
--block it is one part: the line of the translation that it stands in. What still
reads like the source stays untranslated, unless you name it with --block, or say
with --same that all of it is the same on purpose: names, titles of books.`,
	example: "handbill translate done fr water\nhandbill translate done fr water --block 14",
	setup: func(f *flag.FlagSet) func(context.Context, *console, []string) error {
		block := f.String("block", "", "only the part in this `line` of the translation")
		same := f.Bool("same", false, "what still reads like the source does so on purpose")
		return func(_ context.Context, c *console, args []string) error {
			if len(args) != 2 {
				return usageError{"translate done needs a language and a guide", "handbill translate done fr water"}
			}
			return runTranslateDone(c, args[0], args[1], *block, *same)
		}
	},
}

func runTranslateDone(c *console, language, guide, block string, same bool) error {
	t, err := c.translation()
	if err != nil {
		return err
	}
	defer t.root.Close()
	l, err := t.language(language)
	if err != nil {
		return err
	}
	guides, err := t.guides(l.Tag, []string{guide})
	if err != nil {
		return err
	}
	changes, w, n, err := t.project.Done(guides[0], l.Tag, block, same)
	if err != nil {
		return err
	}
	if n == 0 && block != "" && !w.Has(block) {
		return usageError{fmt.Sprintf("no part of %s stands in line %s", w.TargetPath, block), "handbill translate status counts the parts; an editor shows the line numbers"}
	}
	if err := t.write(c, changes); err != nil {
		return err
	}
	open := w.Report.Counts.Open() - n
	if c.json {
		return c.answer(map[string]any{"version": 1, "guide": w.Guide, "language": l.Tag, "marked": n})
	}
	switch {
	case n == 0:
		c.say("nothing to mark: every translated part was done already")
	default:
		c.say("%s of %s marked as done in %s", count(n, "part"), w.Guide, l.Tag)
	}
	if open > 0 {
		c.say("handbill translate diff %s %s shows what is still open", l.Tag, w.Guide)
	}
	t.mention(c)
	return nil
}

var translateAdoptCommand = &command{
	name: "translate adopt", args: "[LANG [GUIDE…]]",
	summary: "Find out which parts of existing translations belong to which of the source",
	help: `For translations that were made without this program, or whose records in
i18n/track/ were lost: parts are paired by order, length, links and numbers. What
is known already stays. Pairs are "assumed" until somebody marks them as done;
doubtful ones are listed and wait for review.`,
	example: "handbill translate adopt",
	setup: func(*flag.FlagSet) func(context.Context, *console, []string) error {
		return func(ctx context.Context, c *console, args []string) error { return runTranslateAdopt(ctx, c, args) }
	},
}

func runTranslateAdopt(ctx context.Context, c *console, args []string) error {
	t, err := c.translation()
	if err != nil {
		return err
	}
	defer t.root.Close()
	languages := t.project.Languages()
	if len(args) > 0 {
		l, err := t.language(args[0])
		if err != nil {
			return err
		}
		languages = []string{l.Tag}
	}
	var sum adopted
	for _, tag := range languages {
		var names []string
		if len(args) > 1 {
			names = args[1:]
		}
		if err := t.adopt(ctx, c, tag, names, &sum); err != nil {
			return err
		}
	}
	if err := c.report(sum.doubts); err != nil {
		return err
	}
	k := sum.counts
	paired, share := k.Total-k.Missing, 100.0
	if k.Total > 0 {
		share = 100 * float64(paired) / float64(k.Total)
	}
	c.say("%d of %s found in the translations (%.1f %%); %d assumed, %d untranslated, %d to review; records of %s written",
		paired, count(k.Total, "part"), share, k.Assumed, k.Untranslated, k.Review, count(sum.written, "translation"))
	t.mention(c)
	return nil
}

// adopted is what adopt found out.
type adopted struct {
	counts  translate.Counts
	doubts  diag.List
	written int // translations whose records changed
}

// adopt writes the records of one language.
func (t *translation) adopt(ctx context.Context, c *console, tag string, names []string, sum *adopted) error {
	guides, err := t.guides(tag, names)
	if err != nil {
		return err
	}
	works, _, err := t.works(ctx, c, "pairing "+tag, []string{tag}, func(string) []string { return guides })
	if err != nil {
		return err
	}
	for _, w := range works[tag] {
		if !w.Exists {
			continue
		}
		changes, err := t.project.Adopt(w)
		if err != nil {
			return err
		}
		if err := t.write(c, changes); err != nil {
			return err
		}
		if len(changes) > 0 {
			sum.written++
		}
		sum.counts.Add(w.Report.Counts)
		sum.doubts.Add(w.Doubts())
	}
	return nil
}
