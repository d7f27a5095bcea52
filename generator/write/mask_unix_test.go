//go:build !windows

package write

import (
	"syscall"
	"testing"
)

// withMask runs a test under a umask, which belongs to the whole process: such
// a test is never parallel.
func withMask(t *testing.T, mask int, test func()) {
	t.Helper()
	defer syscall.Umask(syscall.Umask(mask))
	test()
}
