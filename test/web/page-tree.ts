import { DomUtils, parseDocument } from 'htmlparser2';

type Element = ReturnType<typeof DomUtils.getElementsByTagName>[number];

/** A page as a parser reads it that is not ours. */
export function readElements(page: string): Element[] {
  return DomUtils.getElementsByTagName('*', parseDocument(page));
}

const CODE: ReadonlySet<string> = new Set([
  'script',
  'style',
  'iframe',
  'object',
  'embed',
  'img',
  'svg',
  'base',
]);

/** What a page of ours never has: code, style inside it, anything of another place, and links that run something. */
export function findInjected(page: string): string[] {
  return readElements(page).flatMap(({ name, attribs }) => [
    ...(CODE.has(name) ? [name] : []),
    ...Object.keys(attribs).filter((key) => key.startsWith('on') || key === 'style' || key === 'src'),
    ...['href', 'action']
      .map((key) => attribs[key] ?? '')
      .filter((address) => /^(?:javascript|data|vbscript):/i.test(address.trim())),
    ...(name === 'meta' && attribs['http-equiv'] !== undefined ? ['http-equiv'] : []),
  ]);
}

/** The ids of the papers in the lists of a page, from top to bottom. */
export function listPaperIds(page: string): string[] {
  return readElements(page).flatMap(({ name, attribs, parent }) => {
    const [, id] = /\/paper\/([^?#]+?)\/?$/.exec(attribs.href ?? '') ?? [];
    const isTitle = name === 'a' && parent !== null && 'name' in parent && parent.name === 'h2';
    return isTitle && id !== undefined ? [decodeURIComponent(id)] : [];
  });
}

/** Where the link with this text leads. */
export function findLink(page: string, text: string): string | undefined {
  return readElements(page).find(
    ({ name, children }) => name === 'a' && DomUtils.textContent(children) === text,
  )?.attribs.href;
}

/** The Open Graph properties in a page’s head, as a program reads them that draws previews of links. */
export function readPreview(page: string): Record<string, string> {
  return Object.fromEntries(
    readElements(page)
      .filter(({ name, attribs }) => name === 'meta' && attribs.property !== undefined)
      .map(({ attribs: { property = '', content = '' } }) => [property, content]),
  );
}
