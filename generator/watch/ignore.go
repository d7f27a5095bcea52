package watch

import (
	"path"
	"path/filepath"
	"strings"
)

// ignored reports a path below the root that is never told: hidden files and
// folders, the output, what editors keep beside a file while they save it.
func (w *Watcher) ignored(name string) bool {
	rel, err := filepath.Rel(w.root, name)
	if err != nil || !filepath.IsLocal(rel) {
		return true
	}
	for part := range strings.SplitSeq(filepath.ToSlash(rel), "/") {
		if part != "." && editors(part) {
			return true
		}
	}
	for _, dir := range w.ignore {
		if name == dir || strings.HasPrefix(name, dir+string(filepath.Separator)) {
			return true
		}
	}
	return false
}

// editors reports the names of temporary files and backups: a dot in front
// (vim's .swp, emacs's .#x, Kate, gedit, git), x~ (vim, emacs, gedit), #x#
// (emacs), 4913 (vim tries whether it may write), ~$x (Word), and endings. A
// package folder of a test tool is no part of a site either.
func editors(name string) bool {
	if strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") || strings.HasPrefix(name, "~$") {
		return true
	}
	if strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") {
		return true
	}
	switch path.Ext(name) {
	case ".swp", ".swx", ".swo", ".tmp", ".temp", ".bck", ".bak", ".part", ".crdownload":
		return true
	}
	return name == "4913" || name == "node_modules" ||
		strings.HasSuffix(name, "___jb_tmp___") || strings.HasSuffix(name, "___jb_old___")
}

// relative gives the path as Events tells it.
func (w *Watcher) relative(name string) string {
	rel, err := filepath.Rel(w.root, name)
	if err != nil {
		return "."
	}
	return filepath.ToSlash(rel)
}
