import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFullText } from '../../../src/sources/full-text/full-text.ts';
import { parseArxivHtml } from '../../../src/sources/full-text/html.ts';
import { parseMarkdown } from '../../../src/sources/full-text/markdown.ts';
import { aPaper } from '../../support/builders.ts';
import { cpuMs } from '../../support/cpu-time.ts';
import { IN_PROCESS } from '../../support/in-process.ts';
import { ARXIV, aClient, HF } from '../http/client-options.ts';

const LONG = 'The cache keeps what matters and drops the rest. '.repeat(30).trim();

const MARKDOWN = `Title: Sieve

URL Source: https://arxiv.org/html/2604.26752

Markdown Content:
Sieve: a cache
===============

1.   [1 Introduction](https://arxiv.org/html/2604.26752v1#S1 "In Sieve")
2.   [References](https://arxiv.org/html/2604.26752v1#bib)

Ada Lovelace, Example University

###### Abstract

Sieve keeps tokens.

## 1 Introduction

![Image 1: Refer to caption](https://arxiv.org/html/2604.26752v1/x1.png)

Long contexts are **slow** (see Appendix [A](https://arxiv.org/html/2604.26752v1#A1 "Appendix A (more) of Sieve")).
They cost memory.

| model | score |
| --- | --- |
| Sieve | 3 |

## 2 Method

We score tokens.

### 2.1 Scores

A score is $s=a_{i}$.

\`\`\`
# not a heading
\`\`\`

## 3 Conclusion

It works.

## Acknowledgments

We thank everybody.

### Funding

By nobody.

## References

Somebody. A book.

## Appendix A Proofs

Trivial.

### A.1 Lemma

Trivial, too.
`;

const HTML = `<html><body><nav class="ltx_TOC">1 Introduction</nav><article class="ltx_document">
<h1 class="ltx_title ltx_title_document">Sieve</h1><div class="ltx_authors">Ada</div>
<div class="ltx_abstract"><h6 class="ltx_title">Abstract</h6><p class="ltx_p">Sieve keeps tokens.</p></div>
<section class="ltx_section" id="S1"><h2 class="ltx_title"><span class="ltx_tag">1 </span>Introduction</h2>
 <div class="ltx_para"><p class="ltx_p">Long contexts are slow<span class="ltx_note">a footnote</span><button>Report issue</button>, as
  <math alttext="n&lt;m"><mi>n</mi></math> shows.</p></div>
 <figure><figcaption class="ltx_caption">A picture</figcaption><p class="ltx_p">axis</p></figure></section>
<section class="ltx_section" id="S2"><h2 class="ltx_title">2 Method</h2><div class="ltx_para"><p class="ltx_p">We score tokens.</p></div>
 <section class="ltx_subsection"><h3 class="ltx_title">2.1 Scores</h3><div class="ltx_para"><p class="ltx_p">Scores are sums.</p></div></section></section>
<section class="ltx_section"><h2 class="ltx_title">Acknowledgements</h2><p class="ltx_p">Thanks.</p></section>
<section class="ltx_bibliography"><h2 class="ltx_title">References</h2><p class="ltx_p">A book.</p></section>
<section class="ltx_appendix"><h2 class="ltx_title">Appendix A Proofs</h2><p class="ltx_p">Trivial.</p>
 <section class="ltx_subsection"><h3 class="ltx_title">A.1 Lemma</h3><p class="ltx_p">Trivial, too.</p></section></section>
</article></body></html>`;

describe('a paper in Markdown', () => {
  it('gives its sections, subsections joined, without title page, references, thanks and appendices', () => {
    expect(parseMarkdown(MARKDOWN)).toEqual([
      { heading: 'Abstract', text: 'Sieve keeps tokens.' },
      {
        heading: '1 Introduction',
        text: 'Long contexts are slow (see Appendix A). They cost memory.',
      },
      { heading: '2 Method', text: 'We score tokens.\nA score is $s=a_{i}$.' },
      { heading: '3 Conclusion', text: 'It works.' },
    ]);
  });

  it('finds headings that are above a line', () => {
    const text = 'Introduction\n------------\n\nWe do.\n\nReferences\n----------\n\nA book.';
    expect(parseMarkdown(text)).toEqual([{ heading: 'Introduction', text: 'We do.' }]);
  });

  it('finds bare headings where there are no others, and is not misled by the contents at the top', () => {
    const contents =
      'Abstract\n1Introduction\n2Method\nReferences\n\nLicense: CC BY 4.0\nSieve\nAda Lovelace\n';
    const text = `${contents}Abstract\n\nSieve keeps.\n\n1Introduction\n\nWe keep:\n\n1. \n\n3 Tokens are kept.\n\n2Method\n\n2.1Scores\n\nA sum.\n\nReferences\n\nA book.\n\nAppendix A Proofs\n\nTrivial.`;
    expect(parseMarkdown(text)).toEqual([
      { heading: 'Abstract', text: 'Sieve keeps.' },
      { heading: '1 Introduction', text: 'We keep:\n1.\n3 Tokens are kept.' },
      { heading: '2 Method', text: 'A sum.' },
    ]);
  });

  it('drops lettered appendices where sections have numbers, and keeps such headings elsewhere', () => {
    const end = '\n\n## A Further Proof\n\nIt is trivial.';
    expect(parseMarkdown(`## 1 Introduction\n\nWe do.${end}`).map(({ heading }) => heading)).toEqual([
      '1 Introduction',
    ]);
    expect(parseMarkdown(`## Introduction\n\nWe do.${end}`).map(({ heading }) => heading)).toEqual([
      'Introduction',
      'A Further Proof',
    ]);
  });

  it.each([
    ['a page of Hugging Face', MARKDOWN.replace('arxiv.org/html', 'huggingface.co/papers')],
    ['HTML', '<!doctype html><h1>Introduction</h1>'],
    ['nothing', ''],
  ])('is none where %s comes instead', (_what, text) => {
    expect(parseMarkdown(text)).toEqual([]);
  });

  it('is read in time whatever it holds', () => {
    for (const text of [
      '['.repeat(200_000),
      '[a]('.repeat(50_000),
      '![x]('.repeat(50_000),
      '# '.repeat(100_000),
    ]) {
      expect(cpuMs(() => void parseMarkdown(text))).toBeLessThan(3_000);
    }
  });

  it('of any text gives letters of that text in their order, and never throws', () => {
    const parts = [
      '# Introduction',
      '## 1 A',
      '---',
      '===',
      '[x](y "z")',
      '```',
      '|a|',
      'words',
      '![',
      '\n\n',
    ];
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.array(fc.constantFrom(...parts)).map((all) => all.join('\n')),
        ),
        (text) => {
          // Marks may go from between two letters, so letters are compared, in their order.
          for (const section of parseMarkdown(text)) {
            let at = 0;
            for (const letter of section.text.match(/[\p{L}\p{N}]/gu) ?? []) {
              at = text.indexOf(letter, at) + 1;
              expect(at, letter).toBeGreaterThan(0);
            }
          }
        },
      ),
    );
  });
});

