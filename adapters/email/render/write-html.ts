import type { Markup, SafeText } from '../../../src/core/message/safe-text.ts';
import type { Block, Run } from './blocks.ts';
import { escapeHtml, escapeUrl, html, joinHtml } from './escape.ts';
import { fillTemplate } from './template.ts';

/**
 * The mail as HTML. Every style is in the element itself, because some readers drop what is in the head; the head has
 * only what changes in the dark and on a phone.
 */
export function writeHtml(
  blocks: readonly Block[],
  footer: readonly Block[],
  { subject, language }: { readonly subject: SafeText; readonly language: SafeText },
): Markup {
  return fillTemplate({
    language: escapeHtml(language),
    subject: escapeHtml(subject),
    body: joinHtml(blocks.map(writeBlock), '\n'),
    footer: joinHtml(footer.map(writeBlock), '\n'),
  });
}

function writeBlock(block: Block): Markup {
  switch (block.kind) {
    case 'title':
      return html`<h1 class="ink" style="margin:0 0 16px;font-size:22px;line-height:28px;color:#1f2328">${escapeHtml(block.text)}</h1>`;
    case 'heading':
      return html`<h2 class="ink line" style="margin:24px 0 4px;padding-top:16px;border-top:1px solid #d1d9e0;font-size:17px;line-height:24px;color:#1f2328">${writeInline(block.runs)}</h2>`;
    case 'text':
      return block.isSmall
        ? html`<p class="soft" style="margin:0 0 8px;font-size:13px;line-height:18px;color:#59636e">${writeInline(block.runs)}</p>`
        : html`<p class="ink" style="margin:0 0 8px;font-size:15px;line-height:22px;color:#1f2328">${writeInline(block.runs)}</p>`;
    case 'picture':
      // A program that knows no styles takes the attribute.
      return html`<p style="margin:4px 0 8px"><img src="${escapeUrl(block.url)}" alt="${escapeHtml(block.alt)}" width="320" class="soft" style="display:block;width:100%;max-width:320px;height:auto;border:0;border-radius:6px;font-size:13px;line-height:18px;color:#59636e"></p>`;
    case 'links':
      return html`<p style="margin:8px 0 0;font-size:15px;line-height:36px">${joinHtml(
        block.links.map((link) => html`<span style="white-space:nowrap">${run(link)}</span>`),
        ' &nbsp; ',
      )}</p>`;
    case 'button':
      return html`<p style="margin:16px 0"><a href="${escapeUrl(block.url)}" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#1a56a8;color:#ffffff;font-size:16px;text-decoration:none">${escapeHtml(block.label)}</a></p>`;
  }
}

function writeInline(runs: readonly Run[]): Markup {
  return joinHtml(runs.map(run));
}

function run({ text, url, strong, code }: Run): Markup {
  const said = escapeHtml(text);
  const bold = strong ? html`<strong>${said}</strong>` : said;
  const typed = code ? html`<code>${bold}</code>` : bold;
  return url === undefined
    ? typed
    : html`<a class="link" href="${escapeUrl(url)}" style="color:#0a58b0">${typed}</a>`;
}
