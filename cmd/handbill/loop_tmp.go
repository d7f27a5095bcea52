package main

import "context"

func watchBuild(ctx context.Context, c *console, b buildFlags) error { return buildOnce(ctx, c, b) }