describe('a paper in arXiv’s HTML', () => {
  it('gives its sections with formulas as LaTeX, without figures, notes, references, thanks and appendices', () => {
    expect(parseArxivHtml(HTML)).toEqual([
      { heading: 'Abstract', text: 'Sieve keeps tokens.' },
      { heading: '1 Introduction', text: 'Long contexts are slow, as $n<m$ shows.' },
      { heading: '2 Method', text: 'We score tokens.\nScores are sums.' },
    ]);
  });

  it('gives the text of a letter that has no sections', () => {
    const letter =
      '<article class="ltx_document"><div class="ltx_para"><p class="ltx_p">We write.</p></div></article>';
    expect(parseArxivHtml(letter)).toEqual([{ heading: '', text: 'We write.' }]);
  });

  it('of any text never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => parseArxivHtml(`<section class=ltx_section>${text}`).length < 2),
    );
  });
});

function texts(answers: Parameters<typeof aClient>[0], timeoutMs?: number) {
  const client = aClient(answers);
  const { http, log } = client;
  return {
    ...client,
    fullText: createFullText({
      ...{ http, log, huggingFaceUrl: HF, arxivUrl: ARXIV, parsers: IN_PROCESS },
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    }),
  };
}
const markdown = { body: `## 1 Introduction\n\n${LONG}\n\n## References\n\nA book.` };
const html = { body: HTML.replace('We score tokens.', LONG) };

describe('the full text', () => {
  it('comes from Hugging Face where it has it', async () => {
    const { fullText, requests } = texts([markdown]);
    expect(await fullText(aPaper())).toEqual([{ heading: '1 Introduction', text: LONG }]);
    expect(requests.map(({ url }) => url)).toEqual([`${HF}/papers/2604.26752.md`]);
  });

  it.each([
    ['does not know the paper', { status: 404 }],
    ['sends its own page', { body: '<!doctype html><p>Sieve</p>' }],
    ['sends a stub', { body: '## Introduction\n\nSoon.' }],
    ['refuses', { status: 403 }],
  ])('comes from arXiv where Hugging Face %s, without the abstract that we have', async (_what, answer) => {
    const { fullText, requests } = texts([answer, html]);
    expect((await fullText(aPaper()))?.map(({ heading }) => heading)).toEqual(['1 Introduction', '2 Method']);
    expect(requests[1]?.url).toBe(`${ARXIV}/html/2604.26752`);
  });

  it('has the abstract where we lack it', async () => {
    const { fullText } = texts([{ status: 404 }, html]);
    expect((await fullText(aPaper({ abstract: '' })))?.[0]?.heading).toBe('Abstract');
  });

  it('cannot be had of a paper that nobody has, nor of an imported one, which asks nobody', async () => {
    const nobody = texts([{ status: 404 }, { status: 404 }]);
    expect(await nobody.fullText(aPaper())).toBeUndefined();
    const imported = texts([]);
    expect(await imported.fullText(aPaper({ id: 'local:report' }))).toBeUndefined();
    expect(imported.requests).toEqual([]);
  });

  it('fails with the reason where both fail, and the first failure is logged', async () => {
    const { fullText, log } = texts([{ status: 403 }, { status: 403 }]);
    await expect(fullText(aPaper())).rejects.toMatchObject({ code: 'source-refused' });
    expect(log.lines.map(({ level }) => level)).toContain('info');
  });

  it('is not waited for longer than its time, and no second source is asked then', async () => {
    const endless = { body: new ReadableStream<Uint8Array>() };
    const { fullText, requests } = texts([endless, html], 20);
    await expect(fullText(aPaper())).rejects.toMatchObject({ code: 'source-timeout' });
    expect(requests).toHaveLength(1);
  });

  it('is given up at once when the signal says so, before and while it is fetched', async () => {
    const stop = new AbortController();
    const { fullText } = texts([
      () => {
        stop.abort(new Error('stopped'));
        return markdown;
      },
      html,
    ]);
    await expect(fullText(aPaper(), stop.signal)).rejects.toThrow('stopped');
    const before = texts([]);
    const stopped = before.fullText(aPaper(), AbortSignal.abort(new Error('before')));
    await expect(stopped).rejects.toThrow('before');
    expect(before.requests).toEqual([]);
  });
});
