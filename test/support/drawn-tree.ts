/** What a platform's client draws of a payload, as an independent parser reads it: the same shape for every platform. */
export type Drawn =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly target: string; readonly inner: readonly Drawn[] }
  | { readonly kind: 'channel'; readonly id: string }
  /** Bold, slanted, code or small print. */
  | { readonly kind: 'style'; readonly style: string; readonly inner: readonly Drawn[] }
  /** What no message of ours may hold: a mention, a heading, a spoiler, a timestamp … */
  | { readonly kind: 'forbidden'; readonly what: string };

export function readText(nodes: readonly Drawn[]): string {
  return nodes
    .map((node) => (node.kind === 'text' ? node.text : 'inner' in node ? readText(node.inner) : ''))
    .join('');
}

export function linksIn(nodes: readonly Drawn[]): Array<Extract<Drawn, { kind: 'link' }>> {
  return nodes.flatMap((node) =>
    node.kind === 'link' ? [node, ...linksIn(node.inner)] : 'inner' in node ? linksIn(node.inner) : [],
  );
}

/** What is wrong with a tree of its own: what it may not hold, and what is in what it may not be in. */
export function faultsIn(nodes: readonly Drawn[], within: readonly string[] = []): string[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'forbidden') return [`${node.what} in ${within.join('>') || 'the text'}`];
    if (!('inner' in node)) return [];
    const name = node.kind === 'link' ? 'link' : node.style;
    const nested = within.includes(name) || (within.includes('link') && name !== 'code');
    return [
      ...(nested ? [`${name} inside ${within.join('>')}`] : []),
      ...faultsIn(node.inner, [...within, name]),
    ];
  });
}
