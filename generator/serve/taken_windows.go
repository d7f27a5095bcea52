package serve

import (
	"errors"

	"golang.org/x/sys/windows"
)

// taken reports a port that another program has, or that is not for us.
func taken(err error) bool {
	return errors.Is(err, windows.WSAEADDRINUSE) || errors.Is(err, windows.WSAEACCES)
}
