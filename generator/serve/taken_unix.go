//go:build !windows

package serve

import (
	"errors"
	"syscall"
)

// taken reports a port that another program has, or that is not for us.
func taken(err error) bool {
	return errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, syscall.EACCES)
}
