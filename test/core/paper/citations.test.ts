import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'cheerio/slim';
import { describe, expect, it } from 'vitest';
import { writeExport } from '../../../src/core/paper/export-formats.ts';
import { aPaper } from '../../support/builders.ts';

const isThere = (program: string) => spawnSync(program, ['--version']).error === undefined;
const hasBibutils = isThere('ris2xml');
const hasPandoc = isThere('pandoc');

const PAPERS = [
  aPaper({
    id: '2604.00001',
    title: 'Attention & sinks: 50% <less> "memory" {really}',
    authors: ['Ludwig van Beethoven', 'King, Jr., Martin Luther', 'Ada Lovelace', 'Łukasz Müller', '李明'],
    publishedAt: '2026-04-29T00:00:00Z',
    keywords: ['world models', 'agents'],
  }),
  aPaper({
    id: '2604.00002',
    title: 'Another paper',
    authors: ['OpenAI'],
    abstract: 'One line.\nAnd another.',
  }),
];

function run(program: string, args: readonly string[], format: 'ris' | 'csl-json'): string {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-citations-'));
  try {
    const file = join(folder, 'papers');
    writeFileSync(file, writeExport(format, PAPERS).content);
    return execFileSync(program, [...args, file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe.skipIf(!hasBibutils)(`RIS${hasBibutils ? '' : ' (skipped without bibutils)'}`, () => {
  it('is read by Bibutils: titles, names in their parts, dates and addresses', () => {
    const $ = load(run('ris2xml', [], 'ris'), { xml: true });
    const names = $('mods')
      .first()
      .find('name')
      .map((_, name) =>
        $(name)
          .find('namePart')
          .map((__, part) => `${$(part).attr('type') ?? 'name'} ${$(part).text()}`)
          .get()
          .join(', '),
      )
      .get();
    expect($('mods')).toHaveLength(2);
    expect($('mods').first().find('title, subTitle').text()).toBe(
      'Attention & sinks50% <less> "memory" {really}',
    );
    expect(names).toEqual([
      'given Ludwig, family van Beethoven',
      // Bibutils keeps the comma in front of a suffix.
      'given Martin, given Luther,, family King, suffix Jr.',
      'given Ada, family Lovelace',
      'given Łukasz, family Müller',
      'name 李明',
    ]);
    expect($('dateIssued').first().text()).toBe('2026-04-29');
    expect($('url').first().text()).toBe('https://arxiv.org/abs/2604.00001');
    expect(
      $('topic')
        .map((_, topic) => $(topic).text())
        .get(),
    ).toEqual(['world models', 'agents']);
    expect($('abstract').last().text()).toBe('One line. And another.');
  });
});

describe.skipIf(!hasPandoc)(`CSL-JSON${hasPandoc ? '' : ' (skipped without pandoc)'}`, () => {
  it('is read by a citation processor: one entry a paper, particles and suffixes in their places', () => {
    const entries = run('pandoc', ['-f', 'csljson', '--citeproc', '-t', 'plain', '--wrap=none'], 'csl-json')
      .trim()
      .split('\n\n');
    expect(entries).toEqual([
      'Beethoven, Ludwig van, Martin Luther King Jr., Ada Lovelace, Łukasz Müller, and 李明. 2026. “Attention & Sinks: 50% <Less> ‘Memory’ {Really}.” arXiv. https://arxiv.org/abs/2604.00001.',
      expect.stringMatching(/^OpenAI\. 2026\. “Another Paper\.” arXiv\. https:/),
    ]);
  });
});
