// Gives the words of texts, as the browser's own segmenter sees them.
//   {language, texts: [text]} -> [[word]]
import { readFileSync } from 'node:fs';

const { language, texts } = JSON.parse(readFileSync(0, 'utf8'));
const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
process.stdout.write(JSON.stringify(texts.map(t => [...new Set([...segmenter.segment(t)].filter(s => s.isWordLike).map(s => s.segment))])));
