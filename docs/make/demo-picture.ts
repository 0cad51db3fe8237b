/** The escape sequences that the terminal adapter uses, as attributes of SVG text. */
const STYLES: Readonly<Record<string, string>> = {
  '1': 'font-weight="700"',
  '2': 'fill="#8b949e"',
  '31': 'fill="#ff7b72"',
  '32': 'fill="#7ee787"',
  '33': 'fill="#e3b341"',
  '34': 'fill="#79c0ff"',
  '36': 'fill="#56d4dd"',
};

const LINE = 19;
const COLUMN = 8.43;
const MARGIN = 18;

/** A picture of terminal output with colors, `columns` wide: one line of text a line of SVG. */
export function picture(output: string, columns: number): string {
  const lines = output.trimEnd().split('\n');
  const width = Math.ceil(columns * COLUMN + 2 * MARGIN);
  const height = lines.length * LINE + 2 * MARGIN;
  const rows = lines.map(
    (line, i) =>
      `<text x="${MARGIN}" y="${MARGIN + 14 + i * LINE}" xml:space="preserve">${renderSpans(line)}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    '<title>Paperboy in a terminal</title>',
    `<rect width="${width}" height="${height}" rx="10" fill="#0d1117"/>`,
    '<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, DejaVu Sans Mono, monospace" font-size="14" fill="#e6edf3">',
    ...rows,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function renderSpans(line: string): string {
  let style = '';
  // Every other piece is the number of an escape sequence.
  return line
    .split(new RegExp(`${String.fromCharCode(27)}\\[(\\d+)m`))
    .map((piece, i) => {
      if (i % 2 === 0) return piece === '' ? '' : `<tspan ${style}>${escapeXml(piece)}</tspan>`;
      style = STYLES[piece] ?? '';
      return '';
    })
    .join('');
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
