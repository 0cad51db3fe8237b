import type { Block, Run } from './blocks.ts';

const RULE = '-'.repeat(40);

/** The mail as plain text: what a reader without HTML sees, and what counts as the mail for filters. */
export function writeText(blocks: readonly Block[], footer: readonly Block[]): string {
  return `${[...blocks.flatMap(writeLines), RULE, ...footer.flatMap(writeLines)].join('\n')}\n`;
}

function writeLines(block: Block): string[] {
  switch (block.kind) {
    case 'title':
      return [block.text, '='.repeat(Math.min(block.text.length, RULE.length)), ''];
    case 'heading':
      return ['', block.runs.map(({ text }) => text).join('')];
    case 'picture':
      return [];
    case 'text':
      return [writeRuns(block.runs), ...(block.isSmall ? [] : [''])];
    case 'links':
      return [...block.links.map(({ text, url }) => `${text}: ${url ?? ''}`), ''];
    case 'button':
      return ['', `${block.label}:`, block.url, ''];
  }
}

function writeRuns(runs: readonly Run[]): string {
  return runs.map(({ text, url }) => (url === undefined ? text : `${text} (${url})`)).join('');
}
