/**
 * The Markdown that a questionnaire may show between its questions: paragraphs, headings, lists, strong and emphasis, links
 * to https. It is stored as text; `markdownHtml` makes HTML of it in which nothing is what it was not meant to be.
 */

/** SurveyJS puts answers where a name stands in braces, as markup; `<` and `&` are markup themselves. */
const unsafe = /[<&{}`]|!\[|\]\((?!https:\/\/[\w./?=%#~+-]+\))/;

/** What in a text cannot be shown safely, if anything. */
export const unsafeMarkdown = (text: string): string | undefined => {
  const match = unsafe.exec(text);
  return match === null ? undefined : text.slice(match.index, match.index + 40);
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Text of one line. Each rule looks at bounded stretches only, so that no line can be slow. */
const inline = (line: string): string =>
  escaped(line)
    .replace(/\*\*([^*]{1,500})\*\*/g, '<strong>$1</strong>')
    .replace(/\*([^*]{1,500})\*/g, '<em>$1</em>')
    .replace(
      /\[([^[\]]{1,300})\]\((https:\/\/[\w./?=%#~+-]{1,500})\)/g,
      '<a href="$2" rel="noopener noreferrer">$1</a>',
    );

interface Line {
  readonly tag: 'h3' | 'ul' | 'ol' | 'p' | '';
  readonly text: string;
}

const lineOf = (line: string): Line => {
  const [, heading] = /^#{1,3} (.+)$/.exec(line) ?? [];
  if (heading !== undefined) return { tag: 'h3', text: heading };
  const [, bullet] = /^[-*] (.+)$/.exec(line) ?? [];
  if (bullet !== undefined) return { tag: 'ul', text: bullet };
  const [, numbered] = /^\d{1,3}\. (.+)$/.exec(line) ?? [];
  if (numbered !== undefined) return { tag: 'ol', text: numbered };
  return { tag: line.trim() === '' ? '' : 'p', text: line };
};

const blockOf = (tag: Line['tag'], lines: readonly string[]): string => {
  if (tag === 'ul' || tag === 'ol')
    return `<${tag}>${lines.map((line) => `<li>${inline(line)}</li>`).join('')}</${tag}>`;
  if (tag === 'h3') return lines.map((line) => `<h3>${inline(line)}</h3>`).join('');
  return tag === 'p' ? `<p>${lines.map(inline).join('<br>')}</p>` : '';
};

/** HTML of a text; whatever the text is, the only tags in it are those named here. */
export const markdownHtml = (text: string): string => {
  const blocks: { tag: Line['tag']; lines: string[] }[] = [];
  for (const line of text.split(/\r?\n/)) {
    const { tag, text: words } = lineOf(line);
    const last = blocks.at(-1);
    if (last?.tag === tag) last.lines.push(words);
    else blocks.push({ tag, lines: [words] });
  }
  return blocks.map(({ tag, lines }) => blockOf(tag, lines)).join('');
};
