package markdown

import (
	"strings"

	"golang.org/x/net/html"
)

// attributes keeps those that the tables allow; each counts once.
func (s *rawStack) attributes(p *piece, list []html.Attribute, at int) {
	seen := map[string]string{}
	offset := s.where.source(at)
	for _, a := range list {
		name := a.Key
		if _, twice := seen[name]; twice {
			continue
		}
		value := s.c.fill(a.Val, offset)
		seen[name] = value
		form := globalAttributes[name]
		if form == nil {
			form = elementAttributes[p.tag][name]
		}
		switch {
		case name == "id":
			s.anchor(p, value, at)
		case handled[p.tag][name]:
		case form == nil || !form(strings.TrimSpace(value)):
			s.drop(name+" on <"+p.tag+">", at)
		case switches[name]:
			p.attrs = append(p.attrs, attribute{name, ""})
		default:
			p.attrs = append(p.attrs, attribute{name, strings.TrimSpace(value)})
		}
	}
	if name, ok := seen["name"]; ok && p.tag == "a" && p.id == "" {
		s.anchor(p, name, at)
	}
	s.addresses(p, seen, offset)
}

// anchor takes an id.
func (s *rawStack) anchor(p *piece, id string, at int) {
	if !validID(id) {
		s.drop("id on <"+p.tag+">", at)
		return
	}
	if s.c.explicitID(id, s.c.at(s.where.source(at))) {
		p.id = id
	}
}

// addresses reads where an element leads and what it shows.
func (s *rawStack) addresses(p *piece, seen map[string]string, offset int) {
	c := s.c
	switch p.tag {
	case "a":
		if href, ok := seen["href"]; ok {
			p.link = &Link{At: c.at(offset), Raw: true}
			c.aim(p.link, strings.TrimSpace(href), offset)
			c.doc.Links = append(c.doc.Links, p.link)
			if onWeb(p.link.Dest) {
				c.uses(UsesWebLink)
			}
		}
	case "img", "audio", "video", "source", "track":
		src, ok := seen["src"]
		if !ok {
			break
		}
		m := s.media(src, offset)
		m.Kind = map[string]MediaKind{"img": Picture, "audio": Audio, "video": Video, "track": Track, "source": m.Kind}[p.tag]
		if p.tag == "source" && m.Kind == Picture {
			m.Kind = Video
			if s.top() == "audio" {
				m.Kind = Audio
			}
		}
		m.Alt, m.HasAlt = seen["alt"]
		if p.tag == "img" && !m.HasAlt {
			c.missingAlt(m)
		}
		m.HasAlt = m.HasAlt || p.tag != "img"
		p.media = m
		switch {
		case p.tag == "track":
			c.silent = nil // its captions say it
		case p.tag == "audio" || p.tag == "video" || p.tag == "source" && m.Kind != Picture && c.silent == nil:
			c.recording(m)
		}
	}
	if poster, ok := seen["poster"]; ok && p.tag == "video" {
		m := s.media(poster, offset)
		m.Kind, m.HasAlt = Picture, true
		p.more = append(p.more, m)
	}
}

func (s *rawStack) media(src string, offset int) *Media {
	m := &Media{At: s.c.at(offset)}
	s.c.fetch(m, strings.TrimSpace(src), offset)
	s.c.doc.Media = append(s.c.doc.Media, m)
	return m
}
