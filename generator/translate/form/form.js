'use strict';
(function () {
  var data = JSON.parse(document.getElementById('data').textContent);
  var $ = function (id) { return document.getElementById(id); };
  var all = function (q, f) { Array.prototype.forEach.call(document.querySelectorAll(q), f); };
  var units = [], dirty = false, store = 'handbill-form:' + data.language + ':' + location.pathname.split('/').pop();

  all('.unit', function (el) {
    var of = data.guides[el.dataset.g].units[el.dataset.u];
    var u = { el: el, of: of, field: el.querySelector('textarea'), tick: el.querySelector('.ready'), problem: el.querySelector('.problem') };
    u.tick.checked = !!of.text && !of.review;
    of.live = u;
    units.push(u);
  });

  // say gives words of the form with what belongs into them.
  function say(key, values) {
    return data.words[key].replace(/\{(\w+)\}/g, function (all, k) { return values && k in values ? values[k] : all; });
  }

  // Digits of every script, so that numbers can be compared.
  function fold(s) {
    return s.replace(/\p{Nd}/gu, function (c) {
      if (c >= '0' && c <= '9') return c;
      var n = c.codePointAt(0), zero = n;
      while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && n - zero < 9) zero--;
      return String(n - zero);
    }).replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\u061c]/g, '');
  }
  var digits = function (s) { return fold(s).replace(/[^0-9]/g, ''); };

  // What has to come back and has not.
  function lacking(u) {
    var text = u.field.value, bare = digits(text), plain = fold(text).toLowerCase();
    return (u.of.keep || []).filter(function (k) {
      var n = digits(k);
      return /^[+0-9. ]+$/.test(k) ? n.length > 1 && bare.indexOf(n) < 0 : plain.replace(/\s/g, '').indexOf(fold(k).toLowerCase().replace(/\s/g, '')) < 0;
    });
  }

  function judge(u) {
    var lost = u.field.value.trim() ? lacking(u) : [];
    u.problem.textContent = lost.length ? say('check', { what: '\u2068' + lost.join('\u2069, \u2068') + '\u2069' }) : '';
    u.el.classList.toggle('ready', u.tick.checked);
  }

  function count() {
    var n = units.filter(function (u) { return u.tick.checked; }).length;
    $('progress').textContent = say('progress', { n: n, total: units.length });
    $('meter').value = n;
  }

  function show() {
    var everything = document.querySelector('input[name=show]:checked').value === 'all', some = false;
    units.forEach(function (u) {
      var on = everything || !u.tick.checked || u.el.contains(document.activeElement);
      u.el.hidden = !on;
      some = some || on;
    });
    all('.guide', function (g) { g.hidden = !g.querySelector('.unit:not([hidden])'); });
    $('none').hidden = some;
  }

  function tell(key, values) { $('said').textContent = say(key, values); }

  // --- keeping, only where the translator agreed ---
  function keep() {
    if (!$('keep').checked) return;
    var work = {};
    units.forEach(function (u) { work[u.of.id] = [u.field.value, u.tick.checked]; });
    try { localStorage.setItem(store, JSON.stringify(work)); } catch (e) { tell('cannot_keep'); }
  }
  function forget() {
    try { localStorage.removeItem(store); } catch (e) { /* nothing is kept then */ }
    $('keep').checked = false;
    $('forget').hidden = true;
    tell('gone');
  }
  function restore() {
    var work = null;
    try { work = JSON.parse(localStorage.getItem(store)); } catch (e) { return; }
    if (!work) return;
    units.forEach(function (u) {
      var w = work[u.of.id];
      if (w) { u.field.value = w[0]; u.tick.checked = w[1]; }
    });
    $('keep').checked = true;
    $('forget').hidden = false;
    tell('restored');
  }

  // --- PO ---
  function quote(s) { return '"' + s.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n').replace(/\t/g, '\\t').replace(/\r/g, '') + '"\n'; }
  function field(lead, word, text) {
    var lines = text.split('\n');
    if (lines.length === 1) return lead + word + ' ' + quote(text);
    var out = lead + word + ' ""\n';
    lines.forEach(function (line, i) {
      var last = i === lines.length - 1;
      if (!last || line) out += lead + quote(line + (last ? '' : '\n'));
    });
    return out;
  }
  function po() {
    var out = field('', 'msgid', '') + field('', 'msgstr', data.head);
    data.guides.forEach(function (g) {
      g.units.forEach(function (of) {
        var text = clean(of.live.field.value), fuzzy = text && !of.live.tick.checked;
        out += '\n#. ' + of.remark + '\n#: ' + of.ref + '\n#, ' + (fuzzy ? 'fuzzy, ' : '') + 'no-wrap\n';
        if (fuzzy && of.old && text === of.text) out += field('#| ', 'msgid', of.old);
        out += field('', 'msgctxt', of.id) + field('', 'msgid', of.source) + field('', 'msgstr', text);
      });
    });
    return out;
  }
  function unquote(s) {
    s = s.trim().replace(/^"|"$/g, '');
    return s.replace(/\\(.)/g, function (_, c) { return c === 'n' ? '\n' : c === 't' ? '\t' : c === 'r' ? '' : c; });
  }
  function readPO(text) {
    var byID = {}, n = 0, e = {}, key = '';
    units.forEach(function (u) { byID[u.of.id] = u; });
    function done() {
      var u = byID[e.msgctxt];
      if (u && e.msgstr) { u.field.value = e.msgstr; u.tick.checked = !e.fuzzy; n++; }
      e = {}; key = '';
    }
    text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/).concat('').forEach(function (line) {
      var m;
      line = line.trim();
      if (!line) done();
      else if (/^#,/.test(line)) { if (e.msgstr !== undefined) done(); e.fuzzy = /\bfuzzy\b/.test(line); }
      else if (line[0] === '#') { if (e.msgstr !== undefined) done(); key = ''; }
      else if ((m = /^(msgctxt|msgid|msgstr)\s+(".*")$/.exec(line))) {
        if (e.msgstr !== undefined) done();
        key = m[1];
        e[key] = unquote(m[2]);
      } else if (line[0] === '"' && key) e[key] += unquote(line);
    });
    return n;
  }

  // --- Markdown: the same rules as the program's, which checks it again ---
  function clean(s) {
    return s.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufeff\ufffd]/g, '').split('\n').map(function (line, i, lines) {
      var t = line.replace(/[ \t]+$/, '');
      return / {2}$/.test(line) && t && i + 1 < lines.length ? t + '  ' : t;
    }).join('\n').replace(/^[ \t\n]+|[ \t\n]+$/g, '');
  }
  function start(line, begins) {
    var m = /^([0-9]{1,9})([.)])([ \t]|$)/.exec(line);
    if (m) return begins || m[1] === '1' ? m[1] + '\\' + line.slice(m[1].length) : line;
    if (/^([-+*]([ \t]|$)|#{1,6}([ \t]|$)|```|~~~|:([ \t]|$)|>|(\*[ \t]*){3,}$|(_[ \t]*){3,}$|(-[ \t]*){3,}$)/.test(line)) return '\\' + line;
    if (begins ? /^(\[[^\]\n]+\]:|\[![A-Za-z]+\])/.test(line) : /^(=+|-+)[ \t]*$/.test(line) || /^\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?$/.test(line)) return '\\' + line;
    return line;
  }
  function fit(piece, text) {
    var s = clean(text), flat = s.split(/\s+/).join(' ');
    switch (piece.a) {
      case 'toml':
        var q = s.split('\n').map(function (line) { return JSON.stringify(line).slice(1, -1); }).join('\n');
        return q.indexOf('\n') < 0 ? '"' + q + '"' : '"""\n' + q + '"""';
      case 'list': return '[' + s.split('\n').map(function (x) { return x.trim(); }).filter(Boolean).map(function (x) { return JSON.stringify(x); }).join(', ') + ']';
      case 'cell': return flat.replace(/\\?\|/g, '\\|');
      case 'alt': return flat.replace(/\\?([\[\]])/g, '\\$1');
      case 'caption': return flat.replace(/\\?"/g, '\\"');
      case 'term': return start(flat, true);
      case 'line': return flat.replace(/(^| )(#+)$/, '$1\\$2');
    }
    var begins = true, out = [];
    s.split('\n').forEach(function (line) {
      line = line.replace(/^[ \t]+/, '');
      if (line) { out.push(start(line, begins)); begins = false; } else { if (!begins) out.push(''); begins = true; }
    });
    return out.map(function (line, i) { return i ? (line ? piece.p || '' : (piece.p || '').replace(/[ \t]+$/, '')) + line : line; }).join('\n');
  }
  function markdown(g) {
    var guide = data.guides[g];
    var eol = guide.pieces.some(function (p) { return p.t && p.t.indexOf('\r\n') >= 0; }) ? '\r\n' : '\n';
    return guide.pieces.map(function (p) {
      if (!p.u) return p.t || '';
      var of = guide.units[p.u - 1], text = clean(of.live.field.value);
      return !text || text === of.text ? p.w || '' : fit(p, text).replace(/\n/g, eol);
    }).join('');
  }

  // --- saving ---
  function download(name, text) {
    var a = document.createElement('a');
    a.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
    a.download = name;
    document.body.appendChild(a);
    a.click();
    a.remove();
    setTimeout(function () { URL.revokeObjectURL(a.href); }, 60000);
    tell('saved', { name: name });
  }
  var name = data.language + '.po';
  $('save').onclick = function () { download(name, po()); dirty = false; };
  $('clip').onclick = function () {
    var told = function () { tell('copied', { name: name }); };
    var old = function () {
      var t = document.createElement('textarea');
      t.value = po();
      document.body.appendChild(t);
      t.select();
      document.execCommand('copy');
      t.remove();
      told();
    };
    if (navigator.clipboard) navigator.clipboard.writeText(po()).then(told, old); else old();
  };
  if (navigator.canShare && window.File) {
    var asFile = function () { return { files: [new File([po()], name, { type: 'text/plain' })] }; };
    $('share').hidden = !navigator.canShare({ files: [new File([''], name, { type: 'text/plain' })] });
    $('share').onclick = function () { navigator.share(asFile()).then(function () { dirty = false; }, function () { /* the reader changed their mind */ }); };
  }
  all('.md', function (b) { b.onclick = function () { download(data.guides[b.dataset.g].file, markdown(b.dataset.g)); }; });

  $('load').onchange = function () {
    var file = this.files[0], reader = new FileReader();
    if (!file) return;
    reader.onload = function () {
      var n = readPO(reader.result);
      units.forEach(judge);
      count(); show(); keep();
      tell(n ? 'read' : 'nothing_read', { n: n, name: file.name });
    };
    reader.readAsText(file);
  };

  // --- events ---
  function next(u) {
    for (var i = units.indexOf(u) + 1; i < units.length; i++) if (!units[i].tick.checked) {
      units[i].el.hidden = false;
      units[i].el.parentNode.hidden = false;
      units[i].field.focus();
      return;
    }
    $('save').focus();
  }
  units.forEach(function (u) {
    var changed = function () { dirty = true; judge(u); count(); keep(); };
    u.field.oninput = function () {
      // A text that is being changed wants to be called ready again.
      if (u.field.value !== u.of.text && u.tick.checked && u.field.value.trim() === '') u.tick.checked = false;
      changed();
    };
    u.field.onkeydown = function (e) {
      if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) {
        e.preventDefault();
        if (u.field.value.trim()) u.tick.checked = true;
        changed();
        next(u);
        show();
      }
    };
    u.tick.onchange = function () {
      if (u.tick.checked && !u.field.value.trim()) { u.tick.checked = false; u.problem.textContent = say('write_first'); return; }
      changed();
    };
    u.el.querySelector('.copy').onclick = function () {
      if (!u.field.value.trim() || confirm(say('replace'))) { u.field.value = u.of.source; changed(); u.field.focus(); }
    };
  });
  all('input[name=show]', function (r) { r.onchange = show; });
  $('keep').onchange = function () {
    if (this.checked) { $('forget').hidden = false; keep(); tell('kept'); } else forget();
  };
  $('forget').onclick = forget;
  addEventListener('beforeunload', function (e) { if (dirty && !$('keep').checked) { e.preventDefault(); e.returnValue = ''; } });

  restore();
  units.forEach(judge);
  count();
  show();
})();
