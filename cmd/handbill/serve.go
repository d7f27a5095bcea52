package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"handbill/generator"
	"handbill/generator/render"
	"handbill/generator/serve"
	"handbill/generator/watch"
)

// firstPort is where serve looks for a free port first.
const firstPort = 8080

var serveCommand = &command{
	name:    "serve",
	summary: "Preview the site on this computer; every save shows in the browser",
	help: `Builds in memory and answers on this computer alone; public/ is not touched.
Errors show over the page and go when they are mended. With --lan a phone on the
same network can look too, at an address that has a key in it.`,
	example: "handbill serve --port 8080",
	setup: func(f *flag.FlagSet) func(context.Context, *console, []string) error {
		port := f.Int("port", firstPort, "the `port`, or the next free one; 0 takes any")
		lan := f.Bool("lan", false, "let other devices of the network look, with the key in the address")
		drafts := f.Bool("drafts", true, "show drafts, marked; --drafts=false leaves them out")
		return func(ctx context.Context, c *console, args []string) error {
			if err := noArguments(args); err != nil {
				return err
			}
			if *port < 0 || *port > 65535 {
				return usageError{fmt.Sprintf("there is no port %d", *port), "ports go from 1 to 65535; 0 takes any that is free"}
			}
			return runServe(ctx, c, serve.Options{Port: *port, LAN: *lan}, *drafts)
		}
	},
}

func runServe(ctx context.Context, c *console, opt serve.Options, drafts bool) error {
	root, err := c.open()
	if err != nil {
		return err
	}
	root.Close()
	server := serve.New(opt)
	if err := server.Listen(); err != nil {
		return err
	}
	if err := announce(c, server.Address()); err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var loop sync.WaitGroup
	loop.Go(func() {
		cancel(follow(ctx, c, filepath.Join(c.root, "public"), func(ctx context.Context) error { return preview(ctx, c, server, drafts) }))
	})
	err = server.ListenAndServe(ctx)
	cancel(err)
	loop.Wait()
	if cause := context.Cause(ctx); err == nil && cause != context.Canceled {
		return cause
	}
	return err
}

// announce says where the preview is: as JSON, the first line of standard output.
func announce(c *console, address string) error {
	c.changed = true // pages were shown
	if c.json {
		return c.answer(map[string]string{"address": address})
	}
	c.line("look at " + address + "   (Ctrl-C ends)")
	return nil
}

// preview builds once into memory and shows the result, or its errors.
func preview(ctx context.Context, c *console, server *serve.Server, drafts bool) error {
	begin := time.Now()
	root, err := c.open()
	if err != nil {
		return err
	}
	defer root.Close()
	opt := c.options(root.FS())
	opt.Drafts = drafts
	var mu sync.Mutex
	files := serve.Files{}
	opt.Put = func(f render.File) error {
		mu.Lock()
		defer mu.Unlock()
		f.Data = bytes.Clone(f.Data)
		files[f.Path] = f
		return nil
	}
	result, err := generator.Build(ctx, opt)
	if err != nil {
		return err
	}
	if err := c.print(result.Diagnostics.Sorted()); err != nil {
		return err
	}
	if result.Diagnostics.Failed() {
		server.Fail(result.Diagnostics.Sorted(), lineReader(c.root))
		c.say("%s; the preview stays as it was", failure(result.Diagnostics))
		return nil
	}
	server.Update(files)
	c.say("%s in %s", count(result.Pages, "page"), time.Since(begin).Round(time.Millisecond))
	return nil
}

// follow runs build now and after every change of the site, until the context
// ends. What a machine's failure breaks is tried again at the next change.
func follow(ctx context.Context, c *console, out string, build func(context.Context) error) error {
	watcher, err := watch.New(c.root, watch.Options{Ignore: []string{out}, Message: func(text string) { c.line(text) }})
	if err != nil {
		return err
	}
	defer watcher.Close()
	for {
		if err := build(ctx); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			c.line("handbill: " + plainError(err))
		}
		for ours := false; !ours; {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case paths, open := <-watcher.Events:
				if !open {
					return nil
				}
				ours = slices.ContainsFunc(paths, isSource)
			}
		}
	}
}

// isSource reports whether a build depends on a path of the site. A log that
// somebody writes beside the guides is none of its business.
func isSource(name string) bool {
	top, _, _ := strings.Cut(name, "/")
	return slices.Contains([]string{".", "site.toml", "guides", "themes", "i18n"}, top)
}

// watchBuild builds after every change until it is interrupted.
func watchBuild(ctx context.Context, c *console, b buildFlags) error {
	return follow(ctx, c, b.out, func(ctx context.Context) error {
		err := buildOnce(ctx, c, b)
		if ctx.Err() == nil {
			err = errors.Join(err, c.conclude()) // one object a build
		}
		if errors.Is(err, errReported) {
			return nil
		}
		return err
	})
}
