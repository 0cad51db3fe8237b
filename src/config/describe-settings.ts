import { settings } from './settings.ts';

/** The settings for a terminal: each with its default and what it is, no line longer than `width`. */
export function describeSettings(width = 80): string {
  return settings
    .flatMap(({ name, fallback, help }) => [
      `  ${name}${fallback === undefined ? '' : `=${fallback}`}`,
      ...wrapText(help, width - INDENT.length).map((line) => `${INDENT}${line}`),
    ])
    .join('\n');
}

const INDENT = ' '.repeat(6);

function wrapText(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last === '') lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
