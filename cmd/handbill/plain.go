package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// plainError says what a machine's failure is in words for people: the systems
// speak of stat and of "no such file or directory".
func plainError(err error) string {
	text := err.Error()
	var op *fs.PathError
	var link *os.LinkError
	var call *os.SyscallError
	switch {
	case errors.As(err, &op):
		return replaceFault(text, op.Error(), op.Path, op.Err)
	case errors.As(err, &link):
		return replaceFault(text, link.Error(), link.New, link.Err)
	case errors.As(err, &call):
		return strings.Replace(text, call.Error(), reason(call.Err), 1)
	}
	return text
}

// replaceFault puts the path and the reason in place of what the system says; the
// path only where the words around do not name it.
func replaceFault(text, fault, path string, cause error) string {
	words := reason(cause)
	if around := strings.Replace(text, fault, "", 1); path != "" && !strings.Contains(around, filepath.Base(path)) {
		words = filepath.ToSlash(path) + ": " + words
	}
	return strings.Replace(text, fault, words, 1)
}

// reason gives plain words for why a system refused something.
func reason(err error) string {
	for _, known := range []struct {
		err   error
		words string
	}{
		{fs.ErrNotExist, "there is no such file or folder"},
		{fs.ErrExist, "something of that name is there already"},
		{fs.ErrPermission, "you have no permission for it"},
		{syscall.ENOSPC, "the disk is full"},
		{syscall.EROFS, "the disk can only be read"},
		{syscall.ENOTDIR, "a part of the path is no folder"},
		{syscall.EISDIR, "it is a folder, not a file"},
		{syscall.ENAMETOOLONG, "the name is too long"},
		{syscall.EMFILE, "too many files are open"},
		{syscall.EADDRINUSE, "another program uses that port"},
	} {
		if errors.Is(err, known.err) {
			return known.words
		}
	}
	return err.Error()
}
