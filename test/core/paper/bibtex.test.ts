import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeExport } from '../../../src/core/paper/export-formats.ts';
import type { Paper } from '../../../src/core/paper/paper.ts';
import { aPaper } from '../../support/builders.ts';

const hasBibtex = spawnSync('bibtex', ['--version']).status === 0;

/** A style that says what BibTeX has read: each field, each name in its four parts. */
const STYLE = `ENTRY { author title doi eprint } {} {}
INTEGERS { n last }
FUNCTION {not} { { #0 } { #1 } if$ }
FUNCTION {say} { swap$ duplicate$ empty$ { pop$ pop$ } { * write$ newline$ } if$ }
FUNCTION {misc} {
  "KEY " cite$ * write$ newline$
  title "TITLE " say
  doi "DOI " say
  eprint "EPRINT " say
  author empty$ { } {
    author num.names$ 'last :=
    #1 'n :=
    { n last > not }
    { "NAME " author n "{ff }+{vv }+{ll }+{jj }" format.name$ * write$ newline$ n #1 + 'n := }
    while$
  } if$
}
READ
ITERATE {call.type$}
`;

interface Read {
  readonly key: string;
  readonly title?: string;
  readonly doi?: string;
  readonly names: string[];
}

/** What the real program reads in our file; its complaints fail the test. */
function readByBibtex(papers: readonly Paper[]): Read[] {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-bibtex-'));
  try {
    writeFileSync(join(folder, 'papers.bib'), writeExport('bibtex', papers).content);
    writeFileSync(join(folder, 'says.bst'), STYLE);
    writeFileSync(join(folder, 'x.aux'), '\\citation{*}\n\\bibdata{papers}\n\\bibstyle{says}\n');
    // Without texmf.cnf, which only larger packages of TeX bring, it looks into no folder by itself.
    const env = { ...process.env, BIBINPUTS: '.', BSTINPUTS: '.' };
    const said = execFileSync('bibtex', ['x'], { cwd: folder, encoding: 'utf8', env });
    expect(said).not.toMatch(/error|warning/i);
    // It breaks long lines at a space.
    const lines = readFileSync(join(folder, 'x.bbl'), 'utf8')
      .replace(/\n {2}/g, ' ')
      .split('\n');
    const read: Array<{ key: string; title?: string; doi?: string; names: string[] }> = [];
    for (const line of lines) {
      const [, what, value = ''] = /^(KEY|TITLE|DOI|NAME) ?(.*)$/.exec(line) ?? [];
      const entry = read.at(-1);
      if (what === 'KEY') read.push({ key: value, names: [] });
      else if (entry && what === 'TITLE') entry.title = value;
      else if (entry && what === 'DOI') entry.doi = value;
      else if (entry && what === 'NAME') entry.names.push(value.replaceAll('~', ' '));
    }
    return read;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const one = (fields: Partial<Paper>): Read | undefined =>
  readByBibtex([aPaper({ title: 'T', ...fields })])[0];

describe.skipIf(!hasBibtex)(
  `the real BibTeX${hasBibtex ? '' : ' (skipped without bibtex: texlive-binaries)'}`,
  () => {
    it.each([
      [
        'Learning on the set {x | x > 0',
        '{Learning on the set \\textbraceleft{}x \\textbar{} x \\textgreater{} 0}',
      ],
      ['One } too many', '{One \\textbraceright{} too many}'],
      ['} and {', '{\\textbraceright{} and \\textbraceleft{}}'],
      ['The set {a} is closed', '{The set \\{a\\} is closed}'],
      ['$\\tau$-bench in $O(n^2)$ time', '{$\\tau$-bench in $O(n^2)$ time}'],
      ['From $5 to $10 and 5% of $x_1$', '{From \\$5 to \\$10 and 5\\% of $x_1$}'],
      ['An odd $x {$ formula', '{An odd \\$x \\textbraceleft{}\\$ formula}'],
      ['Schr\\"odinger and Bal\\\'{a}zs', '{Schr{\\"o}dinger and Bal{\\\'{a}}zs}'],
      ['大语言模型', '{大语言模型}'],
    ])('reads the title %s, and the paper after it', (title, read) => {
      const papers = [aPaper({ title }), aPaper({ id: '2604.00002', title: 'The next one' })];
      const found = readByBibtex(papers);
      expect(found.map((entry) => entry.title)).toEqual([read, '{The next one}']);
    });

    it('reads a DOI as it is, and none that would break the file', () => {
      const doi = '10.1007/978-3-031-72643-9_1';
      expect(one({ doi })?.doi).toBe(doi);
      expect(one({ doi: `https://doi.org/${doi}` })?.doi).toBe(doi);
      expect(one({ doi: '10.1/x}, note = {evil' })?.doi).toBeUndefined();
    });

    it.each<[string, string[]]>([
      ['Ada Lovelace', ['Ada ++Lovelace+']],
      ['Martin Luther King, Jr.', ['Martin Luther ++King +Jr.']],
      ['Martin Luther King Jr.', ['Martin Luther ++King +Jr.']],
      ['Ludwig van Beethoven', ['Ludwig +van +Beethoven+']],
      ['Charles de Gaulle', ['Charles +de +Gaulle+']],
      ["Gerard 't Hooft", ["Gerard +'t +Hooft+"]],
      ['Łukasz Kaiser', ['Łukasz ++Kaiser+']],
      ['Søren Ødegård', ['Søren ++Ødegård+']],
      ['Lovelace, Ada', ['Ada ++Lovelace+']],
      ['Gemma Team', ['++{Gemma Team}+']],
      ['Research and Development Team', ['++{Research and Development Team}+']],
      ['Barbara Liskov and Jeannette Wing', ['Barbara ++Liskov+', 'Jeannette ++Wing+']],
      ['NVIDIA', ['++NVIDIA+']],
      ['王 小明', ['小明 ++王+']],
      ['bell hooks', ['bell ++hooks+']],
      ['others', ['++{others}+']],
    ])('reads the author %s', (author, names) => {
      const squeezed = (text: string) => text.replace(/\s+\+/g, '+').replace(/\+\s+/g, '+').trim();
      expect(one({ authors: [author] })?.names.map(squeezed)).toEqual(names.map(squeezed));
    });

    it('reads every paper of any file', () => {
      const text = fc.string({
        unit: fc.constantFrom(...'ab {}\\$%_^~&#",@|<>\'é\n=and'.split('')),
        maxLength: 30,
      });
      const papers = fc.array(
        fc.record({ title: text, authors: fc.array(text, { maxLength: 3 }), doi: text }),
        { minLength: 40, maxLength: 40 },
      );
      fc.assert(
        fc.property(papers, (made) => {
          const all = made.map((fields, i) =>
            aPaper({
              ...fields,
              title: `T ${fields.title}`,
              authors: ['A B', ...fields.authors],
              id: `2604.${String(i + 10_000)}`,
            }),
          );
          expect(readByBibtex(all)).toHaveLength(all.length);
        }),
        { numRuns: 15 },
      );
    }, 30_000);
  },
);
