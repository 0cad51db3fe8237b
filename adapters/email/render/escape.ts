import type { Markup, SafeText } from '../../../src/core/message/safe-text.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for HTML, between tags or in an attribute in quotes. */
export function escapeHtml(text: SafeText): Markup {
  return Array.from(text, (character) => ENTITIES[character] ?? character).join('') as Markup;
}

/** A web address for an attribute in quotes; the URL parser leaves no other character that would end it. */
export function escapeUrl(url: string): Markup {
  return escapeHtml(url as SafeText);
}

/** HTML that we wrote, with what is escaped in it. */
export function html(strings: TemplateStringsArray, ...values: readonly Markup[]): Markup {
  return String.raw({ raw: strings }, ...values) as Markup;
}

/** Pieces of HTML one after the other. */
export function joinHtml(parts: readonly Markup[], between = ''): Markup {
  return parts.join(between) as Markup;
}
