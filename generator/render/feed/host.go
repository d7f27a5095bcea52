package feed

import (
	"net/url"
	"strings"

	"handbill/generator/content"
)

func robots(site *content.Site) []byte {
	text := "User-agent: *\nDisallow:\n"
	if site.Config.Address != "" {
		text += "\nSitemap: " + site.Absolute("sitemap.xml") + "\n"
	}
	return []byte(text)
}

// folder is the path of the site on its host, "/" where the address is not
// known.
func folder(site *content.Site) string {
	u, err := url.Parse(site.Config.Address)
	if err != nil || u.Path == "" {
		return "/"
	}
	return u.EscapedPath()
}

// htaccess helps Apache and LiteSpeed. It holds directives of the override class
// FileInfo only, each behind its module, so that a host which allows no more
// answers as if the file were not there. Nothing depends on it.
func htaccess(site *content.Site) []byte {
	var b strings.Builder
	b.WriteString(`# Written by handbill. The site works without this file.
<IfModule mod_mime.c>
AddType application/manifest+json .webmanifest
AddType application/epub+zip .epub
AddType text/javascript .js
AddType text/vtt .vtt
AddType image/svg+xml .svg
AddType image/webp .webp
AddType image/avif .avif
AddType font/woff2 .woff2
AddType audio/ogg .ogg .opus
AddCharset utf-8 .html .js .json .xml .svg .txt .vtt .webmanifest
</IfModule>
<IfModule mod_setenvif.c>
SetEnvIf Request_URI "/(assets|packs)/[^/]+\.[0-9a-f]{8,64}\.[0-9a-z]+$" handbill_hashed
</IfModule>
<IfModule mod_headers.c>
Header set Cache-Control "no-cache"
Header set Cache-Control "public, max-age=31536000, immutable" env=handbill_hashed
Header set Referrer-Policy "no-referrer"
Header set X-Content-Type-Options "nosniff"
</IfModule>
`)
	if site.Config.Address != "" {
		b.WriteString("<IfModule mod_mime.c>\nErrorDocument 404 " + folder(site) + "404.html\n</IfModule>\n")
	}
	return []byte(b.String())
}

// headers does the same for pages services that read a _headers file.
func headers(site *content.Site) []byte {
	at := folder(site)
	return []byte(at + "*\n  Referrer-Policy: no-referrer\n  X-Content-Type-Options: nosniff\n" +
		at + "assets/*\n  Cache-Control: public, max-age=31536000, immutable\n" +
		at + "packs/*\n  Cache-Control: public, max-age=31536000, immutable\n" +
		at + "sw.js\n  Cache-Control: no-cache\n")
}
