// Package markdown turns the body of a guide into a Doc: parsed once, then asked
// for its HTML, headings, links, media, sections and blocks.
//
// It is the only importer of goldmark. It reads bytes and gives values; it does
// not know the site: links and media come out as they are written, whoever calls
// resolves them, and HTML writes what was resolved.
//
// The text is CommonMark with GitHub's tables, task lists, strikethrough and
// autolinks, footnotes and definition lists. On top of that come, each of them
// harmless where another program reads the file:
//
//   - {{name}} for a value of the site, in text, link targets and alternative
//     texts, never in code;
//   - call-outs: a quotation that begins with [!NOTE], TIP, IMPORTANT, WARNING,
//     DANGER, KEYPOINTS, STORY, PULLQUOTE, RIGHTS, SERVICES or TRANSCRIPT, with
//     a title after the mark if wanted; a last line that begins with a dash says
//     who is quoted;
//   - numbered recommendations: an ordered list under a heading with
//     {.recommendations};
//   - a picture alone in its paragraph becomes a figure, with its title as the
//     caption; the same syntax embeds sound and film. A picture that only
//     decorates has an alternative text that is empty on purpose: ![""](x.png),
//     or alt="" in HTML;
//   - {#id .class lang=xx dir=rtl} after a heading; nothing else between the
//     braces counts.
//
// HTML in the text passes through a list of harmless elements and attributes;
// the rest is left out and reported. See rawlist.go for the list.
package markdown
