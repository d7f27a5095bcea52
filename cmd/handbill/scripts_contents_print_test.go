//go:build print

package main

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A guide whose source is in another script has addresses of headings in that
// script: its contents find their pages all the same.
func TestContentsOfHeadingsInAnotherScriptFindTheirPages(t *testing.T) {
	root := t.TempDir()
	guide := "+++\ntitle = \"ماء\"\n+++\n"
	for _, heading := range []string{"اغلي الماء جيدا", "اتصل بنا", "أين تسأل", "كيف تحفظه"} {
		guide += "\n## " + heading + "\n\n" + strings.Repeat("نص طويل هنا. ", 400) + "\n"
	}
	writeFiles(t, root, map[string]string{
		"site.toml":          "title = \"أدلة\"\nsource = \"ar\"\n[languages.ar]\nname = \"العربية\"\n",
		"guides/water/ar.md": guide,
	})
	print(t, root, "--format", "a4")
	contents := output(t, "pdftotext", "-layout", "-f", "2", "-l", "2", filepath.Join(root, "public/ar/water-a4.pdf"), "-")
	if found := regexp.MustCompile(`(?m)\d`).FindAllString(contents, -1); len(found) < 4 {
		t.Errorf("the contents have numbers %q:\n%s", found, contents)
	}
}
