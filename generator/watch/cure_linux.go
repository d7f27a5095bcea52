package watch

import (
	"errors"
	"syscall"
)

// cure says how to get notices again.
func cure(err error) string {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return "; an administrator can allow more with the setting fs.inotify.max_user_watches"
	case errors.Is(err, syscall.EMFILE):
		return "; close other programs that watch files, or raise fs.inotify.max_user_instances"
	}
	return ""
}
